"""The locks: every file that is installed is known by its hash, from wherever it comes, and what we ask for is in them."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.rules.house import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Name -> version."""
    return {canonicalize_name(name): version for name, version in _PIN.findall(lock)}


def without_hash(lock: str) -> list[str]:
    """Requirements that pip would take from anybody."""
    entries = re.split(r"^(?=\S)", re.sub(r"\\\n\s+", " ", lock), flags=re.MULTILINE)
    return [entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry]


def unmet(requirements: list[str], lock: str) -> list[str]:
    """What is asked for and not locked, or locked at a version that does not fit."""
    locked = pins(lock)
    wanted = [Requirement(requirement) for requirement in requirements]
    return [
        str(one)
        for one in wanted
        if (version := locked.get(canonicalize_name(one.name))) is None or not one.specifier.contains(version, prereleases=True)
    ]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_a_place(name: str) -> None:
    assert "://" not in read(name)
    assert "index" not in read(name)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_hashed(name: str) -> None:
    assert pins(read(name))
    assert without_hash(read(name)) == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    assert unmet(project["project"]["dependencies"], read(LOCKS[0])) == []
    assert unmet(project["build-system"]["requires"], read(LOCKS[0])) == [], "the project itself is installed offline, by this backend"
    assert unmet(project["dependency-groups"]["dev"], read(LOCKS[1])) == []


def test_the_two_locks_agree() -> None:
    ours, developers = (pins(read(name)) for name in LOCKS)
    assert {name for name in ours.keys() & developers.keys() if ours[name] != developers[name]} == set()


class TestPlanted:
    LOCK = (
        "attrs==26.1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nsix==1.17.0 ; sys_platform == 'win32' \\\n    --hash=sha256:cc\n"
    )

    def test_a_sound_lock(self) -> None:
        assert pins(self.LOCK) == {"attrs": "26.1.0", "six": "1.17.0"}
        assert without_hash(self.LOCK) == []

    def test_a_requirement_without_hash(self) -> None:
        assert without_hash("click==8.5.1\n" + self.LOCK) == ["click==8.5.1"]
        assert without_hash(self.LOCK + "click==8.5.1\n") == ["click==8.5.1"]

    @pytest.mark.parametrize(("wanted", "found"), [("attrs>=26", []), ("Attrs>=26.2", ["Attrs>=26.2"]), ("six<2,>=1.17", [])])
    def test_a_version_that_does_not_fit(self, wanted: str, found: list[str]) -> None:
        assert unmet([wanted], self.LOCK) == found

    def test_a_requirement_that_is_not_locked(self) -> None:
        assert unmet(["yarl"], self.LOCK) == ["yarl"]
