"""A number in the database that is read and then written: what loses updates when transactions are not what they should be.

`python -m tests.store.counting FILE TIMES` counts from a process of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import sqlalchemy as sa

from storage.transaction import Tx
from tests.shelf import store_at

LANE = ("test", "T", "counter")


def begin(tx: Tx) -> None:
    tx.outbox.name_channel(LANE, "0")


def counted(tx: Tx) -> int:
    table = tx.tables.channels
    return int(tx.connection.execute(sa.select(table.c.name).where(table.c.platform == LANE[0])).scalar_one())


def add_one(tx: Tx) -> int:
    number = counted(tx) + 1
    tx.outbox.name_channel(LANE, str(number))
    return number


if __name__ == "__main__":
    store = store_at(Path(sys.argv[1]))
    for future in [store.submit(add_one) for _ in range(int(sys.argv[2]))]:
        future.result()
    store.close()
