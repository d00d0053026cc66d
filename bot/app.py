"""What the command line starts: the real thing, the playground, and what one does to a database by hand. Each blocks until it is done."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot import logs
from bot.clockwork import machine_clock
from bot.config import Config, Http, Slack, Telegram
from bot.domain.kinds import discover
from bot.domain.people import Account, Role
from bot.domain.ports import ConnectionRefused
from bot.domain.subscription import TOPICS, Subscription
from bot.domain.week import Week
from bot.house import Settings, running, setting_for
from bot.wording.plain import plain
from handlers.edition import Fragments, Letter, compose
from storage.engine import TERMINAL_SECONDS
from storage.export import csv_of
from storage.leases import AlreadyRunning, alone
from storage.schema import NewerDatabase, UnusableDatabase, opened, upgrade
from storage.store import Store
from storage.then import published_then
from storage.transaction import Setting, Tx

log = structlog.get_logger("maillage")


def run(config: Config) -> int:
    """The real thing, until it is told to end (SIGTERM, Ctrl-C): it then finishes what it has taken, within 10 s."""
    logs.set_up(config.log.level, as_json=config.log.format == "json")
    try:
        store = opened(config.database_path, _setting(config))
    except NewerDatabase as newer:
        log.error("the database is of a newer version", found=str(newer), mend="install that version, or restore a backup made before it")
        return 1
    except UnusableDatabase as unusable:
        log.error("the database cannot be used", found=str(unusable), mend="name another file in `database`, or restore a backup")
        return 1
    try:
        with alone(config.database_path):
            return asyncio.run(_serve(store, settings_of(config)))
    except AlreadyRunning:
        store.close()
        log.error("another Maillage serves this database", mend="end that one first: two would send the same message")
        return 1


def _setting(config: Config) -> Setting:
    return setting_for(discover(), machine_clock, organiser=config.organiser, late_reminders=config.late_reminders)


def settings_of(config: Config) -> tuple[Settings, ...]:
    """What each configured platform is connected with."""
    return tuple(
        made
        for made in (
            _slack_settings(config.slack, config.http) if config.slack else None,
            _telegram_settings(config.telegram, config.http) if config.telegram else None,
        )
        if made is not None
    )


def _slack_settings(slack: Slack, http: Http) -> Settings:
    # A house without Slack does not pay for its libraries.
    from handlers.slack.settings import SlackSettings  # noqa: PLC0415

    over_http = slack.mode == "http"
    return SlackSettings(
        bot_token=slack.bot_token.get_secret_value(),
        api_url=slack.api_url,
        app_token="" if over_http or slack.app_token is None else slack.app_token.get_secret_value(),
        signing_secret=slack.signing_secret.get_secret_value() if over_http and slack.signing_secret is not None else "",
        host=http.host,
        port=http.port,
        path=http.path,
    )


def _telegram_settings(telegram: Telegram, http: Http) -> Settings:
    # A house without Telegram does not pay for its libraries.
    from handlers.telegram.settings import TelegramSettings  # noqa: PLC0415

    called = telegram.mode == "webhook"
    return TelegramSettings(
        token=telegram.token.get_secret_value(),
        api_url=telegram.api_url,
        secret=telegram.secret.get_secret_value() if called and telegram.secret is not None else "",
        public_url=telegram.public_url or "" if called else "",
        host=http.host,
        port=http.port,
        path=http.telegram_path,
    )


async def _serve(store: Store, settings: Sequence[Settings]) -> int:
    """Serves until a signal; told to end before any platform was ever reached, it does not wait for one."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    opened_house, told = asyncio.Event(), asyncio.create_task(ended.wait())
    serving = asyncio.create_task(_serve_until(ended, opened_house, store, settings))
    await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if not opened_house.is_set() and not serving.done():
        serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        return await serving
    return 0


async def _serve_until(ended: asyncio.Event, opened_house: asyncio.Event, store: Store, settings: Sequence[Settings]) -> int:
    try:
        async with running(store, *settings):
            opened_house.set()
            log.info("ready")
            await ended.wait()
            log.info("ending")
    except ConnectionRefused:  # the house has said which, and what mends it
        return 1
    return 0


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Whose letter, about which week."""

    week: str = ""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    language: str = "fr"


def preview(database: str, wanted: Preview) -> str:
    """The letter of a week for these topics and regions, as plain text; empty when it would say nothing. Raises ValueError."""
    with store_of(database) as store:
        week = Week.parse(wanted.week) if wanted.week else Week.of(machine_clock())
        topics, regions = _checked(wanted, store)
        reader = Subscription(topics=topics, regions=regions, language=wanted.language, since=week.start)
        letter = store.read_at(setting_for(discover(), lambda: week.end), lambda tx: _letter(week, reader, store, tx))
        return plain(letter.message.markdown) if letter.message else ""


def _letter(week: Week, reader: Subscription, store: Store, tx: Tx) -> Letter:
    """What was there then, as it was then. Only the regions are those of today: whoever asks for Normandie means all that it came from."""
    tx.directory = store.directory.as_of(max(tx.now, machine_clock()).date())
    return compose(reader, None, published_then(week.start, week.end, tx), tx, fragments=Fragments(tx))


def _checked(wanted: Preview, store: Store) -> tuple[tuple[str, ...], tuple[str, ...]]:
    unknown = [topic for topic in wanted.topics if topic not in TOPICS]
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: {', '.join(TOPICS)}")
    found = [store.directory.get(region.upper()) or store.directory.resolve(region, machine_clock().date()) for region in wanted.regions]
    if None in found:
        raise ValueError(wanted.regions[found.index(None)])
    return wanted.topics, tuple(chamber.code for chamber in found if chamber)


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Somebody to put in the roster. `slack` is `TEAM:USER`, as Slack shows them in a profile's address."""

    name: str
    role: str
    chamber: str
    slack: str
    language: str = "fr"
    zone: str = ""


def add_person(database: str, new: NewPerson) -> str:
    """Adds them, or brings them up to date, and subscribes a newcomer to the letter. Gives what is known now. Raises ValueError."""
    team, _, user = new.slack.partition(":")
    with store_of(database) as store:
        chamber = store.directory.resolve(new.chamber, machine_clock().date()) or store.directory.get(new.chamber.upper())
        if chamber is None or not (team and user):
            raise ValueError(new.chamber if chamber is None else new.slack)
        account = Account(platform="slack", workspace=team, user=user)
        zone = new.zone or chamber.zone

        def add(tx: Tx) -> str:
            _find_again(account, new.name, chamber.code, tx)
            person = tx.people.add(
                name=new.name, role=Role(new.role), chamber=chamber.code, language=new.language, zone=zone, accounts=[account]
            )
            if tx.subscriptions.of_person(person.id) is None:
                tx.subscriptions.save(Subscription(person_id=person.id, language=new.language, zone=zone, since=tx.now))
            tx.audit.note("person", by=None, after={"person": person.id, "role": person.role.value, "chamber": person.chamber})
            return f"{person.name} · {person.role.value} · {chamber.name} · {zone} · {new.slack}"

        return store.submit(add).result()


def _find_again(account: Account, name: str, chamber: str, tx: Tx) -> None:
    """Who has left comes back, and who is in the roster without this account has it: nobody is put there twice."""
    holder = tx.roster.holder(account)
    if holder is not None and not holder.person.active:
        tx.roster.reopen(holder.person.id)
    same = [known for known in tx.roster.called(name) if known.person.chamber == chamber and known.person.name == name]
    if holder is None and len(same) == 1 and same[0].person.active and not same[0].on(account.platform):
        tx.roster.link(account, same[0].person.id)


def export_csv(database: str, kind: str, language: str) -> str:
    """Everything of a kind, withdrawn ones too, as CSV headed in that language (none: names of fields). Raises ValueError."""
    kinds = discover()
    if kind not in kinds:
        raise ValueError(f"{kind}: {', '.join(kinds)}")
    with store_of(database) as store:
        words = store.setting.wording.words(language, "Europe/Paris") if language else None
        return store.read(lambda tx: csv_of(kinds[kind], tx.contributions.every(kind), words))


def upgrade_database(database: str) -> None:
    """Brings the schema to this version's. Raises NewerDatabase."""
    upgrade(_path(database))


def _path(url: str) -> Path:
    """The file behind a database URL, which the command line has checked."""
    return Path(url.removeprefix("sqlite:///"))


@contextlib.contextmanager
def store_of(database: str) -> Iterator[Store]:
    """The store behind a database URL, which the command line has checked, for as long as it is asked something."""
    store = opened(_path(database), setting_for(discover(), machine_clock), patience=TERMINAL_SECONDS)
    try:
        yield store
    finally:
        store.close()
