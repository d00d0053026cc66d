"""A second account of a person: invited, joined, told of, cut; and every way in which a link goes astray."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.messages import Message
from bot.domain.people import Account
from bot.domain.ports import Address
from handlers.answer import Reply
from handlers.inviting import press_invite
from handlers.linking import Profile, accept, recognise
from storage.transaction import Tx
from tests.shelf import TEAM
from tests.use_cases.network import BOT, OTHER_PHONE, PHONE, Network, slack_of


class TestOwn:
    def test_two_taps(self, network: Network) -> None:
        token = network.link("Claire")
        assert "ce Telegram est le vôtre" in network.starts(PHONE, token)
        assert network.holder(PHONE) == "Claire Le Goff"
        assert network.store.read(lambda tx: tx.people.address(network.person("Claire").id)).platform == "telegram"  # type: ignore[union-attr]

    def test_he_is_told_at_once_where_he_reads_and_can_cut_it(self, network: Network) -> None:
        network.starts(OTHER_PHONE, network.link("Claire"), called="Zoé <b>")
        [told] = network.letters(slack_of("Claire Le Goff"))
        assert "Votre Telegram (Zoé" in told.replace("\\", "")
        assert "« délier »" in told
        network.says("Claire", "délier")
        assert network.holder(OTHER_PHONE) == ""

    def test_consent_is_dated_by_the_first_link(self, network: Network) -> None:
        network.starts(PHONE, network.link("Claire"))
        first = network.clock.now
        network.says("Claire", "délier telegram")
        network.clock.now += timedelta(days=3)
        network.starts(PHONE, network.link("Claire"))
        known = network.store.read(lambda tx: tx.roster.get(network.person("Claire").id))
        assert known is not None
        assert known.consent_at == first

    def test_once_linked_there_is_no_second_link(self, network: Network) -> None:
        network.starts(PHONE, network.link("Claire"))
        answer = network.says("Claire", "mon telegram")
        assert isinstance(answer, Reply)
        assert not answer.message.buttons

    def test_without_a_bot_there_is_no_link(self, network: Network) -> None:
        network.store.setting = dataclasses.replace(network.store.setting, telegram_bot="")
        with pytest.raises(Refused, match="no Telegram"):
            network.says("Claire", "mon telegram")

    def test_a_link_is_not_said_before_others(self, network: Network) -> None:
        with pytest.raises(Refused, match="private"):
            network.says("Claire", "mon telegram", private=False)

    @pytest.mark.parametrize(
        "text",
        ["lettre", "telegram est en panne", "Inviter les adhérents de la région à une réunion sur l'emploi le 12 décembre à Caen", ""],
    )
    def test_other_texts_are_no_words_of_ours(self, network: Network, text: str) -> None:
        assert network.says("Claire", text) is None

    def test_the_button_gives_a_link_and_its_page_answers_nothing(self, network: Network) -> None:
        claire = network.person("Claire")
        assert network.do(lambda tx: press_invite(["me"], claire, tx).message.buttons[0].url)  # type: ignore[union-attr]
        assert not isinstance(network.do(lambda tx: press_invite(["open"], claire, tx)), Reply)
        for stale in ([], ["unlink"], ["unlink", "slack"], ["me", "x"], ["else"]):
            with pytest.raises(Gone):
                network.do(lambda tx, stale=stale: press_invite(stale, claire, tx))


class TestAstray:
    def test_used_twice(self, network: Network) -> None:
        token = network.link("Claire")
        network.starts(PHONE, token)
        assert "déjà servi" in network.starts(OTHER_PHONE, token)
        assert network.holder(OTHER_PHONE) == ""

    def test_two_phones_at_the_same_moment(self, network: Network) -> None:
        token = network.link("Claire")
        cases = [partial(accept(token), account) for account in (PHONE, OTHER_PHONE)]
        for future in [network.store.submit(case) for case in cases]:
            future.result()
        assert [network.holder(PHONE), network.holder(OTHER_PHONE)] == ["Claire Le Goff", ""]

    def test_opened_twice_by_the_same_says_so_kindly(self, network: Network) -> None:
        token = network.link("Claire")
        network.starts(PHONE, token)
        assert "déjà le vôtre" in network.starts(PHONE, token)

    def test_expired(self, network: Network) -> None:
        token = network.link("Claire")
        network.clock.now += timedelta(days=7)
        assert "dure 7 jours" in network.starts(PHONE, token)
        assert network.holder(PHONE) == ""

    @pytest.mark.parametrize("token", ["", "x", "A" * 56, "é" * 40, "A" * 64])
    def test_forged(self, network: Network, token: str) -> None:
        network.link("Claire")
        assert "ne connais pas ce lien" in network.starts(PHONE, token)
        assert network.holder(PHONE) == ""

    def test_revoked_when_its_owner_left(self, network: Network) -> None:
        token = network.link("Claire")
        network.do(lambda tx: tx.roster.close(network.person("Claire").id))
        assert "n'est plus valable" in network.starts(PHONE, token)

    def test_forwarded_to_a_stranger_the_first_has_it_and_the_owner_is_told(self, network: Network) -> None:
        token = network.link("Claire")
        network.starts(OTHER_PHONE, token, called="Inconnu")
        assert "déjà servi" in network.starts(PHONE, token)
        assert "(Inconnu)" in network.letters(slack_of("Claire Le Goff"))[0].replace("\\", "")

    def test_opened_by_another_member_it_is_void_and_neither_learns_whose(self, network: Network) -> None:
        network.starts(PHONE, network.link("Jeanne"))
        token = network.link("Claire")
        said = network.starts(PHONE, token)
        assert "pour quelqu'un d'autre" in said
        assert "Claire" not in said
        assert network.holder(PHONE) == "Jeanne Aubry"
        told = network.letters(slack_of("Claire Le Goff"))[-1]
        assert "Quelqu'un d'autre a ouvert le lien Telegram qui vous était destiné." in told
        assert "« mon telegram »" in told, "what to do next"
        assert "Jeanne" not in told
        assert "a déjà servi" in network.starts(OTHER_PHONE, token)

    def test_who_made_it_learns_for_whom_it_was_and_what_to_type(self, network: Network) -> None:
        network.starts(PHONE, network.link("Jeanne"))
        token = network.link("Marie", "inviter Rose Ajoda, ambassadrice")
        network.starts(PHONE, token)
        told = network.letters(slack_of("Marie Sinamary"))[-1]
        assert "destiné à Rose Ajoda" in told
        assert "« inviter Rose Ajoda »" in told

    def test_the_national_team_is_not_sent_to_its_chamber(self, network: Network) -> None:
        token = network.link("Claire")
        network.starts(PHONE, token)
        said = network.starts(Account(platform="slack", workspace=TEAM, user=slack_of("Malik Benali")), token)
        assert "a déjà servi" in said
        assert "votre chambre" not in said

    def test_a_link_that_is_void_already_tells_its_maker_nothing(self, network: Network) -> None:
        network.starts(PHONE, network.link("Jeanne"))
        token = network.link("Claire")
        network.clock.now += timedelta(days=8)
        assert "n'est plus valable" in network.starts(PHONE, token)
        assert network.letters(slack_of("Claire Le Goff")) == []


class TestCutting:
    def test_what_waits_for_it_is_not_sent(self, network: Network) -> None:
        network.starts(PHONE, network.link("Claire"))
        claire = network.person("Claire")

        def write(tx: Tx) -> None:
            tx.outbox.post(Address(platform="telegram", workspace=BOT, channel="501"), Message.of("later"), purpose="notice")

        network.do(write)
        network.says("Claire", "unlink telegram")
        rows = network.store.read(lambda tx: tx.connection.execute(tx.tables.outbox.select()).all())
        assert [row.state for row in rows if row.channel == "501"] == ["parked"]
        assert network.store.read(lambda tx: tx.people.address(claire.id)).platform == "slack"  # type: ignore[union-attr]

    def test_the_only_door_is_not_cut_by_a_bare_word(self, network: Network) -> None:
        network.says("Marie", "inviter Rose Ajoda, ambassadrice")
        network.starts(PHONE, network.link("Marie", "inviter Rose Ajoda"))
        with pytest.raises(Refused, match="only here"):
            network.says("Rose", "délier")
        network.says("Rose", "délier telegram")
        assert network.holder(PHONE) == ""

    @pytest.mark.parametrize("text", ["délier", "délier telegram", "de\u0301lier", "Délier mon Telegram."])
    def test_nothing_to_cut(self, network: Network, text: str) -> None:
        with pytest.raises(Refused, match="nothing to cut"):
            network.says("Claire", text)

    @pytest.mark.parametrize(("who", "text"), [("Marie", "délier Claire Le Goff"), ("Dylan", "délier Marie Sinamary")])
    def test_others_are_cut_by_who_may_invite_them(self, network: Network, who: str, text: str) -> None:
        network.starts(PHONE, network.link(text.split()[1]))
        with pytest.raises(NotAllowed):
            network.says(who, text)

    def test_an_organiser_frees_a_slack_account(self, network: Network) -> None:
        network.says("Malik", "délier Claire Le Goff slack")
        assert network.holder(Account(platform="slack", workspace=TEAM, user=slack_of("Claire Le Goff"))) == ""

    def test_nobody_of_that_name(self, network: Network) -> None:
        with pytest.raises(Refused, match="nobody called"):
            network.says("Malik", "délier Zoé")


NEW = Account(platform="slack", workspace=TEAM, user="UNEW")


class TestRecognising:
    @pytest.fixture(autouse=True)
    def _addresses(self, network: Network) -> None:
        network.do(lambda tx: tx.roster.unlink([Account(platform="slack", workspace=TEAM, user=slack_of("Claire Le Goff"))]))
        network.do(lambda tx: tx.roster.change(network.person("Claire").id, email="claire@exemple.fr"))

    @pytest.mark.parametrize(
        ("profile", "reason"),
        [
            (Profile(email="claire@exemple.fr"), ""),
            (Profile(email="zoe@exemple.fr"), "unknown"),
            (Profile(email=""), "unknown"),
            (Profile(email="claire@exemple.fr", standing="guest"), "guest"),
            (Profile(email="claire@exemple.fr", standing="unconfirmed"), "unconfirmed"),
        ],
    )
    def test_by_address_and_standing(self, network: Network, profile: Profile, reason: str) -> None:
        assert network.do(lambda tx: recognise(NEW, profile, tx)) == reason
        assert network.holder(NEW) == ("" if reason else "Claire Le Goff")

    def test_the_second_account_of_a_workspace_is_not_believed(self, network: Network) -> None:
        profile = Profile(email="claire@exemple.fr")
        second = dataclasses.replace(NEW, user="USECOND")
        assert [network.do(lambda tx, one=one: recognise(one, profile, tx)) for one in (NEW, second)] == ["", "claimed"]
        assert network.holder(second) == ""
        other_workspace = dataclasses.replace(NEW, workspace="T2")
        assert network.do(lambda tx: recognise(other_workspace, profile, tx)) == "", "a person may be in two workspaces"

    def test_who_has_left_is_not_let_in_by_another_account(self, network: Network) -> None:
        network.do(lambda tx: tx.roster.close(network.person("Claire").id))
        assert network.do(lambda tx: recognise(NEW, Profile(email="claire@exemple.fr"), tx)) == "unknown"

    def test_an_organiser_finds_why(self, network: Network) -> None:
        guest = Profile(email="claire@exemple.fr", standing="guest")
        network.do(lambda tx: recognise(NEW, guest, tx))
        network.do(lambda tx: recognise(NEW, guest, tx, noting=False))
        network.do(lambda tx: recognise(NEW, Profile(email="zoe@exemple.fr"), tx))
        rows = network.store.read(lambda tx: tx.connection.execute(tx.tables.audit.select()).all())
        assert [row.after["reason"] for row in rows if row.act == "not_recognised"] == ["guest"], "of strangers nothing is kept"
