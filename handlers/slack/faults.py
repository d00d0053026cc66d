"""Our own faults, at the listener's boundary: each gets a code that a member can quote and an organiser can find in the log."""

from __future__ import annotations

from typing import Final

import structlog

from handlers.fault_words import new_code

log = structlog.get_logger("slack")


class Fault:
    """What is caught at the boundary of a command, a button or a form: everything, since Slack does not send them again."""

    CAUSES: Final = (Exception,)


def noted(error: BaseException, during: str) -> str:
    """Logs the fault, and gives its code (`K7F2`)."""
    code = new_code()
    log.error("our fault", code=code, during=during, exc_info=error)
    return code
