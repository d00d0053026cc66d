"""What a person does in Slack. Every gesture returns when the app has acknowledged it, and then waits for quiet."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import replace

from bot.playground.screen import Control, GestureError, controls
from bot.playground.slack import methods_chat
from bot.playground.slack.deliver import Answer, Envelope, conclusion
from bot.playground.slack.entities import Json, Member, Message, SlackError
from bot.playground.slack.escaping import escape
from bot.playground.slack.forms import Field, FormFilling, field_named
from bot.playground.slack.payloads import Gesture
from bot.playground.slack.reading import Place, Stage, Surface, Viewer
from bot.playground.slack.submitting import honour
from bot.playground.slack.views import View
from bot.playground.slack.workspace import ResponseUrl

COMMAND_FAILURES = {"timeout": "operation_timeout", "http_timeout": "operation_timeout"}


class Person(Viewer):
    """A member with hands. What the client would not let him do raises GestureError; what fails is in `errors`."""

    def __init__(self, stage: Stage, member: Member) -> None:
        super().__init__(stage, member)
        self._found: dict[str, list[Json]] = {}

    async def says(self, text: str, in_: Place = None, *, thread: Message | None = None, pasted: bool = False) -> Message:
        """Types or pastes a message, in his direct message with the bot by default."""
        channel = self.room(thread or in_)
        if channel.archived:
            raise GestureError("is_archived", channel.name)
        root = thread or (in_ if isinstance(in_, Message) else None)
        mrkdwn, block = self.stage.composer.compose(text, pasted=pasted)
        first = self._world.happenings.last + 1
        message = self._world.post(
            channel=channel.id,
            user=self.id,
            text=mrkdwn,
            blocks=(block,),
            thread_ts=(root.thread_ts or root.ts) if root else "",
            **self._signature(),
        )
        await self._concluded(first)
        return message

    def _signature(self) -> Json:
        foreign = self.member.is_bot
        return {"bot_id": "B" + self.id[1:]} if foreign else {"client_msg_id": str(uuid.uuid4())}

    async def edits(self, message: Message, text: str, *, pasted: bool = False) -> Message:
        """Changes one of his own messages; answers the new version."""
        self._must_be_mine(message)
        mrkdwn, block = self.stage.composer.compose(text, pasted=pasted)
        first = self._world.happenings.last + 1
        changed = self._world.edit(message, by=self.id, text=mrkdwn, blocks=(block,))
        await self._concluded(first)
        return changed

    async def deletes(self, message: Message) -> None:
        """Takes one of his own messages away."""
        self._must_be_mine(message)
        first = self._world.happenings.last + 1
        self._world.delete(message, by=self.id)
        await self._concluded(first)

    async def reacts(self, message: Message, emoji: str) -> None:
        """Puts an emoji, by its Slack name, on a message he sees."""
        self._must_see(message)
        first = self._world.happenings.last + 1
        self._world.react(message, emoji, self.id)
        await self._concluded(first)

    async def types_command(self, command: str, text: str = "", in_: Place = None) -> Answer:
        """A slash command. One that the manifest does not declare never leaves the client."""
        known = self.stage.workspace.rules.commands
        if known is not None and command not in known:
            raise GestureError("unknown_command", command)
        channel = self.room(in_)
        payload = self.stage.workspace.payloads.command(self._gesture(channel.id), channel, command, escape(text))
        answer = await self._gesture_sent("slash_commands", payload)
        if answer.acknowledged and answer.body:
            self._respond(answer.body, channel.id)
        await self.stage.settle()
        return answer

    def _respond(self, body: Json, channel: str) -> None:
        target = ResponseUrl(self.id, channel, "", time.monotonic())
        try:
            methods_chat.respond(self.stage.workspace, target, body)
        except SlackError as refusal:
            self._fails(refusal.code)

    async def presses(self, label: str, on: Message | Surface | None = None, nth: int = 1) -> Answer:
        """Presses the `nth` thing with this label or action_id.

        Without `on`: on the open form, else on the newest message that has it, else on the home page. A message kept from
        before an edit still shows its old buttons: pressing one of them is what a slow screen does.
        """
        surface, control = self._find(label, on, nth)
        answer = await self._acts(surface, control, {})
        await self.stage.settle()
        return answer

    async def chooses(self, choice: object, label: str, on: Message | Surface | None = None, nth: int = 1) -> Answer:
        """Picks in a list or a calendar that acts at once, found by its placeholder or action_id."""
        surface, control = self._find(label, on, nth)
        field = Field(control.block_id, control.label, control.element, optional=True, hint="", entry={})
        entry = self._filling().entry(field, choice)
        answer = await self._acts(surface, control, entry)
        await self.stage.settle()
        return answer

    async def _acts(self, surface: Message | View, control: Control, entry: Json) -> Answer:
        element = control.element
        shown = {key: element[key] for key in ("text", "value", "url", "style") if key in element}
        ids = {"action_id": element["action_id"], "block_id": control.block_id, "action_ts": f"{time.time():.6f}"}
        action = {"type": element["type"]} | ids | shown | entry
        payloads = self.stage.workspace.payloads
        if isinstance(surface, View):
            changed = self._remember_in_view(surface, control, entry)
            return await self._gesture_sent("interactive", payloads.pressed_in_view(self._gesture(), action, changed))
        gesture = self._gesture(surface.channel, surface.ts)
        state = self._remember(surface, control, entry)
        return await self._gesture_sent("interactive", payloads.pressed(gesture, action, surface, state))

    def _remember(self, message: Message, control: Control, entry: Json) -> Json:
        kept = self.stage.chosen.setdefault((self.id, message.ts), {})
        if entry:
            kept.setdefault(control.block_id, {})[control.element["action_id"]] = entry
        return {"values": kept}

    def _remember_in_view(self, view: View, control: Control, entry: Json) -> View:
        if not entry:
            return view
        block = {**view.entered.get(control.block_id, {}), control.element["action_id"]: entry}
        changed = replace(view, entered={**view.entered, control.block_id: block})
        self.stage.workspace.views.put(changed)
        return changed

    async def shortcut(self, message: Message, callback_id: str) -> Answer:
        """Chooses a message shortcut in the menu of a message he sees."""
        known = self.stage.workspace.rules.shortcuts
        if known is not None and callback_id not in known:
            raise GestureError("unknown_shortcut", callback_id)
        self._must_see(message)
        current = self._world.current(message)
        gesture = self._gesture(message.channel, "")
        payload = self.stage.workspace.payloads.shortcut(gesture, current, callback_id)
        answer = await self._gesture_sent("interactive", payload)
        await self.stage.settle()
        return answer

    async def opens_home(self) -> None:
        """Opens the app's home page."""
        channel = self._world.direct(self.id)
        if "app_home_opened" in self.stage.workspace.rules.events:
            event = self.stage.workspace.payloads.home_opened(self.id, channel.id, self.home)
            await conclusion([self.stage.events.send(event)], self.stage.patience)
        await self.stage.settle()

    async def enters(self, values: Mapping[str, object]) -> None:
        """Fills fields of the open form, by label or block id, without sending it."""
        views = self.stage.workspace.views
        views.put(self._filling().fill(self.view("modal"), values))

    async def submits(self, values: Mapping[str, object] | None = None) -> Answer:
        """Fills and sends the open form. What the client refuses raises GestureError and nothing is sent."""
        filled = self._filling().fill(self.view("modal"), values or {})
        self.stage.workspace.views.put(filled)
        self._filling().check(filled)
        payload = self.stage.workspace.payloads.submitted(self._gesture(), filled)
        answer = await self._gesture_sent("interactive", payload)
        if answer.acknowledged and (failure := honour(self.stage.workspace, filled, answer.body)):
            self._fails(failure)
        await self.stage.settle()
        return answer

    async def looks_up(self, label: str, typed: str) -> list[str]:
        """Types in a list whose choices the app looks up; answers the labels it offers."""
        view = self.view("modal")
        field = field_named(self.fields(), label)
        payload = self.stage.workspace.payloads.suggestion(self._gesture(), typed, field.block_id, field.element, view)
        answer = await self._gesture_sent("interactive", payload)
        self._found[field.block_id] = list(answer.body.get("options", []))
        return [str(option["text"]["text"]) for option in self._found[field.block_id]]

    async def closes_modal(self) -> None:
        """Closes the form in front of him; the app hears of it only where it asked to."""
        view = self.view("modal")
        self.stage.workspace.views.close(self.id, everything=bool(view.properties.get("clear_on_close")))
        if view.properties.get("notify_on_close"):
            await self._gesture_sent("interactive", self.stage.workspace.payloads.closed(self._gesture(), view))
        await self.stage.settle()

    def _gesture(self, channel: str = "", message_ts: str = "") -> Gesture:
        workspace = self.stage.workspace
        url = workspace.response_urls.new(self.id, channel, message_ts) if channel else ""
        return Gesture(user=self.member, trigger_id=workspace.views.new_trigger(self.id), response_url=url)

    async def _gesture_sent(self, envelope: Envelope, payload: Json) -> Answer:
        answer = await self.stage.delivery.gesture(envelope, payload)
        if not answer.acknowledged:
            self._fails(COMMAND_FAILURES.get(answer.failure, "dispatch_failed"))
        return answer

    def _fails(self, code: str) -> None:
        self._world.happen("error", {self.id}, by=self.id, what=code)

    async def _concluded(self, first: int) -> None:
        await self.stage.events.concluded(first, self._world.happenings.last, self.stage.patience)
        await self.stage.settle()

    def _filling(self) -> FormFilling:
        return FormFilling(self._world, self.stage.composer, self._found)

    def _find(self, label: str, on: Message | Surface | None, nth: int) -> tuple[Message | View, Control]:
        for surface in self._surfaces(on):
            parts = self.parts(surface) if isinstance(surface, Message) else self.stage.renderer.blocks(surface.blocks)
            found = [one for one in controls(parts) if label in (one.label, one.element["action_id"])]
            if len(found) >= nth:
                return surface, found[nth - 1]
        raise GestureError("no_such_button", label)

    def _surfaces(self, on: Message | Surface | None) -> list[Message | View]:
        if isinstance(on, Message):
            self._must_see(on)
            return [self._world.current(on), on]
        if on is not None:
            return [self.view(on)]
        return [*([self.modal] if self.modal else []), *reversed(self.everything()), *([self.home] if self.home else [])]

    def _must_see(self, message: Message) -> None:
        if self.id not in self._world.audience(message):
            raise GestureError("no_such_message")

    def _must_be_mine(self, message: Message) -> None:
        if message.user != self.id or self._world.current(message).deleted:
            raise GestureError("not_yours")
