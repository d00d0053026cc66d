"""Our own faults, at the boundary of what a platform brings: each with a code that a member quotes and an organiser finds in the log."""

from __future__ import annotations

from typing import Final

import structlog

from handlers.fault_words import new_code


class Fault:
    """What is caught at the listeners' boundary: everything. Slack does not send a command, a button or a form again; one update of
    Telegram that cannot be taken must not hold up a chat for a day."""

    CAUSES: Final = (Exception,)


def noted(error: BaseException, during: str, *, on: str) -> str:
    """Logs the fault, under the name of its platform, and gives its code (`K7F2`)."""
    code = new_code()
    structlog.get_logger(on).error("our fault", code=code, during=during, exc_info=error)
    return code
