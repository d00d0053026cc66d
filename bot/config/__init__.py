"""The settings of the real thing. Values that exist are complete and right: what is not is told, all at once, by Misconfigured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from bot.config.judging import SENTENCES, mistakes_of
from bot.config.layers import Key, gather, nested
from bot.config.mistakes import Misconfigured

__all__ = ["Config", "Http", "Log", "Misconfigured", "Slack", "known_keys", "load", "refusal_of_database"]

_SQLITE = "sqlite:///"
_HARMLESS = frozenset({"language", "log"})
"""How to speak, not what to connect to: these alone leave the playground a playground."""

_BEGINNINGS = {"xoxb-": "slack.bot_token", "xapp-": "slack.app_token"}
_WHOLE = {
    "slack.bot_token": r"xoxb-[A-Za-z0-9-]{10,}",
    "slack.app_token": r"xapp-[A-Za-z0-9-]{10,}",
    "slack.signing_secret": r"[0-9A-Za-z]{16,}",
}


def _checked(key: str, secret: SecretStr) -> SecretStr:
    """The same secret. Slack's tokens tell by their beginning what they are; a wrong one would be refused by Slack without saying why."""
    value = secret.get_secret_value()
    if not value.strip():
        raise PydanticCustomError("empty", "empty")
    belongs = _BEGINNINGS.get(value[:5], key)
    if belongs != key:
        raise PydanticCustomError("belongs_elsewhere", "another token", {"belongs": belongs})
    if value.startswith("xoxp-"):
        raise PydanticCustomError("user_token", "a user's token")
    if not re.fullmatch(_WHOLE[key], value):
        raise PydanticCustomError("unfinished", "not whole")
    return secret


def _database(url: str) -> str:
    if not url.startswith(_SQLITE):
        raise PydanticCustomError("not_sqlite", "not SQLite")
    if url.removeprefix(_SQLITE) in {"", ":memory:"}:
        raise PydanticCustomError("in_memory", "in memory")
    return url


def refusal_of_database(url: str) -> str | None:
    """Why that URL cannot be served, as a message id; None where it can."""
    try:
        _database(url)
    except PydanticCustomError as error:
        return SENTENCES[error.type]
    return None


def _web_path(path: str) -> str:
    if not path.startswith("/"):
        raise PydanticCustomError("not_a_path", "no slash")
    return path


Text = Annotated[str, Field(min_length=1)]


def _api(url: str) -> str:
    """With its closing slash: method names are appended. Plain http is for this machine alone: a token would cross the network in clear."""
    local = re.match(r"http://(127\.0\.0\.1|localhost|\[::1\])[:/]", url)
    if not (url.startswith("https://") or local):
        raise PydanticCustomError("not_an_api", "not https")
    return url if url.endswith("/") else f"{url}/"


class _Section(BaseModel):
    # An input shown in an error would show a token.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Slack(_Section):
    """One Slack workspace. Over `socket` we call Slack with `app_token`; over `http` Slack calls us, and signs with `signing_secret`."""

    mode: Literal["socket", "http"] = "socket"
    api_url: Annotated[str, AfterValidator(_api)] = "https://slack.com/api/"
    bot_token: Annotated[SecretStr, AfterValidator(partial(_checked, "slack.bot_token"))]
    app_token: Annotated[SecretStr, AfterValidator(partial(_checked, "slack.app_token"))] | None = Field(None, validate_default=True)
    signing_secret: Annotated[SecretStr, AfterValidator(partial(_checked, "slack.signing_secret"))] | None = Field(
        None, validate_default=True
    )

    @field_validator("app_token", "signing_secret")
    @classmethod
    def _needed(cls, secret: SecretStr | None, seen: ValidationInfo) -> SecretStr | None:
        needed = {"socket": "app_token", "http": "signing_secret"}.get(seen.data.get("mode", ""))
        if secret is None and needed == seen.field_name:
            raise PydanticCustomError("missing", "missing")
        return secret


class Http(_Section):
    """Where Slack's requests arrive when it calls us."""

    host: Text = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 3000
    path: Annotated[str, AfterValidator(_web_path)] = "/slack/events"


class Log(_Section):
    """What the programme says of itself, on the standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Config(_Section):
    """Every setting. `database` is a SQLAlchemy URL; `organiser` is who a member may turn to with a code."""

    database: Annotated[str, AfterValidator(_database)]
    organiser: Text
    network_name: Text
    language: Literal["fr", "en"] = "fr"
    secrets_dir: Path | None = None
    slack: Slack
    http: Http = Http()
    log: Log = Log()

    @property
    def database_path(self) -> Path:
        """The SQLite file; relative to the folder the programme is started in, as SQLAlchemy has it."""
        return Path(self.database.removeprefix(_SQLITE))


def load(path: Path | None, environ: Mapping[str, str]) -> Config | None:
    """The settings of the file, over them those of the secrets, over them those of the environment.

    `path` is the file somebody named; without it MAILLAGE_CONFIG, else ./maillage.toml where it exists. None when nothing is
    configured: the playground's case. Raises Misconfigured with every mistake.
    """
    found = gather(path, environ)
    if not (found.meant or {key[0] for key in found.written} - _HARMLESS):
        return None
    try:
        config = Config.model_validate({"slack": {}} | nested(found.written))
    except ValidationError as error:
        wrong = mistakes_of(error.errors(include_url=False, include_input=False), found, known_keys())
        raise Misconfigured((*found.mistakes, *wrong)) from None  # the error would carry the tokens along
    if found.mistakes:
        raise Misconfigured(found.mistakes)
    return config


def known_keys(section: type[BaseModel] = Config) -> list[Key]:
    """The key of every setting, `("slack", "bot_token")`; sections themselves are none."""
    keys: list[Key] = []
    for name, setting in section.model_fields.items():
        inner = setting.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            keys += [(name, *key) for key in known_keys(inner)]
        else:
            keys.append((name,))
    return keys
