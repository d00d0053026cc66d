"""A small vocabulary in which the shapes of Block Kit are written down as tables.

A `Check` looks at one JSON value and yields the problems, each with the JSON pointer Slack shows in response_metadata.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.playground.slack.entities import Json

Check = Callable[[object, str], Iterator[str]]


def units(text: str) -> int:
    """The length Slack may count: UTF-16 units, the larger of the two candidates (LIMITS section 2, unknowns)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def problem(sentence: str, pointer: str) -> str:
    """One problem in Slack's words."""
    return f"{sentence} [json-pointer:{pointer}]"


def string(most: int | None = None, least: int = 0, pattern: str = "") -> Check:
    """Text of `least` to `most` characters."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", pointer)
        elif units(value) < least:
            yield problem(f"must be more than {least - 1} characters", pointer)
        elif most is not None and units(value) > most:
            yield problem(f"must be less than {most + 1} characters", pointer)
        elif pattern and not re.fullmatch(pattern, value):
            yield problem("must match the expected pattern", pointer)

    return check


def integer(least: int = 0, most: int = 10**12) -> Check:
    """A whole number within bounds."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield problem("must be an integer", pointer)
        elif not least <= value <= most:
            yield problem(f"must be between {least} and {most}", pointer)

    return check


def boolean(value: object, pointer: str) -> Iterator[str]:
    """True or false, not a string."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", pointer)


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if value not in allowed:
            yield problem(f"value must be one of: {', '.join(allowed)}", pointer)

    return check


def many(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each checked."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", pointer)
            return
        if len(value) < least:
            yield problem(f"no fewer than {least} items allowed", pointer)
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", pointer)
        for number, one in enumerate(value):
            yield from item(one, f"{pointer}/{number}")

    return check


@dataclass(frozen=True)
class Shape:
    """An object: keys it must have, keys it may have, nothing else; `rule` sees what single keys cannot."""

    required: Mapping[str, Check]
    optional: Mapping[str, Check]
    rule: Callable[[Json, str], Iterator[str]] | None = None

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        """A Shape is a Check."""
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
            return
        yield from (problem(f"missing required field: {key}", pointer) for key in self.required if key not in value)
        known = {**self.required, **self.optional}
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{pointer}/{key}")
            elif key != "type":
                yield problem(f"invalid additional property: {key}", pointer)
        if self.rule is not None:
            yield from self.rule(value, pointer)


def shape(required: Mapping[str, Check] | None = None, optional: Mapping[str, Check] | None = None) -> Shape:
    """A Shape without a rule of its own."""
    return Shape(required or {}, optional or {})


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses its shape."""

    def check(value: object, pointer: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            yield problem(f"unsupported type: {kind}", f"{pointer}/type")
        else:
            yield from table[kind](value, pointer)

    return check


def plain(most: int, least: int = 1) -> Check:
    """A plain_text object."""
    return by_type({"plain_text": shape({"text": string(most, least)}, {"emoji": boolean})})


def written(most: int, least: int = 1) -> Check:
    """A plain_text or mrkdwn object."""
    mrkdwn = shape({"text": string(most, least)}, {"verbatim": boolean})
    table = {"plain_text": shape({"text": string(most, least)}, {"emoji": boolean}), "mrkdwn": mrkdwn}
    return by_type(table)
