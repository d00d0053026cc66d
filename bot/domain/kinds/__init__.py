"""One folder per kind; a folder put here is known to the whole house, with no other file edited."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from bot.domain.contribution import Kind, Kinds


def discover() -> Kinds:
    """Every kind that has a folder here, in alphabetical order."""
    return Kinds(_load(module.name) for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name))


def _load(name: str) -> Kind:
    package = importlib.import_module(f"{__name__}.{name}")
    sample = importlib.import_module(f"{__name__}.{name}.sample").SAMPLE
    return Kind(package.KIND, Path(str(package.__file__)).parent, sample)
