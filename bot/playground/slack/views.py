"""Forms and home pages: triggers that live three seconds, a stack of at most three forms for each person, hashes against races."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field, replace

from bot.playground.slack.entities import Identity, Json, SlackError
from bot.playground.slack.happenings import HappeningKind
from bot.playground.slack.identifiers import with_ids
from bot.playground.slack.world import World

STACK_LIMIT = 3
KEPT = ("title", "submit", "close", "private_metadata", "callback_id", "external_id", "clear_on_close", "notify_on_close")
DEFAULTS: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "title": None, "submit": None, "close": None}


@dataclass(frozen=True, kw_only=True)
class View:
    """A form or a home page as it stands on someone's screen; `entered` is what he typed, by block and action."""

    id: str
    user: str
    kind: str
    blocks: tuple[Json, ...]
    properties: Json = field(default_factory=dict)
    hash: str = ""
    root_id: str = ""
    previous_id: str = ""
    entered: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def as_json(self, identity: Identity) -> Json:
        """The view object of payloads and of the answers of `views.*`."""
        shown = DEFAULTS | {"clear_on_close": False, "notify_on_close": False} | self.properties
        own = {"id": self.id, "team_id": identity.team_id, "type": self.kind, "blocks": list(self.blocks)}
        chain = {"hash": self.hash, "root_view_id": self.root_id or self.id, "previous_view_id": self.previous_id or None}
        who = {"app_id": identity.app_id, "bot_id": identity.bot_id, "app_installed_team_id": identity.team_id}
        return own | shown | chain | who | {"state": {"values": self.entered}}


@dataclass
class Trigger:
    """The right to open one form, for `life` seconds of real time, once."""

    user: str
    born: float
    used: bool = False


class Views:
    """What `views.*` change. Raises SlackError with Slack's codes."""

    def __init__(self, world: World, trigger_life: float = 3.0) -> None:
        self._world = world
        self._life = trigger_life
        self._triggers: dict[str, Trigger] = {}
        self._stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def new_trigger(self, user: str) -> str:
        """A trigger_id in Slack's shape, good for `trigger_life` real seconds."""
        trigger = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = Trigger(user, time.monotonic())
        return trigger

    def spend(self, trigger_id: str) -> str:
        """The user id behind it; the second time it is refused."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self._life:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def top(self, user: str) -> View | None:
        """The form in front of this person."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def open(self, user: str, definition: Json) -> View:
        """A form that replaces whatever was open."""
        self._must_be_new(definition)
        view = self._new(user, definition)
        self._stacks[user] = [view]
        self._say("modal_opened", view)
        return view

    def push(self, user: str, definition: Json) -> View:
        """A form over the present one, three deep at most."""
        self._must_be_new(definition)
        stack = self._stacks.get(user) or []
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        view = replace(self._new(user, definition), root_id=stack[0].id, previous_id=stack[-1].id)
        stack.append(view)
        self._say("modal_opened", view)
        return view

    def update(self, definition: Json, *, view_id: str = "", external_id: str = "", hash_: str = "") -> View:
        """Replaces an open form; what was typed stays where block and action ids are the same."""
        old = self._find(view_id, external_id)
        if hash_ and hash_ != old.hash:
            raise SlackError("hash_conflict")
        fresh = self._new(old.user, definition)
        kept = {block: old.entered[block] for block in fresh.entered if block in old.entered}
        new = replace(fresh, id=old.id, root_id=old.root_id, previous_id=old.previous_id, entered=fresh.entered | kept)
        self.put(new)
        self._say("modal_updated", new)
        return new

    def publish(self, user: str, definition: Json, hash_: str = "") -> View:
        """The person's home page."""
        self._world.member(user)
        old = self.homes.get(user)
        if hash_ and (old is None or hash_ != old.hash):
            raise SlackError("hash_conflict")
        new = self._new(user, definition)
        self.homes[user] = replace(new, id=old.id, root_id=old.id) if old else new
        self._say("home", new)
        return self.homes[user]

    def put(self, view: View) -> None:
        """The same form with other entries or errors, on top or below."""
        stack = self._stacks.get(view.user, [])
        self._stacks[view.user] = [view if one.id == view.id else one for one in stack]

    def close(self, user: str, *, everything: bool = False) -> None:
        """Takes the top form away, or the whole stack."""
        stack = self._stacks.get(user, [])
        for view in reversed(stack if everything else stack[-1:]):
            self._say("modal_closed", view)
        self._stacks[user] = [] if everything else stack[:-1]

    def _find(self, view_id: str, external_id: str) -> View:
        for view in (one for stack in self._stacks.values() for one in stack):
            if view.id == view_id or (external_id and view.properties.get("external_id") == external_id):
                return view
        raise SlackError("not_found")

    def _must_be_new(self, definition: Json) -> None:
        external_id = definition.get("external_id")
        opened = [one for stack in self._stacks.values() for one in stack]
        if external_id and any(one.properties.get("external_id") == external_id for one in opened):
            raise SlackError("duplicate_external_id")

    def _new(self, user: str, definition: Json) -> View:
        blocks = with_ids(definition["blocks"])
        view_id = "V" + secrets.token_hex(5).upper()
        properties = {key: definition[key] for key in KEPT if key in definition}
        return View(
            id=view_id,
            user=user,
            kind=definition["type"],
            blocks=blocks,
            properties=properties,
            hash=f"{int(time.time())}.{secrets.token_hex(4)}",
            root_id=view_id,
            entered=initial_entries(blocks),
        )

    def _say(self, kind: HappeningKind, view: View) -> None:
        self._world.happen(kind, {view.user}, by=self._world.identity.bot_user_id, what=view.id)


def initial_entries(blocks: tuple[Json, ...]) -> dict[str, Json]:
    """The state of a form nobody has touched: what its `initial_…` values say, null elsewhere."""
    return {
        block["block_id"]: {block["element"]["action_id"]: initial_state(block["element"])} for block in blocks if block["type"] == "input"
    }


ANSWER_KEYS: dict[str, tuple[str, str, object]] = {
    "overflow": ("selected_option", "", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "users_select": ("selected_user", "initial_user", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "rich_text_input": ("rich_text_value", "initial_value", None),
}
TYPED: tuple[str, str, object] = ("value", "initial_value", None)


def initial_state(element: Json) -> Json:
    """One element's entry in `state.values`, from its `initial_…` value."""
    key, initial, empty = ANSWER_KEYS.get(element["type"], TYPED)
    return {"type": element["type"], key: element.get(initial, empty)}
