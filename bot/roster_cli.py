"""`maillage people`: the roster from a file, who is in it, links, and who leaves."""

# ruff: noqa: PLC0415 - as in bot/cli.py: the house takes half a second to open, `--help` a twentieth

from __future__ import annotations

from pathlib import Path

import click

from bot.domain.i18n import mark as _
from bot.options import database_options, database_url, existing_file, failing_plainly
from bot.terminal import Command, Group, Voice


def people(voice: Voice) -> Group:
    """The group of commands, in the person's language."""
    made = [_load(voice), _list(voice), _invite(voice), _leave(voice), _export(voice)]
    return Group("people", made, voice, _("The roster as a whole: load it, list it, invite, and end an access."))


def _load(voice: Voice) -> Command:
    def load(*, file: Path, dry_run: bool, database: str | None, config: Path | None) -> int:
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import roster

        with failing_plainly(voice):
            loaded = roster.load(url, file, voice.language, dry=dry_run)
        click.echo(loaded.report)
        return 0 if loaded.whole else 1

    options = [
        click.Argument(["file"], type=existing_file(voice)),
        click.Option(["--dry-run"], is_flag=True, help=voice.say(_("Tell what it would do; write nothing."))),
        *database_options(voice),
    ]
    says = _(
        "Bring the roster up to date from a CSV: name; email; role; chamber; language; zone; slack. Wrong lines are named, others applied."
    )
    return Command("load", load, voice, says, options)


def _list(voice: Voice) -> Command:
    def listing(*, database: str | None, config: Path | None) -> None:
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import roster

        with failing_plainly(voice):
            for line in roster.listing(url, voice.language):
                click.echo(line)

    return Command("list", listing, voice, _("Everybody, those who have left too."), database_options(voice))


def _invite(voice: Voice) -> Command:
    def invite(*, name: str, bot: str, database: str | None, config: Path | None) -> None:
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import roster
        from bot.domain.dates import written

        with failing_plainly(voice):
            invited = roster.invite(url, name, bot.removeprefix("@"))
        click.echo(invited.link)
        said = _("For {name} alone, to be opened in Telegram until {until}. It works once.")
        if invited.reopened:
            click.echo(voice.words.text(_("{name} had left: access is open again."), name=invited.name), err=True)
        click.echo(voice.words.text(said, name=invited.name, until=written(invited.until, voice.language)), err=True)

    options = [
        click.Argument(["name"]),
        click.Option(
            ["--bot"], default="", help=voice.say(_("The bot's name in Telegram; without it, what is to be typed to the bot is printed."))
        ),
        *database_options(voice),
    ]
    return Command("invite", invite, voice, _("Print a link by which somebody of the roster joins his Telegram."), options)


def _export(voice: Voice) -> Command:
    def export(*, name: str, database: str | None, config: Path | None) -> None:
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import roster

        with failing_plainly(voice):
            click.echo(roster.export(url, name))

    says = _("Print all that is held about somebody, as JSON.")
    return Command("export", export, voice, says, [click.Argument(["name"]), *database_options(voice)])


def _leave(voice: Voice) -> Command:
    def leave(*, name: str, successor: str, database: str | None, config: Path | None) -> None:
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import roster

        with failing_plainly(voice):
            gone = roster.leave(url, name, successor)
        said = _("{name} has no access any more. Open items: {items}.")
        if gone.successor:
            said = _("{name} has no access any more. {successor} takes over. Open items: {items}.")
        click.echo(voice.words.text(said, name=gone.name, successor=gone.successor, items=gone.items))

    options = [
        click.Argument(["name"]),
        click.Option(["--successor"], default="", help=voice.say(_("Who takes over the role and what is open."))),
        *database_options(voice),
    ]
    return Command("leave", leave, voice, _("End somebody's access at once. Nothing of what was filed is lost."), options)
