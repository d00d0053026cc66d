"""What the workspace brings to the app, and what it does when the app does not answer: events come again, gestures fail."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.playground.slack.entities import Json, Message
from bot.playground.slack.happenings import Happening
from bot.playground.slack.payloads import Payloads
from bot.playground.slack.world import World

Envelope = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the app said. `failure` is empty when it acknowledged, else the reason Slack gives with a retry."""

    failure: str = ""
    body: Json = field(default_factory=dict)
    no_retry: bool = False

    @property
    def acknowledged(self) -> bool:
        return not self.failure


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One attempt, for the tests: `instant` is real monotonic seconds at its end, `took` the seconds until the answer."""

    envelope: Envelope
    payload: Json
    attempt: int
    answer: Answer
    instant: float
    took: float


class Transport(Protocol):
    """The way to the app: a socket it opened, or its address."""

    async def carry(self, envelope: Envelope, payload: Json, attempt: int, reason: str) -> Answer:
        """One attempt; `attempt` counts from 0, `reason` is why the one before failed."""


class Delivery:
    """Brings payloads to the app. `retry_delays` are the seconds before each new attempt of an event."""

    def __init__(self, transport: Transport, retry_delays: tuple[float, ...]) -> None:
        self.transport = transport
        self.attempts: list[Delivered] = []
        self._delays = retry_delays
        self._tasks: set[asyncio.Task[Answer]] = set()

    def send_event(self, payload: Json) -> asyncio.Task[Answer]:
        """In the background, with Slack's retries; the task ends with the last answer."""
        task = asyncio.create_task(self._event(payload))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def gesture(self, envelope: Envelope, payload: Json) -> Answer:
        """A command, a press, a form: one attempt only."""
        return await self._attempt(envelope, payload, 0, "")

    async def idle(self) -> None:
        """Returns when no event waits for an answer or for a retry."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Gives up all pending retries."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _event(self, payload: Json) -> Answer:
        answer = await self._attempt("events_api", payload, 0, "")
        for number, delay in enumerate(self._delays, start=1):
            if answer.acknowledged or answer.no_retry:
                break
            await asyncio.sleep(delay)
            answer = await self._attempt("events_api", payload, number, answer.failure)
        return answer

    async def _attempt(self, envelope: Envelope, payload: Json, number: int, reason: str) -> Answer:
        start = time.monotonic()
        answer = await self.transport.carry(envelope, payload, number, reason)
        end = time.monotonic()
        self.attempts.append(Delivered(envelope=envelope, payload=payload, attempt=number, answer=answer, instant=end, took=end - start))
        return answer


class Events:
    """Turns happenings into Events API payloads, for the channels our bot is in and the subscriptions the app has."""

    def __init__(self, world: World, payloads: Payloads, delivery: Delivery, subscriptions: frozenset[str]) -> None:
        self._world = world
        self._payloads = payloads
        self._delivery = delivery
        self._subscriptions = subscriptions
        self._sent: dict[int, list[asyncio.Task[Answer]]] = {}

    def hear(self, happening: Happening) -> None:
        """Sends what an app would be told, at once and in the background."""
        events = self._events_of(happening)
        if events:
            self._sent[happening.number] = [self.send(event) for event in events]

    def send(self, event: Json) -> asyncio.Task[Answer]:
        """One event in its envelope."""
        return self._delivery.send_event(self._payloads.event(event))

    async def concluded(self, first: int, last: int, patience: float) -> bool:
        """Waits for the answers to happenings `first` to `last`; false when they were not all acknowledged in time."""
        tasks = [task for number in range(first, last + 1) for task in self._sent.pop(number, [])]
        return await conclusion(tasks, patience)

    def _events_of(self, happening: Happening) -> list[Json]:
        message = happening.message
        if message is None or message.ephemeral_to or not self._told_about(message):
            return []
        match happening.kind:
            case "message":
                return [self._payloads.posted(message), *self._mention_of(message)]
            case "changed":
                return [self._payloads.changed(message, happening.before or message)]
            case "deleted":
                return [self._payloads.removed(message)]
            case "reaction" if "reaction_added" in self._subscriptions:
                return [self._payloads.reaction(message, happening.what, happening.by)]
            case _:
                return []

    def _told_about(self, message: Message) -> bool:
        channel = self._world.channels[message.channel]
        event = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}[channel.kind]
        return event in self._subscriptions and self._world.identity.bot_user_id in channel.members

    def _mention_of(self, message: Message) -> list[Json]:
        named = f"<@{self._world.identity.bot_user_id}>" in message.text
        in_channel = self._world.channels[message.channel].kind != "im"
        wanted = "app_mention" in self._subscriptions and named and in_channel and not message.bot_id
        return [self._payloads.mention(message)] if wanted else []


async def conclusion(tasks: list[asyncio.Task[Answer]], patience: float) -> bool:
    """True when all ended acknowledged within `patience` seconds; the others go on behind."""
    if not tasks:
        return True
    done, pending = await asyncio.wait(tasks, timeout=patience)
    return not pending and all(task.result().acknowledged for task in done if not task.cancelled())
