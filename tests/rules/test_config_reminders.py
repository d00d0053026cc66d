"""How often the owner of an action is reminded after its term: a setting, with the house's own number where nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Misconfigured, load
from bot.domain.kinds import discover
from bot.domain.reminders import LATE_REMINDERS
from bot.house import setting_for
from tests.town import MovedClock

WHOLE = """\
database = "sqlite:////srv/maillage.db"
organiser = "Claire Martin"
network_name = "Réseau"
{setting}
[slack]
bot_token = "xoxb-1111111111-HUSHBOT"
app_token = "xapp-1-A111-HUSHAPP"
"""


def late_reminders(folder: Path, written: str, variable: str | None = None) -> int:
    path = folder / "maillage.toml"
    path.write_text(WHOLE.format(setting=written), encoding="utf-8")
    config = load(path, {"MAILLAGE_LATE_REMINDERS": variable} if variable is not None else {})
    assert config is not None
    return config.late_reminders


@pytest.mark.parametrize(
    ("written", "variable", "number"),
    [("", None, LATE_REMINDERS), ("late_reminders = 0", None, 0), ("late_reminders = 52", None, 52), ("late_reminders = 3", "6", 6)],
)
def test_as_written_or_four(tmp_path: Path, written: str, variable: str | None, number: int) -> None:
    assert late_reminders(tmp_path, written, variable) == number


@pytest.mark.parametrize("wrong", ["-1", "53", "2.5", '"often"', "true", '""'])
def test_anything_else_is_told(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(Misconfigured) as told:
        late_reminders(tmp_path, f"late_reminders = {wrong}")
    [mistake] = told.value.mistakes
    assert (mistake.key, mistake.sentence) == ("late_reminders", "Write a number from 0 (until it is done) to 52.")


def test_it_alone_leaves_the_playground_a_playground() -> None:
    assert load(None, {"MAILLAGE_LATE_REMINDERS": "2"}) is None


def test_it_reaches_the_store() -> None:
    clock = MovedClock()
    assert setting_for(discover(), clock).late_reminders == LATE_REMINDERS == 4
    assert setting_for(discover(), clock, late_reminders=0).late_reminders == 0
