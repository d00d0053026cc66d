"""Messages, chats and updates in the Bot API's own JSON."""

from __future__ import annotations

from bot.playground.telegram.entities import Chat, Contact, Json, Message, Standing
from bot.playground.telegram.world import World, as_user

RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


class Payloads:
    """Knows the people and chats behind ids."""

    def __init__(self, world: World) -> None:
        self._world = world

    def me(self) -> Json:
        """Our bot as a user."""
        identity = self._world.identity
        return {"id": identity.bot_id, "is_bot": True, "first_name": identity.bot_name, "username": identity.bot_username}

    def user(self, user: int) -> Json:
        """A person, or our bot."""
        return self.me() if user == self._world.identity.bot_id else as_user(self._world.contacts[user])

    def chat(self, chat: Chat) -> Json:
        """Where something is said."""
        if chat.kind == "private":
            person = self.user(chat.id)
            names = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
            return {"id": chat.id, "type": "private"} | names
        return {"id": chat.id, "type": chat.kind, "title": chat.title} | ({"is_forum": True} if chat.forum else {})

    def message(self, message: Message, *, nested: bool = False) -> Json:
        """As it is in `message`; the message it answers is shown once, without what that one answers."""
        chat = self._world.chats[message.chat]
        if message.deleted:
            return {"chat": self.chat(chat), "message_id": message.message_id, "date": 0}
        shown: Json = {
            "message_id": message.message_id,
            "from": self.user(message.sender),
            "chat": self.chat(chat),
            "date": message.date,
        }
        shown |= {"edit_date": message.edited} if message.edited else {}
        shown |= self._thread(message, chat) | self._content(message)
        shown |= {} if nested else self._answered(message)
        shown |= {"forward_origin": message.forward_origin} if message.forward_origin else {}
        return shown | ({"reply_markup": {"inline_keyboard": message.rows}} if message.rows else {})

    def _content(self, message: Message) -> Json:
        words = "caption" if message.media else "text"
        shown: Json = {words: message.text} if message.text else {}
        if message.text and message.entities:
            entities = [self._entity(one) for one in message.entities]
            shown["caption_entities" if message.media else "entities"] = entities
        return shown | message.media | message.service

    def _entity(self, entity: Json) -> Json:
        if entity["type"] == "text_mention" and isinstance(entity["user"], int):
            known = entity["user"] in self._world.contacts
            return {**entity, "user": self.user(entity["user"])} if known else {**entity, "user": stranger(entity["user"])}
        return entity

    def _thread(self, message: Message, chat: Chat) -> Json:
        if message.topic:
            return {"message_thread_id": message.topic, "is_topic_message": True}
        # In a supergroup without topics a thread is a chain of answers, and carries an id that is no topic.
        first = self._world.find(chat.id, message.reply_to) if chat.kind == "supergroup" and message.reply_to else None
        return {"message_thread_id": first.message_id} if first else {}

    def _answered(self, message: Message) -> Json:
        # In a topic what answers nothing answers the message that opened it.
        answered = message.reply_to or (message.topic if message.topic != message.message_id else 0)
        found = self._world.find(message.chat, answered) if answered else None
        return {"reply_to_message": self.message(found, nested=True)} if found else {}

    def member(self, user: int, standing: Standing) -> Json:
        """A ChatMember."""
        shown: Json = {"status": standing, "user": self.user(user)}
        if standing == "kicked":
            return shown | {"until_date": 0}
        return shown | (dict.fromkeys(RIGHTS, False) if standing == "administrator" else {})

    def standing(self, chat: Chat, by: int, before: Standing, after: Standing) -> Json:
        """A ChatMemberUpdated about our bot."""
        bot = self._world.identity.bot_id
        return {
            "chat": self.chat(chat),
            "from": self.user(by),
            "date": self._world.now,
            "old_chat_member": self.member(bot, before),
            "new_chat_member": self.member(bot, after),
        }

    def reaction(self, message: Message, before: Message, by: int) -> Json:
        """A MessageReactionUpdated."""
        return {
            "chat": self.chat(self._world.chats[message.chat]),
            "message_id": message.message_id,
            "user": self.user(by),
            "date": self._world.now,
            "old_reaction": _signs(before, by),
            "new_reaction": _signs(message, by),
        }


def stranger(user: int) -> Json:
    """Somebody of whom only the id is known."""
    return {"id": user, "is_bot": False, "first_name": "Somebody"}


def origin(sender: str, contact: Contact | None, date: int) -> Json:
    """Where a forwarded message comes from: a known person, or a name alone when he hides his account."""
    if contact:
        return {"type": "user", "sender_user": as_user(contact), "date": date}
    return {"type": "hidden_user", "sender_user_name": sender, "date": date}


def _signs(message: Message, by: int) -> list[Json]:
    return [{"type": "emoji", "emoji": sign} for sign in message.reactions.get(by, ())]
