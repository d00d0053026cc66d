"""Platforms show a list as flat items, each with its indent: here they become lists inside lists again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.document import Block, Listing


@dataclass(frozen=True)
class Item:
    """One item; `number` is None for a bullet."""

    blocks: tuple[Block, ...]
    indent: int = 0
    number: int | None = None


def nested(items: Sequence[Item]) -> tuple[Block, ...]:
    """The lists that the items make: deeper ones belong to the item before them, and a number that does not follow begins a new list."""
    lists: list[list[Item]] = []
    inner: list[list[Item]] = []
    for item in items:
        if lists and item.indent > lists[0][0].indent:
            inner[-1].append(item)
            continue
        if lists and _follows(lists[-1], item):
            lists[-1].append(item)
        else:
            lists.append([item])
        inner.append([])
    below = iter(inner)
    return tuple(_listing([(item, next(below)) for item in one]) for one in lists)


def _follows(before: list[Item], item: Item) -> bool:
    if item.number is None:
        return before[0].number is None
    return before[-1].number is not None and item.number == before[-1].number + 1


def _listing(items: list[tuple[Item, list[Item]]]) -> Listing:
    return Listing(tuple(item.blocks + nested(below) for item, below in items), items[0][0].number)
