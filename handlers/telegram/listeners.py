"""What happens on Telegram, turned into use cases. A listener returns after COMMIT; an exception reaches whoever confirms updates."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final

import structlog
from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import TypeHandler

from bot.domain.people import Account
from bot.domain.ports import Address
from bot.wording.escape import title, units
from bot.wording.plain import plain
from handlers.afterwards import edited
from handlers.answer import Answer, Case, Event, Reply, Unknown, Where, answered
from handlers.fault_words import lost
from handlers.respond import press
from handlers.telegram.cases import Said, case_of, meant
from handlers.telegram.commands import set_own_menu
from handlers.telegram.inbound import Identity, author_of, same_message, spoken, thread_under, topic_of
from handlers.telegram.places import thread_of
from handlers.telegram.updates import Json
from handlers.typed import Attached, Typed
from storage.contributions import Origin
from storage.store import Store
from storage.transaction import Tx

PLATFORM = "telegram"
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for: what nobody listens to would only have to be confirmed."""
LONGEST_TOAST: Final = 200
TOAST_SECONDS: Final = 2.0
"""For the answer that takes away a button's progress bar: the others of the chat wait so long for it, and no longer."""
_GONE: Final = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})

log = structlog.get_logger("telegram")


class Listeners:
    """The listeners of one bot."""

    def __init__(self, store: Store, calls: Bot, bot: Identity) -> None:
        self._store, self._calls, self._bot, self._workspace = store, calls, bot, str(bot.id)
        self._updates: Mapping[str, Callable[[int, Any], Awaitable[None]]] = {
            "message": self._message,
            "edited_message": self._edited,
            "callback_query": self._pressed,
            "my_chat_member": self._standing,
        }

    def register(self, app: Any) -> None:
        """One for all updates: the library walks its handlers in a line, a dictionary does not."""
        app.add_handler(TypeHandler(Update, self.on_update))

    async def on_update(self, update: Update, _context: Any) -> None:
        """Unknown ones are confirmed: they would come again for ever."""
        for kind, handle in self._updates.items():
            happened = getattr(update, kind)
            if happened is not None:
                await handle(update.update_id, happened)
                return
        log.debug("an update that nobody listens to", update=update.update_id)

    # --- messages

    async def _message(self, _number: int, message: Message) -> None:
        """Something a person wrote, or a group that has become another chat."""
        if message.migrate_to_chat_id:
            await self._moved(message.chat.id, message.migrate_to_chat_id)
            return
        said = self._said(message)
        case = case_of(said) if said else None
        if said is None or case is None:
            return
        happened = Event(platform=PLATFORM, id=f"{self._workspace}:{same_message(message, self._store.setting.clock())}", type="message")
        await self._run(happened, said, case.run, unknown=case.unknown)

    async def _edited(self, number: int, message: Message) -> None:
        said = self._said(message)
        if said is None or said.spoken.unreadable or said.spoken.is_empty:
            return
        happened = Event(platform=PLATFORM, id=f"{self._workspace}:{number}", type="edited_message")
        await self._run(happened, said, partial(edited, said.typed), quiet=True)

    def _said(self, message: Message) -> Said | None:
        """What a person said there, and whether it is meant for us. None for what no person said."""
        author = author_of(message, self._bot)
        if author is None:
            return None
        words, private = spoken(message, self._bot), message.chat.type == ChatType.PRIVATE
        verb = meant(words, self._store.setting.kinds, private=private)
        chat = str(message.chat.id)
        typed = Typed(
            text=words.text,
            markdown=words.markdown,
            origin=Origin(platform=PLATFORM, workspace=self._workspace, channel=chat, message=str(message.message_id)),
            addressed=private or words.called or bool(verb),
            private=private,
            thread=thread_under(message),
            channel=None if private else self._address(chat),
            channel_name="" if private else title(message.chat.title or ""),
            written_at=message.date,
            files=(Attached(message.document.file_name or ""),) if message.document else (),
        )
        account = Account(platform=PLATFORM, workspace=self._workspace, user=str(author.id))
        return Said(
            typed=typed,
            spoken=words,
            verb=verb,
            account=account,
            first_name=author.first_name,
            language=author.language_code or "",
            forwarded=message.forward_origin is not None,
            album=message.media_group_id or "",
            topic=topic_of(message),
        )

    def _beside(self, said: Said, *, known: bool) -> Where:
        """In private the answer follows; in a group it stands under the message, which gets a mark when it is filed. What only its author
        is to read, and what is asked question by question, is said to him alone; to somebody unknown we may not write first."""
        own = self._address(said.account.user)
        if said.typed.private:
            here = self._address(said.account.user, thread_of(said.topic))
            return Where(post=here, own=own, one_by_one=True)
        under = self._address(said.typed.origin.channel, thread_of(said.topic, int(said.typed.origin.message or 0)))
        if known and said.is_for_himself:
            return Where(post=own, own=own, one_by_one=True)
        return Where(post=under, mark=True, alone=own if known else None, quiet=not said.typed.addressed, one_by_one=True)

    async def _run(self, event: Event, said: Said, case: Case, *, unknown: Unknown | None = None, quiet: bool = False) -> None:
        alive = (PLATFORM, self._workspace, said.typed.origin.channel)

        def run(tx: Tx) -> Answer:
            tx.outbox.revive(alive)  # somebody wrote there: what is answered can arrive, though an earlier message could not
            where = self._beside(said, known=said.typed.private or tx.people.by_account(said.account) is not None)
            where = dataclasses.replace(where, quiet=where.quiet or quiet, language=said.language)
            return answered(event, said.account, where, case, unknown=unknown)(tx)

        await self._done(run, said.account)

    async def _done(self, run: Callable[[Tx], Answer], account: Account) -> Answer:
        """What the use case gives, once it is kept. Who has chosen a language by it reads the menu of his own chat in it: it is done
        without where Telegram does not take it."""
        chosen: list[str] = []

        def noting(tx: Tx) -> Answer:
            answer = run(tx)
            chosen.extend(tx.people.languages_chosen.values())
            return answer

        answer = await self._store.do(noting)
        for language in chosen[-1:]:
            try:
                async with asyncio.timeout(TOAST_SECONDS):
                    await set_own_menu(self._calls, self._store.setting, int(account.user), language)
            except (TelegramError, TimeoutError) as error:
                log.info("the menu of a chat was not set", error=type(error).__name__)
        return answer

    async def _moved(self, old: int, new: int) -> None:
        """A group has become a supergroup, under another id. Said twice, it changes nothing more."""
        await self._store.do(lambda tx: tx.outbox.move(PLATFORM, self._workspace, str(old), str(new)))
        log.info("a group has another id", old=old, new=new)

    # --- buttons

    async def _pressed(self, number: int, query: CallbackQuery) -> None:
        """A button. What it carries comes from outside, and may be forged: the use case checks it."""
        if query.data is None or query.from_user.is_bot:
            return
        account = Account(platform=PLATFORM, workspace=self._workspace, user=str(query.from_user.id))
        happened = Event(platform=PLATFORM, id=f"{self._workspace}:{number}", type="callback_query")
        where = dataclasses.replace(self._pressed_in(query), language=query.from_user.language_code or "")
        answer = await self._done(answered(happened, account, where, partial(press, query.data)), account)
        await self._toast(query, answer)

    def _pressed_in(self, query: CallbackQuery) -> Where:
        """The message under which the button stands; where that can no longer be reached, the person's own conversation."""
        own, message = self._address(str(query.from_user.id)), query.message
        if not isinstance(message, Message):
            return Where(post=own, own=own, one_by_one=True)
        private = message.chat.type == ChatType.PRIVATE
        at = self._address(str(message.chat.id), thread_of(topic_of(message)))
        return Where(
            post=at,
            edit=str(message.message_id),
            act=query.data or "",
            mark=not private,
            own=own if private else None,
            alone=own,
            one_by_one=True,
        )

    async def _toast(self, query: CallbackQuery, answer: Answer | None) -> None:
        """Takes the progress bar away, with the refusal where there is one. Too late or not at all, it undoes nothing of what was done."""
        said = plain(answer.message.markdown) if isinstance(answer, Reply) else ""
        if isinstance(answer, Reply) and units(said) > LONGEST_TOAST:
            own, message, said = self._address(str(query.from_user.id)), answer.message, ""
            await self._store.do(lambda tx: tx.outbox.post(own, message, purpose="answer"))
        try:
            async with asyncio.timeout(TOAST_SECONDS):
                await self._calls.answer_callback_query(query.id, text=said or None, show_alert=bool(said))
        except (TelegramError, TimeoutError) as error:
            log.info("a button was not answered; what it did is done", error=type(error).__name__)

    # --- blocked, let in again

    async def _standing(self, number: int, change: ChatMemberUpdated) -> None:
        """A person blocks us or lets us in again; a group takes us in or puts us out."""
        lane = (PLATFORM, self._workspace, str(change.chat.id))
        gone, private = change.new_chat_member.status in _GONE, change.chat.type == ChatType.PRIVATE

        def note(tx: Tx) -> None:
            if not tx.received.first_time(PLATFORM, f"{self._workspace}:{number}", "my_chat_member"):
                return
            if gone:
                tx.outbox.bury(lane, "bot was blocked by the user" if private else "bot is not a member of the group")
                return
            tx.outbox.revive(lane)
            if not private:
                tx.outbox.name_channel(lane, title(change.chat.title or ""))

        await self._store.do(note)

    # --- our own fault

    def lost(self, update: Update, code: str) -> Callable[[Tx], None]:
        """Tells whoever spoke to us, in his own conversation, that nothing became of it: the code to quote, and what he wrote."""
        message = update.message or update.edited_message
        said = self._said(message) if message else None
        if message and said and said.typed.addressed:
            return partial(self._tell_lost, said.account.user, code, message.text or message.caption or "")
        if update.callback_query:
            return partial(self._tell_lost, str(update.callback_query.from_user.id), code, "")
        return lambda _: None

    def _tell_lost(self, user: str, code: str, typed: str, tx: Tx) -> None:
        person = tx.people.by_account(Account(platform=PLATFORM, workspace=self._workspace, user=user))
        words = tx.words(person.language, person.zone) if person else tx.words("fr", "Europe/Paris")
        tx.outbox.post(self._address(user), lost(code, typed, words, tx.setting.organiser), purpose="answer")

    async def let_go(self, payload: Json) -> None:
        """Takes away the progress bar of a button that failed for good."""
        update = Update.de_json(dict(payload), self._calls) if payload.get("callback_query") else None
        if update is not None and update.callback_query is not None:
            await self._toast(update.callback_query, None)

    def _address(self, channel: str, thread: str = "") -> Address:
        return Address(platform=PLATFORM, workspace=self._workspace, channel=channel, thread=thread)
