"""A member of the Slack whom the roster has by his address alone, and everybody who only looks like him."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.people import Account, Role
from bot.playground.slack import Member, Person, Rules, faults
from bot.playhouse import declared_rules
from tests.town import Town, opened_town

OFFER = "Offre d'emploi : comptable, Caen, CDI, avant le 12/12"
STRANGER = "Je ne vous connais pas encore : je n'ai rien gardé. Demandez à Malik de vous ajouter, puis renvoyez votre message."


async def known_by_address(town: Town, email: str = "rose@exemple.fr") -> None:
    """Rose Ajoda is in the roster, and has never written."""

    def add(tx):  # type: ignore[no-untyped-def]
        person = tx.roster.add(name="Rose Ajoda", role=Role.DIRECTOR, chamber="NOR", language="fr", zone="Europe/Paris", email=email)
        tx.people.greet(person.id)

    await town.store.do(add)


def newcomer(town: Town, name: str = "rose", email: str = "rose@exemple.fr", **others: Any) -> Person:
    """Somebody new in the Slack, in every channel."""
    member = Member(name=name, email=email, **others)
    town.slack.world.welcome(member)
    town.slack.world.channel_named("emploi").members.add(member.id)
    return town.slack.person(name)


def asked(town: Town) -> int:
    return sum(call.method == "users.info" for call in town.slack.log)


def offers(town: Town) -> int:
    return len(town.read(lambda tx: tx.contributions.open_in()))


class TestRecognised:
    async def test_his_first_message_is_handled_as_if_he_had_been_known(self, town: Town) -> None:
        await known_by_address(town)
        rose = newcomer(town, email="Rose@Exemple.FR")
        await rose.says(OFFER)
        assert rose.sees("Offre 1 publiée")
        await rose.says("aide")
        assert asked(town) == 1, "he is known from now on"
        account = Account(platform="slack", workspace=town.slack.team_id, user=rose.id)
        known = town.read(lambda tx: tx.people.by_account(account))
        assert known is not None
        assert known.name == "Rose Ajoda"

    async def test_by_a_command_a_channel_a_shortcut_or_the_home_page(self, town: Town) -> None:
        for count, name in enumerate(("rose", "ruth", "rita", "rene"), start=1):
            first = name.title()

            def add(tx, first=first, name=name):  # type: ignore[no-untyped-def]
                tx.roster.add(
                    name=f"{first} X", role=Role.DIRECTOR, chamber="NOR", language="fr", zone="Europe/Paris", email=f"{name}@e.fr"
                )

            await town.store.do(add)
            person = newcomer(town, name, f"{name}@e.fr")
            if name == "rose":
                answer = await person.types_command("/maillage", "aide")
                assert "Diffuser une offre" in str(answer.body)
            elif name == "ruth":
                await person.says("Offre d'emploi : juriste, Rouen, CDI, avant le 12/12", in_="#emploi")
                assert offers(town) == 1
            elif name == "rita":
                said = await town.claire.says("Offre d'emploi : maçon, Évreux, CDI, avant le 12/12", in_="#emploi")
                await person.shortcut(said, "file_message")
                assert "Offre 2 publiée" in person.text(person.last())
            else:
                await person.opens_home()
                assert "CRESS Normandie" in person.view_text("home")
            assert asked(town) == count

    async def test_added_while_he_waits(self, town: Town) -> None:
        rose = newcomer(town)
        await rose.says(OFFER)
        assert rose.sees(STRANGER)
        await known_by_address(town)
        await rose.says(OFFER)
        assert rose.sees("Offre 1 publiée")
        assert asked(town) == 1, "what Slack said of him is remembered, whether he is in the roster is not"


class TestNotRecognised:
    async def test_a_stranger_is_told_what_to_do_and_nothing_of_his_is_kept(self, town: Town) -> None:
        rose = newcomer(town)
        await rose.says(OFFER)
        assert rose.sees(STRANGER)
        assert (offers(town), town.read(lambda tx: tx.drafts.waiting())) == (0, [])

    @pytest.mark.parametrize(("locale", "told"), [("en-GB", "I do not know you yet"), ("fr-FR", STRANGER), ("de-DE", STRANGER)])
    async def test_in_the_language_of_his_account(self, town: Town, locale: str, told: str) -> None:
        rose = newcomer(town, locale=locale)
        for _ in range(2):
            await rose.says(OFFER)
            assert rose.text(rose.last()).startswith(told)
        assert asked(town) == 1

    async def test_he_costs_one_call_an_hour(self, town: Town) -> None:
        rose = newcomer(town)
        for _ in range(3):
            await rose.says("bonjour")
        assert asked(town) == 1
        town.clock.now += timedelta(hours=1)
        await rose.says("bonjour")
        assert asked(town) == 2

    async def test_small_talk_of_a_stranger_in_a_channel_gets_nothing(self, town: Town) -> None:
        rose = newcomer(town)
        before = len(town.slack.api.accepted("chat.postMessage"))
        await rose.says("Bonjour à tous", in_="#emploi")
        assert len(town.slack.api.accepted("chat.postMessage")) == before

    @pytest.mark.parametrize(
        ("member", "told"),
        [
            ({"is_restricted": True}, "pas les invités"),
            ({"is_ultra_restricted": True}, "pas les invités"),
            ({"is_stranger": True, "team_id": "T00AUTRE01"}, "pas les invités"),
            ({"team_id": "T00AUTRE01"}, "pas les invités"),
            ({"deleted": True}, "pas les invités"),
            ({"is_email_confirmed": False}, "n'est pas confirmée dans Slack"),
        ],
    )
    async def test_an_address_that_this_slack_does_not_vouch_for(self, town: Town, member: dict[str, Any], told: str) -> None:
        await known_by_address(town)
        rose = newcomer(town, **member)
        with capture_logs() as logs:
            await rose.says(OFFER)
        assert rose.sees(told)
        assert offers(town) == 0
        assert [line["user"] for line in logs if line["event"] == "a Slack account is nobody's"] == [rose.id], "an organiser sees it"

    async def test_the_second_account_that_claims_an_address(self, town: Town) -> None:
        await known_by_address(town)
        await newcomer(town).says("aide")
        second = newcomer(town, "rose2")
        await second.says(OFFER)
        assert second.sees("Votre adresse est déjà celle d'un autre compte")
        assert offers(town) == 0
        acts = town.read(lambda tx: [row.act for row in tx.connection.execute(tx.tables.audit.select())])
        assert acts[-2:] == ["recognised", "not_recognised"]

    async def test_who_has_left_is_told_so(self, town: Town) -> None:
        claire = town.read(lambda tx: tx.roster.called("Claire"))[0].person
        await town.store.do(lambda tx: tx.roster.close(claire.id))
        await town.claire.says(OFFER)
        assert town.claire.sees(
            "Votre accès est fermé : ce message n'est pas gardé. Pour vos données, ou si c'est une erreur, écrivez à Malik."
        )
        assert offers(town) == 0


class TestTrouble:
    @pytest.mark.parametrize(
        "fault",
        [faults.hang(), faults.http_500(), faults.accept_then_drop(), faults.html_page(), faults.empty_body(), faults.rate_limited("30")],
    )
    async def test_slack_does_not_say(self, town: Town, fault: object) -> None:
        await known_by_address(town)
        rose = newcomer(town)
        town.slack.faults.arm("users.info", fault, times=9)  # type: ignore[arg-type]
        await rose.says(OFFER)
        assert rose.sees("Slack ne m'a pas dit qui vous êtes : je n'ai rien gardé. Renvoyez votre message dans une minute.")
        town.slack.faults.disarm()
        town.clock.now += timedelta(minutes=1)
        await rose.says(OFFER)
        assert rose.sees("Offre 1 publiée")

    async def test_an_app_without_the_scope_says_what_mends_it(self, tmp_path: Path) -> None:
        rules = declared_rules(retry_delays=(0.05,) * 3)
        scopes = (rules.scopes or frozenset()) - {"users:read.email"}
        async with opened_town(tmp_path, rules=_with(rules, scopes)) as town:
            await known_by_address(town)
            rose = newcomer(town)
            with capture_logs() as logs:
                await rose.says(OFFER)
            assert rose.sees(STRANGER)
            assert any("users:read.email" in str(line.get("mend")) for line in logs)
        (tmp_path / "other").mkdir()
        async with opened_town(tmp_path / "other", rules=_with(rules, scopes - {"users:read"})) as town:
            await known_by_address(town)
            rose = newcomer(town)
            with capture_logs() as logs:
                await rose.says(OFFER)
            assert rose.sees("Slack ne m'a pas dit qui vous êtes")
            assert "missing_scope" in [line.get("reason") for line in logs]


def _with(rules: Rules, scopes: frozenset[str]) -> Rules:
    return dataclasses.replace(rules, scopes=scopes)


class TestTwoTaps:
    """On Slack a button gives a link; opened on the phone, the phone is his."""

    async def test_the_director_on_his_phone(self, town: Town) -> None:
        await town.claire.says("mon telegram")
        assert town.claire.sees("Ouvrez ce lien là où est votre Telegram, puis touchez Démarrer. Il sert une fois, jusqu'au ven. 27/11.")
        assert town.claire.buttons() == ["Ouvrir Telegram"]
        await town.claire.presses("Ouvrir Telegram")
        assert (town.claire.errors, town.claire.buttons()) == ([], ["Ouvrir Telegram"]), "it only opens a page"
        await town.phone("claire").starts(token_in(town.claire))
        assert town.phone("claire").sees("C'est fait, Claire : ce Telegram est le vôtre.")
        assert town.claire.sees("Votre Telegram (Claire) est relié. Ce n'est pas vous ? Écrivez « délier ».")
        await town.phone("claire").says(OFFER)
        assert town.phone("claire").sees("Offre 1 publiée")
        [item] = town.read(lambda tx: tx.contributions.open_in())
        assert town.read(lambda tx: tx.people.named([item.author_id])) == {item.author_id: "Claire Le Goff"}

    async def test_each_thing_reaches_a_person_once(self, town: Town) -> None:
        await town.claire.says("mon telegram")
        await town.phone("claire").starts(token_in(town.claire))
        town.clock.now += timedelta(minutes=1)
        await town.claire.says("Offre d'emploi : comptable, Caen, CDI, avant le 24/11")
        on_slack, on_phone = len(town.claire.messages()), len(town.phone("claire").messages())
        await town.until(datetime(2026, 11, 24, 12, 0))
        heard = (len(town.claire.messages()) - on_slack, len(town.phone("claire").messages()) - on_phone)
        assert heard[1] == 0, "he wrote last on Slack"
        assert heard[0] == 2, "Monday's letter, and Tuesday's reminder"

    async def test_who_finds_the_phone_is_cut_off(self, town: Town) -> None:
        await town.claire.says("mon telegram")
        token = token_in(town.claire)
        await town.phone("yann").starts(token)
        assert town.claire.sees("Votre Telegram (Yann) est relié. Ce n'est pas vous ?")
        await town.claire.presses("Délier")
        await town.phone("yann").says(OFFER)
        assert town.phone("yann").sees("Je ne connais pas encore ce Telegram : je n'ai rien gardé.")
        assert offers(town) == 0
        await town.phone("claire").starts(token)
        assert town.phone("claire").sees("Ce lien a déjà servi")

    async def test_an_ambassador_is_invited_by_his_chamber(self, town: Town) -> None:
        await town.marie.says("inviter Rose Ajoda, ambassadrice")
        assert town.marie.sees("Rose Ajoda est dans l'annuaire : ambassadeur·rice, Guyane.")
        await town.phone("paul").starts(token_in(town.marie))
        assert town.phone("paul").sees("Bonjour Rose.")
        await town.phone("paul").says("offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12")
        assert town.phone("paul").sees("Votre chambre (Guyane) la relit.")

    async def test_nothing_of_it_is_said_in_a_channel(self, town: Town) -> None:
        await town.claire.says("@Maillage mon telegram", in_="#emploi")
        assert town.claire.sees("Écrivez-moi cela en privé : un lien n'est que pour une personne.")
        assert not town.yann.sees("t.me")


def token_in(person: Person) -> str:
    """Of the link in the last message."""
    found = re.search(r"t\.me/\w+\?start=([\w-]+)", json.dumps(person.last().blocks))
    assert found is not None
    return found[1]
