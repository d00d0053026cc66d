"""Logs: one line per fact on the standard error, with neither a secret nor what members write."""

from __future__ import annotations

import logging
import re
import sys
from typing import Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRETS: Final = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|\d+:[\w-]{35,}|v0=[0-9a-f]{64}")
"""No boundary before the digits: an address of Telegram's has the token right behind a word, as in /bot123:…/getMe."""
_CHATTY: Final = ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "httpx", "httpcore", "asyncio", "alembic")
_CHATTY_OF_TELEGRAM: Final = ("telegram.Bot", "telegram.ext", "telegram.request")
"""Libraries that write payloads, tokens or member's text when they are at DEBUG: they speak from WARNING on."""


def redact(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """No token, whichever value it hides in. `_record` is the logging library's own, which nobody prints."""
    return {key: value if key == "_record" else _covered(value) for key, value in event.items()}


def _covered(value: object) -> object:
    """The value; as text without its secrets where it had any. Of an error, its kind: what it says may quote a member."""
    if isinstance(value, BaseException):
        return type(value).__name__
    text = value if isinstance(value, str) else repr(value)
    covered = _SECRETS.sub("[…]", text)
    return value if covered == text else covered


def set_up(level: str = "info", *, as_json: bool = False) -> None:
    """For the whole process. `as_json`: one JSON object a line, for a collector."""
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _traces,
        redact,
    ]
    shown: Processor = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, shown]
    )
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in (*_CHATTY, *_CHATTY_OF_TELEGRAM):
        logging.getLogger(name).setLevel(logging.WARNING)


def _traces(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Where it happened, without the values of the variables there: those are members' texts."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = " < ".join(reversed(_frames(error)))
        event["event"] = _without_its_words(str(event.get("event", "")), error)
    return event


def _without_its_words(said: str, error: BaseException) -> str:
    """What is said of a failure, without what the failure itself says: asyncio quotes it, and it may quote a member."""
    for words in (repr(error), str(error)):
        said = said.replace(words, type(error).__name__) if words else said
    return said


def _frames(error: BaseException) -> list[str]:
    found, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-8:]
