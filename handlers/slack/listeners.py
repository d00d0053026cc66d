"""What happens on Slack, turned into use cases: one listener per type of event, and a router of our own.

Work, then acknowledge: a listener returns after COMMIT. An exception leaves the event unacknowledged, and Slack sends it again; a
command, a button or a form is not sent again, so our fault is told with a code, and what was typed is given back.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from bot.domain.messages import Form, FormErrors, Home, Message, Nothing
from bot.domain.people import Account, Person
from bot.domain.ports import Address
from bot.wording import Words
from bot.wording.escape import literal_lines
from handlers.answer import LOOKED_IN, Answer, Case, Event, Reply, Where, answered
from handlers.converse import Typed, command, deleted, edited, filed_from_menu, hear, tell_unreadable
from handlers.fault_words import lost, sorry
from handlers.faults import Fault, noted
from handlers.fill import Filled, submit
from handlers.guide import help_alone, help_asked
from handlers.home import home
from handlers.respond import press
from handlers.said import Heard
from handlers.slack.client import Clients
from handlers.slack.inbound import Names, answers, markdown_of, plain_of, the_id
from handlers.slack.markup import first_of, home_view
from handlers.slack.modal import modal, token_of
from handlers.slack.recognition import NobodyYet, Recognition, nobody, told_why
from handlers.typed import Attached
from storage.contributions import Origin
from storage.store import Store
from storage.transaction import Tx

Json = Mapping[str, Any]
PLATFORM = "slack"
FILE_IT = "file_message"
"""The callback id of the message shortcut."""
_SAID = frozenset({None, "file_share", "me_message", "thread_broadcast"})
"""Subtypes of messages that a person wrote; the others tell what happened to a channel."""
_MENTIONED = re.compile(r"<@([A-Z0-9]+)")
_NAMELESS = frozenset({"privategroup", "directmessage", "mpdm"})
"""What Slack gives a command as the name of a channel whose name it keeps to itself."""

log = structlog.get_logger("slack")


class Listeners:
    """The listeners of one workspace."""

    def __init__(self, store: Store, clients: Clients, *, team: str, bot_user: str) -> None:
        self._store, self._clients, self._team, self._bot = store, clients, team, bot_user
        self._recognition = Recognition(store, clients.views, platform=PLATFORM, team=team)
        self._events: Mapping[str, Callable[[str, Json], Awaitable[None]]] = {
            "message": self._message,
            "app_mention": self._said,
            "app_home_opened": self._home_opened,
        }

    def register(self, app: AsyncApp) -> None:
        """One listener for each of Bolt's types: Bolt walks its listeners in a line, a dictionary does not."""
        anything = re.compile(r"(?s).*")
        app.event(anything)(self.on_event)
        app.command(anything)(self.on_command)
        app.action(anything)(self.on_action)
        app.view_submission(anything)(self.on_form)
        app.view_closed(anything)(self.on_closed)
        app.shortcut(anything)(self.on_shortcut)
        app.error(self.on_error)

    # --- events

    async def on_event(self, body: dict[str, Any]) -> None:
        """An event of the Events API. Unknown ones are acknowledged: they would come again for ever."""
        event = body.get("event")
        handle = self._events.get(str(event.get("type"))) if isinstance(event, dict) else None
        if handle is None or not isinstance(event, dict):
            log.debug("an event that nobody listens to", type=body.get("type"))
            return
        await handle(str(body.get("event_id", "")), event)

    async def _message(self, event_id: str, event: Json) -> None:
        subtype = event.get("subtype")
        if subtype == "message_changed":
            await self._changed(event_id, event)
        elif subtype == "message_deleted":
            await self._removed(event_id, event)
        elif subtype in _SAID:
            await self._said(event_id, event)

    async def _said(self, event_id: str, event: Json) -> None:
        """Something a person wrote. A mention arrives twice, as `message` and as `app_mention`: the message counts once."""
        user, channel, ts, text = (event.get(name) for name in ("user", "channel", "ts", "text"))
        if not (user and channel and ts and isinstance(text or "", str)) or event.get("bot_id") or user == self._bot:
            return
        private = event.get("channel_type") == "im" or str(channel).startswith("D")
        mentioned = event.get("type") == "app_mention" or f"<@{self._bot}>" in (event.get("text") or "")
        typed = self._typed(event, addressed=private or mentioned, private=private)
        happened = Event(platform=PLATFORM, id=f"message:{channel}:{ts}", type="message")
        where = self._beside(event, private=private)
        case: Case = partial(_heard, typed, _unreadable(event))
        log.debug("a message", event_id=event_id, private=private, mentioned=mentioned)
        await self._do(happened, str(user), where, case, quiet=not typed.addressed)

    def _typed(self, event: Json, *, addressed: bool, private: bool) -> Typed:
        channel, names = str(event["channel"]), self._names(event)
        return Typed(
            text=plain_of(event, bot=self._bot, names=names),
            markdown=markdown_of(event, bot=self._bot, names=names),
            origin=self._origin(channel, str(event["ts"])),
            addressed=addressed,
            private=private,
            thread=str(event.get("thread_ts") or ""),
            channel=None if private else self._address(channel),
            files=_files(event),
        )

    def _beside(self, event: Json, *, private: bool) -> Where:
        """In private, the answer follows; in a channel it stands in the thread, and the message gets a check mark. A refusal is private."""
        channel, ts, thread = str(event["channel"]), str(event["ts"]), str(event.get("thread_ts") or "")
        if private:
            own = self._address(str(event["user"]), thread)
            return Where(post=own, own=self._address(str(event["user"])))
        return Where(post=self._address(channel, thread or ts), mark=True, alone=self._address(str(event["user"])))

    async def _changed(self, event_id: str, event: Json) -> None:
        message, before = event.get("message") or {}, event.get("previous_message") or {}
        user = message.get("user")
        if not user or message.get("bot_id") or user == self._bot or message.get("text") == before.get("text"):
            return
        inner = {**message, "channel": event.get("channel")}
        private = event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
        mentioned = f"<@{self._bot}>" in (message.get("text") or "")
        case = partial(edited, self._typed(inner, addressed=private or mentioned, private=private))
        happened = Event(platform=PLATFORM, id=event_id, type="message_changed")
        await self._do(happened, str(user), self._beside(inner, private=private), case, quiet=True)

    async def _removed(self, event_id: str, event: Json) -> None:
        before = event.get("previous_message") or {}
        user, channel = before.get("user"), str(event.get("channel") or "")
        if not (user and channel) or before.get("bot_id") or user == self._bot:
            return
        origin = self._origin(channel, str(event.get("deleted_ts") or before.get("ts")))
        happened = Event(platform=PLATFORM, id=event_id, type="message_deleted")
        await self._do(happened, str(user), Where(post=self._address(str(user))), partial(deleted, origin), quiet=True)

    async def _home_opened(self, event_id: str, event: Json) -> None:
        if event.get("tab", "home") != "home":
            return
        user = str(event.get("user") or "")
        if not user:
            return
        happened = Event(platform=PLATFORM, id=event_id, type=LOOKED_IN)
        answer = await self._run(happened, user, Where(own=self._address(user)), home)
        if not isinstance(answer, Nothing):
            await self._publish(user, answer)

    async def _publish(self, user: str, answer: Answer) -> None:
        shown = answer if isinstance(answer, Home) else Home(answer.message if isinstance(answer, Reply) else Message.of(""))
        await self._clients.calls.views_publish(user_id=user, view=home_view(shown))

    # --- commands, buttons, forms, shortcuts

    async def on_command(self, ack: Any, body: dict[str, Any]) -> None:
        """A slash command. Its answer is for the one who typed it alone."""
        user, text = body["user_id"], plain_of({"text": body.get("text", "")})
        private = body.get("channel_name") == "directmessage" or str(body["channel_id"]).startswith("D")
        typed = Typed(
            text=text,
            markdown=markdown_of({"text": body.get("text", "")}),
            origin=self._origin(body["channel_id"], None),
            addressed=True,
            private=True,
            channel=None if private else self._address(body["channel_id"]),
            channel_name="" if body.get("channel_name") in _NAMELESS else body.get("channel_name", ""),
        )
        verb = body["command"].lstrip("/").lower()
        case = partial(command, verb, typed)
        try:
            answer = await self._help(verb, text, user)
            answer = answer or await self._run(self._triggered(body, "command"), user, Where(own=self._address(user)), case)
            await self._show(answer, body["trigger_id"])
        except Fault.CAUSES as error:
            await ack(**self._lost(noted(error, "command", on="slack"), user, body.get("text", "")))
            return
        if isinstance(answer, Reply) and answer.refused and text:
            # Slack has emptied the box in which it was typed.
            answer = dataclasses.replace(answer, message=answer.message.then(literal_lines(text)))
        await ack(**_as_ack(answer))

    async def _help(self, verb: str, text: str, user: str) -> Answer | None:
        language = help_asked(verb, text)
        return await self._store.ask(partial(help_alone, self._account(user), language)) if language else None

    async def on_action(self, ack: Any, body: dict[str, Any], respond: Any) -> None:
        """A button: in a message, in a message for one's eyes only, or on the home page."""
        user, act = body["user"]["id"], str(body["actions"][0].get("value", ""))
        container = body.get("container", {})
        on_page = container.get("type") == "view"
        where = Where(own=self._address(user)) if on_page or container.get("is_ephemeral") else self._pressed_in(container, act, user)
        try:
            answer = await self._run(self._triggered(body, "action"), user, where, partial(press, act))
            await self._show(answer, body["trigger_id"])
        except Fault.CAUSES as error:
            await ack()
            await self._tell(respond, self._lost(noted(error, "action", on="slack"), user, ""))
            return
        await ack()
        if on_page:
            await self._refresh(user, answer)
        elif isinstance(answer, Reply):
            await self._tell(respond, _as_ack(answer) | {"replace_original": not answer.refused and not answer.fresh})

    def _pressed_in(self, container: Json, act: str, user: str) -> Where:
        channel, ts = str(container.get("channel_id", "")), str(container.get("message_ts", ""))
        at, private = self._address(channel, str(container.get("thread_ts") or "")), channel.startswith("D")
        return Where(post=at, edit=ts, act=act, mark=not private, alone=None if private else self._address(user))

    async def _refresh(self, user: str, answer: Answer) -> None:
        """The home page after a gesture on it, with what there is to say on top."""
        if isinstance(answer, Form):
            return
        person, page = await self._store.ask(partial(_page, self._account(user)))
        if person is None or page is None:
            return
        notice = answer.message if isinstance(answer, Reply) else Message(())
        await self._clients.calls.views_publish(user_id=user, view=home_view(Home(Message((*notice.parts, *page.message.parts)))))

    async def on_form(self, ack: Any, body: dict[str, Any]) -> None:
        """A form that was sent: filed, or shown again with its errors."""
        user, view = body["user"]["id"], body["view"]
        filled = Filled(token=token_of(view), answers=answers(view), origin=self._origin(user, None))
        happened = Event(platform=PLATFORM, id=f"form:{filled.token}", type="form")
        own = self._address(user)
        try:
            answer = await self._run(happened, user, Where(post=own, own=own), partial(submit, filled))
        except Fault.CAUSES as error:
            code = noted(error, "form", on="slack")
            await ack(response_action="errors", errors={next(iter(filled.answers), ""): self._sorry(code, user)})
            return
        if isinstance(answer, FormErrors):
            await ack(response_action="errors", errors=dict(answer.by_input))
        else:
            await ack()

    async def on_closed(self, ack: Any) -> None:
        """A form that was closed: nothing was sent."""
        await ack()

    async def on_shortcut(self, ack: Any, body: dict[str, Any], respond: Any) -> None:
        """Filing from the menu of a message: as if it had been said to us. The answer is private, the channel asked for nothing."""
        user, message = body["user"]["id"], body.get("message") or {}
        channel = str((body.get("channel") or {}).get("id", ""))
        names = self._names(message)
        heard = Heard(
            text=plain_of(message, bot=self._bot, names=names),
            markdown=markdown_of(message, bot=self._bot, names=names),
            origin=self._origin(channel, str(message.get("ts", "")) or None),
            addressed=True,
        )
        own = self._address(user)
        try:
            await self._run(self._triggered(body, "shortcut"), user, Where(post=own, own=own), partial(filed_from_menu, heard))
        except Fault.CAUSES as error:
            await ack()
            await self._tell(respond, self._lost(noted(error, "shortcut", on="slack"), user, ""))
            return
        await ack()

    async def on_error(self, error: Exception, body: dict[str, Any]) -> None:
        """Gives no response: one here would acknowledge a failure. Slack sends an event again."""
        log.error("an event was not acknowledged", error=repr(error), type=body.get("type"), exc_info=error)

    # --- what they share

    async def _do(self, event: Event, user: str, where: Where, case: Case, *, quiet: bool) -> None:
        await self._run(event, user, dataclasses.replace(where, quiet=quiet), case)

    async def _run(self, event: Event, user: str, where: Where, case: Case) -> Answer:
        """Somebody unknown is looked up once: if he is of the roster, it is done as if he had been known."""
        account = self._account(user)
        try:
            return await self._store.do(answered(event, account, where, case, unknown=nobody))
        except NobodyYet:
            reason = await self._recognition.of(user)
            told = None if where.quiet else partial(told_why, reason, self._recognition.language_of(user))
            return await self._store.do(answered(event, account, where, case, unknown=told))

    async def _show(self, answer: Answer, trigger: str) -> None:
        """A form is opened at once, never through the outbox: its trigger lives 3 s."""
        if isinstance(answer, Form):
            await self._clients.views.views_open(trigger_id=trigger, view=modal(answer))

    async def _tell(self, respond: Any, what: dict[str, Any]) -> None:
        try:
            await respond(**what)
        except Fault.CAUSES as error:
            noted(error, "respond", on="slack")  # losing a returned answer loses nothing that was filed

    def _names(self, event: Json) -> Names:
        """The people that a message mentions, by their names in the roster."""
        accounts = {user: self._account(user) for user in _MENTIONED.findall(event.get("text") or "") if user != self._bot}
        if not accounts:
            return the_id
        known = self._store.read(lambda tx: {user: tx.people.by_account(account) for user, account in accounts.items()})
        names = {user: person.name for user, person in known.items() if person}
        return lambda identifier: names.get(identifier, identifier)

    def _triggered(self, body: Json, kind: str) -> Event:
        return Event(platform=PLATFORM, id=f"{kind}:{body['trigger_id']}", type=kind)

    def _account(self, user: str) -> Account:
        return Account(platform=PLATFORM, workspace=self._team, user=user)

    def _address(self, channel: str, thread: str = "") -> Address:
        return Address(platform=PLATFORM, workspace=self._team, channel=channel, thread=thread)

    def _origin(self, channel: str, message: str | None) -> Origin:
        return Origin(platform=PLATFORM, workspace=self._team, channel=channel, message=message)

    def _words(self, user: str) -> Words:
        """The person's language, or French when the store cannot say."""
        try:
            person = self._store.read(lambda tx: tx.people.by_account(self._account(user)))
        except Fault.CAUSES as error:
            noted(error, "words", on="slack")
            person = None
        wording = self._store.setting.wording
        return wording.words(person.language, person.zone) if person else wording.words("fr", "Europe/Paris")

    def _sorry(self, code: str, user: str) -> str:
        return sorry(code, self._words(user), self._store.setting.organiser)

    def _lost(self, code: str, user: str, typed: str) -> dict[str, Any]:
        """Our fault: the code to quote, and what was typed, letter for letter."""
        return _as_ack(Reply(message=lost(code, plain_of({"text": typed}), self._words(user), self._store.setting.organiser)))


def _as_ack(answer: Answer) -> dict[str, Any]:
    if not isinstance(answer, Reply):
        return {}
    shown = first_of(answer.message)
    return {"response_type": "ephemeral", "text": shown.text, "blocks": shown.blocks}


def _unreadable(event: Json) -> str:
    """What a message without words carries: a photo, a file, or nothing that concerns us."""
    files = event.get("files") or []
    if (event.get("text") or "").strip() or not files:
        return ""
    return "photo" if str(files[0].get("mimetype", "")).startswith("image/") else "file"


def _files(event: Json) -> tuple[Attached, ...]:
    """What came with the words."""
    found = (file for file in event.get("files") or [] if isinstance(file, dict))
    return tuple(Attached(str(file.get("name") or ""), str(file.get("permalink") or "")) for file in found)


def _heard(typed: Typed, unreadable: str, person: Person, tx: Tx) -> Answer:
    if unreadable:
        return tell_unreadable(unreadable, person, tx) if typed.addressed else Nothing()
    return hear(typed, person, tx)


def _page(account: Account, tx: Tx) -> tuple[Person | None, Home | None]:
    person = tx.people.by_account(account)
    return person, home(person, tx) if person else None
