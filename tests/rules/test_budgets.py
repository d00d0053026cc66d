"""How much a file, a function and the tests may weigh (CONTRIBUTING.md): what can be read at one sitting can be changed without fear."""

from __future__ import annotations

import math
import statistics
from pathlib import Path

import pytest

from tests.rules.exceptions import LONG_FILES, LONG_FUNCTIONS, NEITHER_CODE_NOR_TEST
from tests.rules.house import CODE, ROOT, functions, lines_of, sources, weight

LONGEST_FILE, USUAL_FILE, SHARE_OF_USUAL = 400, 250, 0.9
LONGEST_FUNCTION, MEDIAN_FUNCTION = 60, 8
TESTS_PER_LINE_OF_CODE = 1.0
EVERYTHING = (*CODE, "tests", "benchmarks")


def long_files(root: Path = ROOT) -> list[str]:
    """Files that nobody reads to the end."""
    return [
        f"{source.path}: {len(source.lines)}"
        for source in sources(root, EVERYTHING)
        if len(source.lines) > LONGEST_FILE and source.path not in LONG_FILES
    ]


def files_above_usual(root: Path = ROOT) -> list[str]:
    """The files of the code that are longer than usual, when they are more than one in ten."""
    code = sources(root)
    long = [f"{source.path}: {len(source.lines)}" for source in code if len(source.lines) > USUAL_FILE]
    return long if len(long) > math.floor(len(code) * (1 - SHARE_OF_USUAL) + 1e-9) else []


def long_functions(root: Path = ROOT) -> list[str]:
    """Functions that do more than one thing."""
    return [
        f"{source.path}:{function.name}: {lines_of(function)}"
        for source in sources(root, EVERYTHING)
        for function in functions(source)
        if lines_of(function) > LONGEST_FUNCTION and not f"{source.path}:{function.name}".startswith(tuple(LONG_FUNCTIONS))
    ]


def median_function(root: Path = ROOT) -> float:
    """Lines of the function in the middle."""
    return statistics.median([lines_of(function) for source in sources(root) for function in functions(source)] or [0])


def ratio_of_tests(root: Path = ROOT) -> float:
    """Lines of tests for each line of code, each as `weight` counts them."""
    code = sum(weight(source) for source in sources(root) if not source.path.startswith(tuple(NEITHER_CODE_NOR_TEST)))
    return sum(weight(source) for source in sources(root, ("tests",))) / code


def test_no_file_is_too_long() -> None:
    assert long_files() == []


def test_most_files_are_short() -> None:
    assert files_above_usual() == []


def test_no_function_is_too_long() -> None:
    assert long_functions() == []


def test_functions_are_short() -> None:
    assert median_function() <= MEDIAN_FUNCTION


def test_there_is_as_much_test_as_code() -> None:
    assert ratio_of_tests() >= TESTS_PER_LINE_OF_CODE


def test_every_exception_is_still_one() -> None:
    lengths = {source.path: len(source.lines) for source in sources(folders=EVERYTHING)}
    assert [path for path in LONG_FILES if lengths.get(path, 0) <= LONGEST_FILE] == []
    long = {
        f"{source.path}:{f.name}" for source in sources(folders=EVERYTHING) for f in functions(source) if lines_of(f) > LONGEST_FUNCTION
    }
    assert [start for start in LONG_FUNCTIONS if not any(name.startswith(start) for name in long)] == []


class TestPlanted:
    """Each excess in a house of its own, and found."""

    @pytest.fixture
    def house(self, tmp_path: Path) -> Path:
        (tmp_path / "bot").mkdir()
        (tmp_path / "tests").mkdir()
        for number in range(10):
            (tmp_path / f"bot/a{number}.py").write_text("x = 1\n" * 20, encoding="utf-8")
        (tmp_path / "tests/test_a.py").write_text("x = 1\n" * 200, encoding="utf-8")
        return tmp_path

    def test_a_sound_house(self, house: Path) -> None:
        assert (long_files(house), files_above_usual(house), long_functions(house)) == ([], [], [])
        assert ratio_of_tests(house) == TESTS_PER_LINE_OF_CODE

    @pytest.mark.parametrize(("lines", "found"), [(400, []), (401, ["tests/long.py: 401"])])
    def test_a_long_file(self, house: Path, lines: int, found: list[str]) -> None:
        (house / "tests/long.py").write_text("x = 1\n" * lines, encoding="utf-8")
        assert long_files(house) == found

    def test_one_file_in_ten_may_be_longer_and_no_more(self, house: Path) -> None:
        (house / "bot/a0.py").write_text("x = 1\n" * 251, encoding="utf-8")
        assert files_above_usual(house) == []
        (house / "bot/a1.py").write_text("x = 1\n" * 251, encoding="utf-8")
        assert files_above_usual(house) == ["bot/a0.py: 251", "bot/a1.py: 251"]

    @pytest.mark.parametrize(("lines", "found"), [(59, []), (60, ["bot/a0.py:f: 61"])])
    def test_a_long_function(self, house: Path, lines: int, found: list[str]) -> None:
        (house / "bot/a0.py").write_text("@cached\ndef f():\n" + "    x = 1\n" * lines, encoding="utf-8")
        assert long_functions(house) == found

    def test_functions_that_grow(self, house: Path) -> None:
        (house / "bot/a0.py").write_text("def f():\n" + "    x = 1\n" * 8, encoding="utf-8")
        assert median_function(house) > MEDIAN_FUNCTION

    def test_code_without_tests(self, house: Path) -> None:
        (house / "bot/a0.py").write_text("x = 1\n" * 21, encoding="utf-8")
        assert ratio_of_tests(house) < TESTS_PER_LINE_OF_CODE

    def test_words_are_no_tests(self, house: Path) -> None:
        (house / "tests/test_a.py").write_text('"""Much\nsaid."""\n\n# and more\n' * 80 + "x = 1\n" * 199, encoding="utf-8")
        assert ratio_of_tests(house) < TESTS_PER_LINE_OF_CODE

    def test_the_doubles_count_on_neither_side(self, house: Path) -> None:
        (house / "bot/playground").mkdir()
        (house / "bot/playground/world.py").write_text("x = 1\n" * 90, encoding="utf-8")
        assert ratio_of_tests(house) == TESTS_PER_LINE_OF_CODE
