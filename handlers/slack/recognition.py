"""Whose a Slack account is that nobody knows: Slack is asked for its address, which a person of the roster may have. (DOMAIN.md F03)"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.people import Account
from bot.domain.roster import email_of
from handlers.answer import Reply
from handlers.linking import Profile, recognise
from handlers.strangers import stranger
from storage.store import Store
from storage.transaction import Tx

KEPT, KEPT_WITHOUT_ANSWER = timedelta(hours=1), timedelta(minutes=1)
"""How long what Slack says of a stranger is remembered. Whether he is in the roster is looked up each time: he may have just been added."""
_MOST = 2000
_NO_MEMBER = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot", "is_connector_bot")
"""Accounts for whose address the workspace does not vouch. (https://docs.slack.dev/reference/objects/user-object)"""

log = structlog.get_logger("slack")


class NobodyYet(Exception):  # noqa: N818 - reads as what he is
    """The account is nobody's; what was begun for it is undone."""


def nobody(_account: Account, _tx: Tx) -> Reply:
    """What happens for an unknown account before Slack was asked. Raises NobodyYet: Slack is not asked within a transaction."""
    raise NobodyYet


def told_why(reason: str, language: str, account: Account, tx: Tx) -> Reply:
    """What he reads when he was not recognised, for that reason, in the language of his account."""
    return Reply(message=stranger(account, tx, reason=reason, language=language), refused=True)


@dataclass(frozen=True)
class _Seen:
    """What Slack said, and until when that is remembered. None: it did not answer."""

    profile: Profile | None
    until: datetime


class Recognition:
    """Of one workspace. `client` must not wait longer than who writes does: 1.5 s."""

    def __init__(self, store: Store, client: AsyncWebClient, *, platform: str, team: str) -> None:
        self._store, self._client, self._platform, self._team = store, client, platform, team
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    async def of(self, user: str) -> str:
        """Links the account where it is somebody's. Gives why it was not: nothing when it was."""
        asked = self._remembered(user) is None
        seen = self._remembered(user) or await self._ask(user)
        if seen.profile is None:
            return "unasked"
        account = Account(platform=self._platform, workspace=self._team, user=user)
        reason = await self._store.do(partial(recognise, account, seen.profile, noting=asked))
        if reason and asked:
            log.warning("a Slack account is nobody's", user=user, reason=reason)
        return reason

    def language_of(self, user: str) -> str:
        """The language of that account, where Slack has told it lately; else nothing."""
        seen = self._remembered(user)
        return seen.profile.language if seen and seen.profile else ""

    def _remembered(self, user: str) -> _Seen | None:
        seen = self._seen.get(user)
        return seen if seen and self._store.setting.clock() < seen.until else None

    async def _ask(self, user: str) -> _Seen:
        try:
            answer = await self._client.users_info(user=user, include_locale=True)
            profile: Profile | None = _profile(answer.get("user") or {}, self._team)
        except SlackApiError as refused:
            reason = str(refused.response.get("error", ""))
            log.warning("Slack does not say who somebody is", reason=reason, mend="make the app again from `maillage slack manifest`")
            profile = Profile(email="", standing="guest") if reason.startswith("user_") else None
        except (aiohttp.ClientError, TimeoutError) as away:
            log.warning("Slack does not say who somebody is", reason=type(away).__name__)
            profile = None
        seen = _Seen(profile, self._store.setting.clock() + (KEPT if profile else KEPT_WITHOUT_ANSWER))
        self._seen[user] = seen
        self._seen.move_to_end(user)
        while len(self._seen) > _MOST:
            self._seen.popitem(last=False)
        return seen


def _profile(user: Mapping[str, Any], team: str) -> Profile:
    email = email_of(str((user.get("profile") or {}).get("email") or ""))
    if "email" not in (user.get("profile") or {}) and not user.get("is_bot"):
        log.warning("Slack keeps an e-mail address to itself", mend="the app needs the scope users:read.email: `maillage slack manifest`")
    language = str(user.get("locale") or "")
    if any(user.get(name) for name in _NO_MEMBER) or not _is_of(user, team):
        return Profile(email=email, standing="guest", language=language)
    return Profile(email=email, standing="unconfirmed" if user.get("is_email_confirmed") is False else "member", language=language)


def _is_of(user: Mapping[str, Any], team: str) -> bool:
    """Whether he is a member here: whom one meets in a shared channel has his address from another workspace, which may say anything."""
    return user.get("team_id") == team or team in ((user.get("enterprise_user") or {}).get("teams") or ())
