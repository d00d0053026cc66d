"""docs/reference.md says what the declarations say."""

from __future__ import annotations

import pytest

from bot.domain.kinds import discover
from bot.reference import PAGE, main, reference


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(discover()), "python -m bot.reference --write"


def test_without_write_it_only_prints(capsys: pytest.CaptureFixture[str]) -> None:
    before = PAGE.stat().st_mtime_ns
    assert main([]) == 0
    assert capsys.readouterr().out == reference(discover())
    assert PAGE.stat().st_mtime_ns == before
