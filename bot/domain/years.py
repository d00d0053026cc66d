"""The years of which anybody speaks. A day of another year is a slip; one at the end of time has no day after it, nor one at its beginning
a day before."""

from __future__ import annotations

from typing import Final

YEARS: Final = range(1900, 2200)
