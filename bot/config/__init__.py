"""The settings of the real thing. Values that exist are complete and right: what is not is told, all at once, by Misconfigured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, TypeGuard, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from bot.config.judging import SENTENCES, mistakes_of
from bot.config.layers import Key, gather, nested
from bot.config.mistakes import Misconfigured
from bot.config.tokens import checked, outside_url, slack_api, telegram_api, web_path
from bot.domain.reminders import LATE_REMINDERS

__all__ = ["Config", "Http", "Log", "Misconfigured", "Slack", "Telegram", "declared", "known_keys", "load", "refusal_of_database"]

T = TypeVar("T")

_SQLITE = "sqlite:///"
_HARMLESS = frozenset({"language", "late_reminders", "log"})
"""How to speak, not what to connect to: these alone leave the playground a playground."""
MOST_LATE_REMINDERS = 52


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


def _count(typed: Any) -> int:
    """A number from 0 to 52, also as a variable of the environment writes it."""
    if isinstance(typed, bool) or not str(typed).isdecimal() or int(typed) > MOST_LATE_REMINDERS:
        raise PydanticCustomError("not_a_count", "not a number of reminders")
    return int(typed)


Text = Annotated[str, Field(min_length=1)]


class _Section(BaseModel):
    # An input shown in an error would show a token.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Slack(_Section):
    """One Slack workspace. Over `socket` we call Slack with `app_token`; over `http` Slack calls us, and signs with `signing_secret`."""

    mode: Literal["socket", "http"] = "socket"
    api_url: Annotated[str, AfterValidator(slack_api)] = "https://slack.com/api/"
    bot_token: Annotated[SecretStr, AfterValidator(partial(checked, "slack.bot_token"))]
    app_token: Annotated[SecretStr, AfterValidator(partial(checked, "slack.app_token"))] | None = Field(None, validate_default=True)
    signing_secret: Annotated[SecretStr, AfterValidator(partial(checked, "slack.signing_secret"))] | None = Field(
        None, validate_default=True
    )

    @field_validator("app_token", "signing_secret")
    @classmethod
    def _needed(cls, secret: SecretStr | None, seen: ValidationInfo) -> SecretStr | None:
        return _needed_by(seen, {"socket": ("app_token",), "http": ("signing_secret",)}, secret)


class Telegram(_Section):
    """One Telegram bot. By `polling` we ask Telegram what is new; by `webhook` it calls `public_url`, and shows `secret`."""

    mode: Literal["polling", "webhook"] = "polling"
    api_url: Annotated[str, AfterValidator(telegram_api)] = "https://api.telegram.org/bot"
    token: Annotated[SecretStr, AfterValidator(partial(checked, "telegram.token"))]
    secret: Annotated[SecretStr, AfterValidator(partial(checked, "telegram.secret"))] | None = Field(None, validate_default=True)
    public_url: Annotated[str, AfterValidator(outside_url)] | None = Field(None, validate_default=True)

    @field_validator("secret", "public_url")
    @classmethod
    def _needed(cls, value: SecretStr | str | None, seen: ValidationInfo) -> SecretStr | str | None:
        return _needed_by(seen, {"webhook": ("secret", "public_url")}, value)


def _needed_by(seen: ValidationInfo, needed: Mapping[str, tuple[str, ...]], value: T) -> T:
    """The same value; what a mode cannot do without may not be absent."""
    if value is None and seen.field_name in needed.get(seen.data.get("mode", ""), ()):
        raise PydanticCustomError("missing", "missing")
    return value


class Http(_Section):
    """Where requests arrive from the platforms that call us, each at a path of its own."""

    host: Text = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 3000
    path: Annotated[str, AfterValidator(web_path)] = "/slack/events"
    telegram_path: Annotated[str, AfterValidator(web_path)] = Field(default="/telegram", validate_default=True)

    @field_validator("telegram_path")
    @classmethod
    def _differs(cls, path: str, seen: ValidationInfo) -> str:
        if path == seen.data.get("path"):
            raise PydanticCustomError("same_path", "same path")
        return path


class Log(_Section):
    """What the programme says of itself, on the standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Config(_Section):
    """Every setting. `database` is a SQLAlchemy URL; `organiser` is who a member may turn to with a code; of the platforms one is there."""

    database: Annotated[str, AfterValidator(_database)]
    organiser: Text
    network_name: Text
    language: Literal["fr", "en"] = "fr"
    late_reminders: Annotated[int, BeforeValidator(_count)] = LATE_REMINDERS
    secrets_dir: Path | None = None
    slack: Slack | None = None
    telegram: Telegram | None = Field(None, validate_default=True)
    http: Http = Http()
    log: Log = Log()

    @field_validator("telegram")
    @classmethod
    def _one_at_least(cls, telegram: Telegram | None, seen: ValidationInfo) -> Telegram | None:
        if telegram is None and seen.data.get("slack", ...) is None:
            raise PydanticCustomError("no_platform", "neither platform")
        return telegram

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
        config = Config.model_validate({name: value for name, value in nested(found.written).items() if value != {}})
    except ValidationError as error:
        wrong = mistakes_of(error.errors(include_url=False, include_input=False), found, known_keys())
        raise Misconfigured((*found.mistakes, *wrong)) from None  # the error would carry the tokens along
    if found.mistakes:
        raise Misconfigured(found.mistakes)
    return config


def known_keys(section: type[BaseModel] = Config) -> list[Key]:
    """The key of every setting, `("slack", "bot_token")`; sections themselves are none."""
    return list(declared(section))


def declared(section: type[BaseModel] = Config) -> dict[Key, FieldInfo]:
    """Every setting by its key, in the order of their declaration."""
    found: dict[Key, FieldInfo] = {}
    for name, setting in section.model_fields.items():
        inner = next((one for one in (setting.annotation, *get_args(setting.annotation)) if _is_section(one)), None)
        found |= {(name, *key): one for key, one in declared(inner).items()} if inner else {(name,): setting}
    return found


def _is_section(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
