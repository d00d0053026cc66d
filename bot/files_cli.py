"""The commands that read files and write them: `maillage load`, `maillage export`, `maillage understand`."""

# ruff: noqa: PLC0415 - everything but click is imported by the command that needs it: see bot/cli.py

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.domain.i18n import mark as _
from bot.options import database_options, database_url, existing_file, failing_plainly
from bot.terminal import Command, Failed, Mistaken, Voice

if TYPE_CHECKING:
    from bot.loading import Fate, Report

_FATES: tuple[tuple[Fate, str], ...] = (
    ("filed", _("Filed")),
    ("merged", _("Merged")),
    ("edited", _("Edited")),
    ("left", _("Left alone")),
    ("unknown", _("Not understood")),
    ("none", _("Not yet a kind")),
)
"""What may become of a line, and the heading of its column."""


def load(voice: Voice) -> Command:
    """`maillage load FILE.jsonl`."""

    def run(*, file: Path, database: str | None, config: Path | None) -> int:
        url = database_url(database, config, voice)
        # The whole house: see bot/cli.py.
        from bot import app
        from bot.loading import load as load_into
        from storage.writer import StoreFailed

        try:
            with failing_plainly(voice), app.store_of(url) as store:
                report = load_into(file, store)
        except StoreFailed as failed:
            stopped = _("The database could not be written: {what}. What was loaded so far is kept; load the file again.")
            raise Failed(voice.words.text(stopped, what=failed)) from None
        click.echo(_table(report, voice))
        for refusal in report.refused.values():
            click.echo(voice.words.text(refusal.message, **refusal.values), err=True)
        for one in report.mistakes:
            left_out = _("line {number}: {why} is missing or cannot be read. This line was left out.")
            click.echo(voice.words.text(left_out, number=one.number, why=one.why), err=True)
        return 1 if report.mistakes else 0

    says = _("File what a file holds as if its authors had said it then. Nothing is sent; what is there already stays as it is.")
    argument = click.Argument(["file"], type=existing_file(voice))
    return Command("load", run, voice, says, [argument, *database_options(voice)])


def _table(report: Report, voice: Voice) -> str:
    """One row per kind, as the file calls it, and one for all."""
    headings = [voice.say(heading) for _fate, heading in _FATES]
    rows = [(kind or "-", [counted[fate] for fate, _heading in _FATES]) for kind, counted in sorted(report.counts.items())]
    total = (voice.say(_("All")), [sum(column) for column in zip(*(counts for _kind, counts in rows), strict=True)] or [0] * len(_FATES))
    width = max(len(name) for name, _counts in [*rows, total])
    lines = ["  ".join([" " * width, *headings])]
    for name, counts in [*rows, total]:
        cells = [str(count).rjust(len(heading)) for count, heading in zip(counts, headings, strict=True)]
        lines.append("  ".join([name.ljust(width), *cells]))
    return "\n".join(lines)


def export(voice: Voice) -> Command:
    """`maillage export`."""

    def run(*, kind: str, jsonl: bool, language: str, database: str | None, config: Path | None) -> None:
        if bool(kind) is jsonl:
            one = _("Name one: {one} for a table of one kind, or {all} for everything.")
            raise Mistaken(voice.words.text(one, one="--kind", all="--jsonl"))
        url = database_url(database, config, voice)
        # The whole house: see bot/cli.py.
        from bot import app
        from storage.export_jsonl import lines as exported

        with failing_plainly(voice):
            if kind:
                click.echo(app.export_csv(url, kind, language), nl=False)
                return
            with app.store_of(url) as store:
                store.read(lambda tx: _print_all(exported(tx)))

    options = [
        click.Option(["--kind"], default="", help=voice.say(_("What to export, as docs/reference.md names it."))),
        click.Option(["--jsonl"], is_flag=True, help=voice.say(_("Everything of every kind, one JSON object per line."))),
        click.Option(
            ["--language"],
            type=click.Choice(["", "fr", "en"]),
            default="",
            help=voice.say(_("The language of the headings; field names otherwise.")),
        ),
        *database_options(voice),
    ]
    return Command("export", run, voice, _("What is filed, on the standard output: a kind as CSV, or everything as JSON."), options)


def _print_all(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def understand(voice: Voice) -> Command:
    """`maillage understand FILE.jsonl`."""

    def run(*, file: Path, as_json: bool) -> None:
        # The reader of texts: see bot/cli.py.
        from bot.domain.chambers import Directory
        from bot.domain.kinds import discover
        from bot.understanding import Rates, understood
        from storage.seeds import chambers

        kinds, rates = discover(), Rates()
        known: set[str] = set()
        try:
            for line, answer in understood(file, kinds, Directory(chambers()), voice.words.text):
                known = known or {line.names.kind(kind) for kind in kinds}
                rates.count(line, answer, known)
                if as_json or line.expected is None:
                    click.echo(answer.as_json())
        except ValueError as error:
            raise click.UsageError(voice.words.text("{file} is not such a file: {error}", file=file.name, error=error)) from error
        if rates.kinds:
            click.echo(rates.report(), err=as_json)

    options: list[click.Parameter] = [
        click.Argument(["file"], type=existing_file(voice)),
        click.Option(
            ["--json", "as_json"], is_flag=True, help=voice.say(_("One JSON object per line; the rates go to the standard error."))
        ),
    ]
    says = _("What is understood of the texts of a file, and how far it agrees with what is expected.")
    return Command("understand", run, voice, says, options)
