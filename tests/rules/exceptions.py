"""The only place where a rule of the house is not kept: rule -> {path: why}. Each line is a debt."""

from __future__ import annotations

LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
IMPORTS: dict[str, str] = {}
NAMES: dict[str, str] = {}
