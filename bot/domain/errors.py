"""Refusals: what a member reads when something cannot be done. Everything else that is raised is our fault."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818 - it is an answer to a person, not a fault
    """A sentence that says what to do. `message` is a message id; `values` fill its placeholders."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class NotAllowed(Refused):
    """The person may not do this; the sentence says who may."""


class Gone(Refused):
    """The button or number speaks of something that is no longer there, or has changed since."""
