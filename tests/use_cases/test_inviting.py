"""Who is invited, by whom, and what the one who invites reads."""

from __future__ import annotations

import pytest

from bot.domain.errors import NotAllowed, Refused
from bot.domain.people import Role
from tests.use_cases.network import OTHER_PHONE, PHONE, Network, slack_of


class TestInviting:
    def test_a_newcomer_is_in_the_roster_and_on_his_phone(self, network: Network) -> None:
        token = network.link("Marie", "inviter Rose Ajoda, ambassadrice, Rose@exemple.fr")
        rose = network.person("Rose")
        assert (rose.role, rose.chamber, rose.zone) == (Role.AMBASSADOR, "GUF", "America/Cayenne")
        assert network.store.read(lambda tx: tx.roster.by_email("rose@exemple.fr").person.name) == "Rose Ajoda"  # type: ignore[union-attr]
        assert "Bonjour Rose" in network.starts(PHONE, token, called="Rose")
        assert "délier Rose Ajoda" in network.letters(slack_of("Marie Sinamary"))[0]
        network.says("Marie", "délier Rose Ajoda")
        assert network.holder(PHONE) == ""

    @pytest.mark.parametrize(
        ("text", "role"),
        [
            ("inviter Rose Ajoda, salariée", Role.EMPLOYEE),
            ("Invite : Rose Ajoda ambassadrice rose@exemple.fr", Role.AMBASSADOR),
            ("inviter rose@exemple.fr, Rose Ajoda; élue", Role.ADMINISTRATOR),
            ("inviter Rose Ajoda chargée de mission", Role.EMPLOYEE),
            ("inviter Rose Ajoda, ambassadrice, Guyane", Role.AMBASSADOR),
        ],
    )
    def test_as_people_type_it(self, network: Network, text: str, role: Role) -> None:
        network.says("Marie", text)
        assert (network.person("Rose").name, network.person("Rose").role) == ("Rose Ajoda", role)

    @pytest.mark.parametrize(
        ("who", "text"),
        [
            ("Marie", "inviter Rose Ajoda, directrice"),
            ("Marie", "inviter Rose Ajoda, partenaire"),
            ("Marie", "inviter Rose Ajoda, équipe nationale"),
            ("Marie", "inviter Rose Ajoda, ambassadrice, Normandie"),
            ("Jeanne", "inviter Rose Ajoda, ambassadrice"),
            ("Dylan", "inviter Rose Ajoda, ambassadrice"),
            ("Paul", "inviter Rose Ajoda, ambassadrice"),
        ],
    )
    def test_who_may_not(self, network: Network, who: str, text: str) -> None:
        with pytest.raises(NotAllowed):
            network.says(who, text)
        assert network.store.read(lambda tx: tx.roster.called("Rose")) == []

    def test_the_national_team_invites_anybody_anywhere(self, network: Network) -> None:
        network.says("Malik", "inviter Rose Ajoda, directrice, Martinique")
        assert (network.person("Rose").role, network.person("Rose").chamber) == (Role.DIRECTOR, "MTQ")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("inviter", "Type for example"),
            ("inviter ,,", "Type for example"),
            ("inviter =HYPERLINK, ambassadeur", "no name"),
            ("inviter Rose Ajoda", "Add the role"),
            ("inviter Rose Ajoda, ambassadrice, Guyanne du Nord", "I do not know"),
        ],
    )
    def test_what_is_not_understood_says_what_to_type(self, network: Network, text: str, told: str) -> None:
        with pytest.raises(Refused) as refused:
            network.says("Marie", text)
        assert told in refused.value.message

    def test_who_is_there_already_gets_another_link(self, network: Network) -> None:
        token = network.link("Marie", "inviter Dylan Clet")
        network.starts(PHONE, token)
        assert network.holder(PHONE) == "Dylan Clet"
        assert len(network.store.read(lambda tx: tx.roster.called("Dylan Clet"))) == 1

    def test_an_address_of_another_chamber_stays_private(self, network: Network) -> None:
        network.do(lambda tx: tx.roster.change(network.person("Claire").id, email="claire@exemple.fr"))
        with pytest.raises(Refused) as refused:
            network.says("Marie", "inviter Rose Ajoda, ambassadrice, claire@exemple.fr")
        assert "Claire" not in refused.value.message + str(refused.value.values)

    def test_who_had_left_comes_back_with_his_accounts(self, network: Network) -> None:
        dylan = network.person("Dylan")
        network.do(lambda tx: tx.roster.close(dylan.id))
        network.says("Marie", "inviter Dylan Clet")
        assert network.person("Dylan").active

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("inviter Zoé Test, cheffe, Normandie", "I do not know the role “{typed}”. Write director, employee,"),
            ("inviter Zoé Test, ambassadrice, Normndie", "I do not know “{typed}”. {first}, {second} or {third}?"),
            ("inviter Zoé Test, ambassadrice, Bretagne, pas-un-mail", "“{typed}” is no e-mail address, no role and no chamber."),
            ("inviter Zoé Test, ambassadrice, Bretagne, zoe@", "“{typed}” is not an e-mail address."),
            ("inviter un ambassadeur", "Type for example: invite Dylan Clet, ambassador"),
            ("inviter Dylan Clet, ambassadeur, Bretagne", "{names}: in the roster already. The same person: invite {name}."),
            ("inviter Paul Autre, ambassadeur, Bretagne, dylan@exemple.fr", "{email} is the address of {name}."),
        ],
    )
    def test_nothing_that_was_typed_is_dropped_or_doubled(self, network: Network, text: str, told: str) -> None:
        network.says("Marie", "inviter Dylan Clet, dylan@exemple.fr")
        before = network.store.read(lambda tx: len(tx.roster.everyone()))
        with pytest.raises(Refused) as refused:
            network.says("Malik", text)
        assert refused.value.message.startswith(told)
        assert network.store.read(lambda tx: len(tx.roster.everyone())) == before

    def test_a_namesake_has_an_address_of_his_own(self, network: Network) -> None:
        network.says("Malik", "inviter Dylan Clet, ambassadeur, Bretagne, d2@exemple.fr")
        assert network.store.read(lambda tx: [known.person.chamber for known in tx.roster.called("Dylan Clet")]) == ["GUF", "BRE"]

    def test_the_inviter_who_tries_the_link_does_not_use_it_up(self, network: Network) -> None:
        network.starts(OTHER_PHONE, network.link("Marie"))
        token = network.link("Marie", "inviter Dylan Clet")
        assert "transférez" in network.starts(OTHER_PHONE, token)
        network.starts(PHONE, token)
        assert network.holder(PHONE) == "Dylan Clet"
