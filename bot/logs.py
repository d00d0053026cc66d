"""Logs: one line per fact on the standard error, with neither a secret nor what members write."""

from __future__ import annotations

import logging
import re
import sys
from typing import Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRETS: Final = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|\b\d{6,}:[\w-]{35}\b|v0=[0-9a-f]{64}")
_CHATTY: Final = ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "httpx", "asyncio", "alembic")
"""Libraries that write payloads, tokens or member's text when they are at DEBUG: they speak from WARNING on."""


def redact(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """No token, whichever value it hides in."""
    return {key: _SECRETS.sub("[…]", value) if isinstance(value, str) else value for key, value in event.items()}


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
    for name in _CHATTY:
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
    return event


def _frames(error: BaseException) -> list[str]:
    found, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-8:]
