"""`maillage`: every command, and what it calls. What was asked for goes to the standard output, words about it to the standard error."""

# ruff: noqa: PLC0415 - everything but click is imported by the command that needs it: the house takes half a second to open, `--help` a twentieth

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.domain.errors import Refused
from bot.domain.i18n import mark as _
from bot.domain.people import Role
from bot.files_cli import export, load, understand
from bot.options import (
    LANGUAGES,
    config_option,
    configuration,
    database_options,
    database_url,
    existing_file,
    failing_plainly,
    listed,
    slack_account,
    week,
    zone,
)
from bot.roster_cli import people
from bot.terminal import Command, Group, Mistaken, Voice


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. 0: done; 1: it could not be done; 2: the command or the configuration is not right."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    voice = Voice.heard(given, os.environ)
    try:
        code = commands(voice).main(given, prog_name="maillage", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except Refused as refusal:
        click.echo(voice.words.text(refusal.message, **refusal.values), err=True)
        return 1
    return code if isinstance(code, int) else 0


def commands(voice: Voice) -> Group:
    """The whole tree, in the person's language."""
    made = [
        _run(voice),
        _chat(voice),
        _digest(voice),
        load(voice),
        export(voice),
        understand(voice),
        _person(voice),
        people(voice),
        _slack(voice),
        _db(voice),
        _config(voice),
    ]
    version = click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help=voice.say(_("Show the version."))
    )
    return Group("maillage", made, voice, _("The workspace of a network of chambers, inside the chats they already have open."), [version])


def _run(voice: Voice) -> Command:
    def run(config: Path | None) -> int:
        configured = configuration(config, voice)
        if configured is None:
            # The whole house: see the top of the file.
            from bot import play

            return play.run_playground(terminal=sys.stdin.isatty() and sys.stdout.isatty(), language=voice.language)
        # The house without its playground, which brings every platform's libraries.
        from bot import app

        return app.run(configured)

    says = _("Start. With neither configuration nor token, a playground that nothing leaves.")
    return Command("run", run, voice, says, [config_option(voice)])


def _chat(voice: Voice) -> Command:
    def chat(*, person: str, at: str | None, script: Path | None, write: bool) -> int:
        # The whole house: see the top of the file.
        from bot import play

        if script is not None and at is None:
            return play.chat_script(script, write=write)
        return play.chat(person, at=at, script=script, write=write, language=voice.language)

    options = [
        click.Option(["--as", "person"], default="claire", help=voice.say(_("Who speaks: the first name of somebody of the playground."))),
        click.Option(
            ["--at"],
            metavar="URL",
            help=voice.say(_("The address of a running playground; without it, the one started here, or one of its own.")),
        ),
        click.Option(
            ["--script"], type=existing_file(voice), help=voice.say(_("Play the dialogues of this document, and compare what is answered."))
        ),
        click.Option(["--write"], is_flag=True, help=voice.say(_("Write what is answered into the document instead."))),
    ]
    return Command("chat", chat, voice, _("Talk in the terminal, as somebody of the playground."), options)


def _digest(voice: Voice) -> Command:
    def digest(*, preview: bool, week: str, topics: str, regions: str, language: str, database: str | None, config: Path | None) -> None:
        if not preview:
            raise Mistaken(voice.say(_("Letters are sent by `maillage run`. To read one beforehand, add --preview.")))
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import app

        wanted = app.Preview(week=week, topics=listed(topics), regions=listed(regions), language=language)
        with failing_plainly(voice):
            letter = app.preview(url, wanted)
        if letter:
            click.echo(letter)
        else:
            click.echo(voice.say(_("There would be no letter: nothing to tell.")), err=True)

    options = [
        click.Option(["--preview"], is_flag=True, help=voice.say(_("Show the letter; nothing is sent."))),
        click.Option(
            ["--week"], default="", callback=week(voice), help=voice.say(_("Which week, as 2026-W47; the present one otherwise."))
        ),
        click.Option(["--topics"], default="", help=voice.say(_("Only these topics, separated by commas."))),
        click.Option(["--regions"], default="", help=voice.say(_("Only these chambers, separated by commas: NOR,BRE."))),
        click.Option(["--language"], type=LANGUAGES, default="fr", help=voice.say(_("The reader's language."))),
        *database_options(voice),
    ]
    return Command("digest", digest, voice, _("The weekly letter."), options)


def _person(voice: Voice) -> Group:
    def add(*, database: str | None, config: Path | None, **known: str) -> None:
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import app

        with failing_plainly(voice):
            click.echo(app.add_person(url, app.NewPerson(**known)))

    options = [
        click.Option(["--name"], required=True, help=voice.say(_("First name and name."))),
        click.Option(
            ["--role"], required=True, type=click.Choice([role.value for role in Role]), help=voice.say(_("What the person is here."))
        ),
        click.Option(
            ["--chamber"], required=True, help=voice.say(_("The chamber's code or name: NOR, Normandie; NAT for the national team."))
        ),
        click.Option(
            ["--slack"], required=True, metavar="TEAM:USER", callback=slack_account(voice), help=voice.say(_("The Slack account."))
        ),
        click.Option(["--language"], type=LANGUAGES, default="fr", help=voice.say(_("The language of what the person reads."))),
        click.Option(["--zone"], default="", callback=zone(voice), help=voice.say(_("The person's time zone; the chamber's otherwise."))),
        *database_options(voice),
    ]
    return Group("person", [Command("add", add, voice, _("Add somebody to the roster."), options)], voice, _("The roster."))


def _slack(voice: Voice) -> Group:
    def manifest(http: str) -> None:
        # The whole house: see the top of the file.
        import json

        from bot.domain.kinds import discover
        from bot.wording import Wording
        from handlers.slack.manifest import manifest as made

        kinds = discover()
        words = Wording(kinds.folders()).words(voice.language, "Europe/Paris")
        click.echo(json.dumps(made(kinds, words, url=http), ensure_ascii=False, indent=2))

    http = click.Option(["--http"], metavar="URL", default="", help=voice.say(_("Where Slack calls us; without it, Socket Mode.")))
    says = _("Print the manifest to make the Slack app from.")
    return Group("slack", [Command("manifest", manifest, voice, says, [http])], voice, _("What Slack needs."))


def _db(voice: Voice) -> Group:
    def upgrade(database: str | None, config: Path | None) -> None:
        url = database_url(database, config, voice)
        # The whole house: see the top of the file.
        from bot import app

        with failing_plainly(voice):
            app.upgrade_database(url)
        click.echo(voice.say(_("The database is up to date.")), err=True)

    says = _("Bring the database to this version's tables. `maillage run` does it too.")
    return Group("db", [Command("upgrade", upgrade, voice, says, database_options(voice))], voice, _("The database."))


def _config(voice: Voice) -> Group:
    def check(config: Path | None) -> None:
        if configuration(config, voice) is None:
            click.echo(voice.say(_("Neither configuration nor token: `maillage run` starts the playground.")))
        else:
            click.echo(voice.say(_("The configuration is complete.")))

    says = _("Say all that is wrong with the configuration, or that nothing is.")
    return Group("config", [Command("check", check, voice, says, [config_option(voice)])], voice, _("The configuration."))


def _show_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - called by click
    if asked:
        # It reads what is installed, which no other command needs.
        from importlib.metadata import version

        click.echo(f"maillage {version('maillage')}")
        context.exit()
