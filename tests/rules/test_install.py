"""`make install` on a machine where something is missing: it says what to type, and leaves nothing half made."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.house import ROOT

REAL = f'exec "{sys.executable}" "$@"\n'


@pytest.fixture
def make_venv(tmp_path: Path):
    """Runs .ci/venv with a Python that is a small shell script, then gives what it said and whether a folder was left."""

    def run(python: str, venv: Path = tmp_path / ".venv") -> tuple[int, str, bool]:
        fake = tmp_path / "python-here"
        fake.write_text("#!/bin/sh\n" + python, encoding="utf-8")
        fake.chmod(0o755)
        environ = os.environ | {"PYTHON": str(fake)}
        ran = subprocess.run(["sh", ROOT / ".ci/venv", venv], env=environ, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stderr, venv.exists()

    return run


def test_without_ensurepip(make_venv) -> None:
    code, said, left = make_venv('case "$*" in *ensurepip*) exit 1;; esac\n' + REAL)
    assert (code, left) == (1, False)
    assert said.splitlines()[-1].startswith("    ")
    assert "install" in said.splitlines()[-1]


def test_an_old_python(make_venv) -> None:
    old = 'case "$*" in *version_info*) exit 1;; *python_version*) echo 3.9.2; exit 0;; esac\n'
    code, said, left = make_venv(old + REAL)
    assert (code, left) == (1, False)
    assert "3.11" in said
    assert "3.9.2" in said
    assert said.splitlines()[-1] == "    make install PYTHON=python3.11"


def test_a_venv_that_breaks_off_is_taken_away(make_venv) -> None:
    breaks_off = 'case "$*" in *"-m venv"*) mkdir -p "$4"; exit 1;; esac\n'
    assert make_venv(breaks_off + REAL) == (1, "", False)


def test_a_sound_venv_is_kept_and_one_whose_python_is_gone_is_made_again(make_venv, tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    assert make_venv(REAL) == (0, "", True)
    (venv / "kept").touch()
    assert make_venv("exit 1\n") == (0, "", True)
    assert (venv / "kept").exists()
    (venv / "bin/python").unlink()
    (venv / "bin/python").symlink_to(tmp_path / "gone")
    assert make_venv(REAL) == (0, "", True)
    assert subprocess.run([venv / "bin/python", "-c", "import pip"], check=False).returncode == 0
    assert not (venv / "kept").exists()
