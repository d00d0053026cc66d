"""Who leaves and who comes after: access ends at once, what was open has an owner, and nothing in the history is rewritten."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from bot.domain.actions import ActionRecord
from bot.domain.contribution import Contribution
from bot.domain.messages import Message
from bot.domain.people import Account, Person, Role
from bot.domain.permissions import may_change, may_close, may_read, may_relay
from bot.domain.ports import Address
from bot.domain.requests import Pursuit
from bot.domain.subscription import Subscription
from handlers.actions.owners import Owners
from handlers.answer import Event, Where, answered
from handlers.guide import guide
from handlers.reminders import lines_for
from handlers.requests.claims import claim
from handlers.taking_over import in_hand, pass_on
from storage.transaction import Tx
from tests.shelf import TEAM, example, offer, somebody
from tests.use_cases.talk import Said, Talk


@pytest.fixture
def people(talk: Talk) -> dict[str, Person]:
    roster = (
        ("Marie Sinamary", "GUF", Role.DIRECTOR),
        ("Dylan Clet", "GUF", Role.AMBASSADOR),
        ("Rose Ajoda", "GUF", Role.PARTNER),
        ("Claire Le Goff", "NOR", Role.DIRECTOR),
        ("Jeanne Aubry", "NOR", Role.EMPLOYEE),
        ("Malik Benali", "NAT", Role.NATIONAL),
    )
    made = {}
    for name, chamber, role in roster:
        made[name.split()[0]] = talk.store.submit(
            lambda tx, name=name, chamber=chamber, role=role: somebody(tx, name, chamber=chamber, role=role)
        ).result()
    talk.store.submit(lambda tx: [tx.people.greet(person.id) for person in made.values()]).result()
    return made


def filed(talk: Talk, author: Person) -> Contribution:
    deadline = (talk.clock.now + timedelta(days=3)).date().isoformat()
    return talk.store.submit(lambda tx: offer(tx, author, deadline=deadline)).result()


def now(talk: Talk, person: Person) -> Person:
    found = talk.store.read(lambda tx: tx.people.get(person.id))
    assert found is not None
    return found


def written_to(talk: Talk, person: Person) -> list[str]:
    user = f"U{person.name.upper().replace(' ', '')}"

    def read(tx: Tx) -> list[str]:
        rows = tx.connection.execute(tx.tables.outbox.select().order_by(tx.tables.outbox.c.id)).all()
        notices = [row for row in rows if row.channel == user and row.purpose == "notice"]
        return [Message.from_json(row.message).markdown.replace("\\", "") for row in notices]

    return talk.store.read(read)


class TestLeaving:
    @pytest.mark.parametrize("text", ["Dylan Clet quitte", "dylan clet quitte la chambre.", "Dylan nous quitte", "Dylan Clet has left"])
    def test_access_ends_at_once(self, talk: Talk, people: dict[str, Person], text: str) -> None:
        said = talk.says(people["Marie"], text)
        assert "Dylan Clet n'a plus accès et ne reçoit plus rien." in said.text
        assert not now(talk, people["Dylan"]).active
        account = Account(platform="slack", workspace=TEAM, user="UDYLANCLET")
        event = Event(platform="slack", id="late", type="message")
        answer = talk.store.submit(answered(event, account, Where(), guide)).result()
        assert "Votre accès est fermé" in answer.message.markdown  # type: ignore[union-attr]

    def test_links_letter_and_waiting_messages_end_with_it(self, talk: Talk, people: dict[str, Person]) -> None:
        dylan = people["Dylan"]
        place = Address(platform="slack", workspace=TEAM, channel="UDYLANCLET")
        token = talk.store.submit(lambda tx: tx.invitations.issue(dylan.id, by=None)).result()
        talk.store.submit(lambda tx: tx.subscriptions.save(Subscription(person_id=dylan.id, since=tx.now))).result()
        talk.store.submit(lambda tx: tx.outbox.post(place, Message.of("soon"), purpose="notice")).result()
        talk.says(people["Marie"], "Dylan Clet quitte")

        def ended(tx: Tx) -> tuple[bool, bool, list[str]]:
            invitation, letter = tx.invitations.find(token), tx.subscriptions.of_person(dylan.id)
            assert invitation is not None
            assert letter is not None
            states = [row.state for row in tx.connection.execute(tx.tables.outbox.select()) if row.channel == "UDYLANCLET"]
            return tx.invitations.is_open(invitation), letter.ended_at is not None, states

        assert talk.store.read(ended) == (False, True, ["parked"])

    def test_what_he_had_open_is_counted_and_stays(self, talk: Talk, people: dict[str, Person]) -> None:
        item = filed(talk, people["Dylan"])
        said = talk.says(people["Marie"], "Dylan quitte")
        assert "1 dépôt ouvert reste à la chambre. Pour le confier, écrivez : … remplace Dylan Clet" in said.text
        assert talk.store.read(lambda tx: tx.contributions.get(item.id)) == item

    def test_twice_says_since_when(self, talk: Talk, people: dict[str, Person]) -> None:
        talk.says(people["Marie"], "Dylan Clet quitte")
        talk.clock.now += timedelta(days=3)
        assert "Dylan Clet n'a plus accès depuis le ven. 20/11." in talk.says(people["Malik"], "Dylan Clet quitte").text

    def test_a_mistake_is_mended_by_inviting(self, talk: Talk, people: dict[str, Person]) -> None:
        talk.says(people["Marie"], "Dylan Clet quitte")
        talk.says(people["Marie"], "inviter Dylan Clet")
        assert now(talk, people["Dylan"]).active

    @pytest.mark.parametrize(
        ("who", "text"),
        [
            ("Claire", "Dylan Clet quitte"),  # another chamber's
            ("Jeanne", "Claire Le Goff quitte"),
            ("Dylan", "Marie Sinamary quitte"),
            ("Marie", "Malik Benali quitte"),
            ("Claire", "Rose Ajoda remplace Dylan Clet"),
        ],
    )
    def test_who_may_not_say_it(self, talk: Talk, people: dict[str, Person], who: str, text: str) -> None:
        said = talk.says(people[who], text)
        assert said.refused
        assert "Une direction le dit des salariés, des élus et des ambassadeurs de sa chambre" in said.text
        assert all(now(talk, person).active for person in people.values())

    def test_nobody_closes_his_own(self, talk: Talk, people: dict[str, Person]) -> None:
        for first in ("Claire", "Malik"):
            assert "On ne ferme pas son propre accès" in talk.says(people[first], f"{people[first].name} quitte").text

    @pytest.mark.parametrize(
        "text", ["Zoé quitte", "Notre directeur quitte la CRESS en mars", "Dylan Clet quitte bientôt son poste", "quitte"]
    )
    def test_other_texts_are_no_words_of_ours(self, talk: Talk, people: dict[str, Person], text: str) -> None:
        talk.says(people["Marie"], text)
        assert all(now(talk, person).active for person in people.values())

    def test_of_two_namesakes_the_chamber_says_which(self, talk: Talk, people: dict[str, Person]) -> None:
        talk.store.submit(lambda tx: somebody(tx, "Dylan Clet", chamber="BRE", role=Role.AMBASSADOR, user="UDYLAN2")).result()
        said = talk.says(people["Malik"], "Dylan Clet quitte")
        assert "Plusieurs personnes portent ce nom : Dylan Clet (Guyane), Dylan Clet (Bretagne). Écrivez-le ainsi." in said.text
        assert "n'a plus accès" in talk.says(people["Malik"], "Dylan Clet (Bretagne) quitte").text
        assert now(talk, people["Dylan"]).active

    def test_the_national_team_is_not_sent_to_itself(self, talk: Talk, people: dict[str, Person]) -> None:
        said = talk.says(people["Malik"], "Malik Benali quitte").text
        assert said == "On ne ferme pas son propre accès : quelqu'un d'autre de l'équipe nationale le fait."

    def test_of_two_with_one_name_he_asks_which(self, talk: Talk, people: dict[str, Person]) -> None:
        talk.store.submit(lambda tx: somebody(tx, "Dylan Payet", chamber="GUF", role=Role.EMPLOYEE)).result()
        said = talk.says(people["Marie"], "Dylan quitte")
        assert "Plusieurs personnes portent ce nom : Dylan Clet, Dylan Payet" in said.text
        assert now(talk, people["Dylan"]).active


class TestSucceeding:
    def hand_over(self, talk: Talk, people: dict[str, Person]) -> Said:
        return talk.says(people["Marie"], "Rose Ajoda remplace Dylan Clet")

    def test_role_items_and_letter(self, talk: Talk, people: dict[str, Person]) -> None:
        dylan, rose = people["Dylan"], people["Rose"]
        item = filed(talk, dylan)
        talk.store.submit(
            lambda tx: tx.subscriptions.save(Subscription(person_id=dylan.id, topics=("emploi",), weekday=2, since=tx.now))
        ).result()
        talk.store.submit(lambda tx: tx.roster.change(rose.id, role="partner")).result()
        said = talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet")
        assert "Rose Ajoda remplace Dylan Clet, qui n'a plus accès." in said.text
        assert "Confié : offre 1." in said.text
        after = now(talk, rose)
        assert (after.role, after.stands_for) == (Role.AMBASSADOR, {dylan.id})
        letter = talk.store.read(lambda tx: tx.subscriptions.of_person(rose.id))
        assert letter is not None
        assert (letter.topics, letter.weekday, letter.ended_at) == (("emploi",), 2, None)
        assert written_to(talk, rose) == ["Vous remplacez Dylan Clet.\n\nÀ votre nom désormais : offre 1. Les rappels vous parviendront."]
        kept = talk.store.read(lambda tx: tx.contributions.get(item.id))
        assert kept is not None
        assert kept.author_id == dylan.id, "who filed it stays written"

    def test_he_may_change_and_is_reminded(self, talk: Talk, people: dict[str, Person]) -> None:
        item = filed(talk, people["Dylan"])
        directory = talk.store.directory
        assert not may_change(people["Rose"], item, directory)
        talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet")
        rose = now(talk, people["Rose"])
        assert may_change(rose, item, directory)
        assert may_read(rose, item, directory)
        assert not may_relay(rose, item, directory)
        talk.clock.now += timedelta(days=3)
        lines = talk.store.read(lambda tx: lines_for(tx.people.active(), tx))
        assert list(lines) == [rose.id], "he is asked, and nobody else"
        assert "pourvue" in talk.says(rose, "offre 1 pourvue").text
        versions = talk.store.read(lambda tx: [(row.act, row.by_id) for row in tx.contributions.versions(item.id)])
        assert versions == [("file", people["Dylan"].id), ("filled", rose.id)]

    def test_what_is_confidential_does_not_pass(self, talk: Talk, people: dict[str, Person]) -> None:
        secret = "offre : animateur ESS, Kourou, CDI, avant le 23/11, confidentiel"
        talk.says(people["Dylan"], secret)
        talk.says(people["Dylan"], "offre : vendeur, Mana, CDI, confidentiel")
        assert "n'a plus accès" in (said := talk.says(people["Marie"], "Dylan Clet quitte").text)
        assert "dépôt ouvert" not in said, "not even counted to who may not read it"
        said = talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet").text
        assert "Confié" not in said
        rose = now(talk, people["Rose"])
        assert written_to(talk, rose) == ["Vous remplacez Dylan Clet."]
        assert talk.says(rose, "offre 1").text == "Je ne trouve pas « offre 1 ». Vérifiez le numéro."
        assert talk.store.read(lambda tx: tx.drafts.waiting(rose.id)) == []
        [item] = talk.store.read(lambda tx: list(tx.contributions.every("job_offer")))
        assert not may_read(rose, item, talk.store.directory)
        assert not may_change(rose, item, talk.store.directory)
        assert may_read(now(talk, people["Dylan"]), item, talk.store.directory)
        talk.clock.now += timedelta(days=3)
        assert rose.id not in talk.store.read(lambda tx: lines_for(tx.people.active(), tx)), "nor reminded of"

    def test_a_draft_waits_for_him(self, talk: Talk, people: dict[str, Person]) -> None:
        talk.says(people["Dylan"], "offre : animateur ESS, St-Laurent, CDD 12 mois")
        [draft] = talk.store.read(lambda tx: tx.drafts.waiting(people["Dylan"].id))
        talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet")
        assert [one.id for one in talk.store.read(lambda tx: tx.drafts.waiting(people["Rose"].id))] == [draft.id]
        assert "1 texte inachevé vous attend." in written_to(talk, people["Rose"])[0]

    def test_his_own_letter_is_kept(self, talk: Talk, people: dict[str, Person]) -> None:
        for first, weekday in (("Dylan", 2), ("Rose", 4)):
            own = Subscription(person_id=people[first].id, weekday=weekday, since=talk.clock.now)
            talk.store.submit(lambda tx, own=own: tx.subscriptions.save(own)).result()
        talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet")
        letter = talk.store.read(lambda tx: tx.subscriptions.of_person(people["Rose"].id))
        assert letter is not None
        assert letter.weekday == 4

    def test_from_hand_to_hand(self, talk: Talk, people: dict[str, Person]) -> None:
        item = filed(talk, people["Dylan"])
        talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet")
        new = talk.store.submit(lambda tx: somebody(tx, "Zoé Kali", chamber="GUF", role=Role.AMBASSADOR)).result()
        assert "Confié : offre 1." in talk.says(people["Marie"], "Zoé Kali remplace Rose Ajoda").text
        zoe = now(talk, new)
        assert zoe.stands_for == {people["Dylan"].id, people["Rose"].id}
        assert may_change(zoe, item, talk.store.directory)
        assert not may_change(now(talk, people["Rose"]), item, talk.store.directory)

    def test_after_he_had_left(self, talk: Talk, people: dict[str, Person]) -> None:
        filed(talk, people["Dylan"])
        talk.says(people["Marie"], "Dylan Clet quitte")
        assert "Confié : offre 1." in talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet").text

    def test_a_director_hands_on_what_he_may_give(self, talk: Talk, people: dict[str, Person]) -> None:
        colleague = talk.store.submit(lambda tx: somebody(tx, "Ida Bon", chamber="GUF", role=Role.EMPLOYEE)).result()
        talk.says(people["Marie"], "Ida Bon remplace Dylan Clet")
        assert now(talk, colleague).role is Role.EMPLOYEE, "whose role goes further keeps it"
        second = talk.store.submit(lambda tx: somebody(tx, "Léo Roi", chamber="GUF", role=Role.DIRECTOR)).result()
        assert talk.says(people["Marie"], "Ida Bon remplace Léo Roi").refused
        assert now(talk, second).active
        talk.says(people["Malik"], "Ida Bon remplace Léo Roi")
        assert now(talk, colleague).role is Role.DIRECTOR

    def test_a_director_takes_over_and_stays_one(self, talk: Talk, people: dict[str, Person]) -> None:
        filed(talk, people["Dylan"])
        assert "Confié : offre 1." in talk.says(people["Marie"], "Marie Sinamary remplace Dylan Clet").text
        assert now(talk, people["Marie"]).role is Role.DIRECTOR

    def test_nobody_is_fetched_from_another_chamber_but_by_the_national_team(self, talk: Talk, people: dict[str, Person]) -> None:
        said = talk.says(people["Marie"], "Jeanne Aubry remplace Dylan Clet")
        assert "Seule l'équipe nationale peut donner ce rôle à Jeanne Aubry." in said.text
        assert now(talk, people["Dylan"]).active

    def test_somebody_unknown_is_invited_first(self, talk: Talk, people: dict[str, Person]) -> None:
        said = talk.says(people["Marie"], "Zoé Kali remplace Dylan Clet")
        assert said.refused
        assert "Écrivez d'abord : inviter Zoe Kali, ambassadeur·rice" in said.text
        assert now(talk, people["Dylan"]).active

    def test_the_trace_says_who_did_what(self, talk: Talk, people: dict[str, Person]) -> None:
        item = filed(talk, people["Dylan"])
        talk.says(people["Malik"], "Rose Ajoda remplace Dylan Clet")
        rows = talk.store.read(lambda tx: tx.connection.execute(tx.tables.audit.select()).all())
        [row] = [row for row in rows if row.act == "handed_over"]
        assert row.by_id == people["Malik"].id
        assert (row.before["person"], row.before["successor_role"]) == (people["Dylan"].id, "partner")
        assert (row.after["successor"], row.after["role"], row.after["items"]) == (people["Rose"].id, "ambassador", [item.id])


class TestWhatIsInHand:
    """Jeanne has an action of minutes, a request of Guyane that she took, and a group that she leads."""

    @pytest.fixture
    def request_(self, talk: Talk, people: dict[str, Person]) -> Contribution:
        def case(tx: Tx) -> Contribution:
            minutes, request = example(tx, people["Claire"], "meeting_minutes"), example(tx, people["Dylan"], "help_request")
            meeting = {"minutes_id": minutes.id, "body": "Comité des Directions", "assigned_at": tx.now, "changed_at": tx.now}
            mine = ActionRecord(position=2, what="relire", owner_chamber="NOR", owner_id=people["Jeanne"].id, **meeting)
            other = ActionRecord(position=1, what="écrire", owner_chamber="NOR", **meeting)
            done = ActionRecord(position=3, what="dire", owner_chamber="NOR", owner_id=people["Jeanne"].id, state="done", **meeting)
            tx.actions.add_all([other, mine, done], ["", "", ""])
            row = {"lead": "NOR", "co_lead": "", "co_lead_scope": "", "delegated_to": "", "objectives": "", "platform": "", "workspace": ""}
            row |= {"sort": "standing", "channel": "", "filed_at": tx.now, "lead_id": people["Jeanne"].id}
            tx.connection.execute(tx.tables.bodies.insert().values(name="GT Observation", key="gt observation", **row))
            tx.pursuits.save(Pursuit(request_id=request.id))
            tx.connection.execute(tx.tables.bodies.insert().values(name="GT Clos", key="gt clos", closed_on=tx.now.date(), **row))
            return request

        request = talk.store.submit(case).result()
        talk.store.submit(lambda tx: claim(request, people["Jeanne"], tx)).result()
        return request

    def owners(self, talk: Talk) -> list[int | None]:
        return [action.owner_id for action in talk.store.read(lambda tx: tx.actions.every())]

    def leads(self, talk: Talk) -> dict[str, int]:
        bodies = talk.store.read(lambda tx: tx.connection.execute(tx.tables.bodies.select()).all())
        return {row.name: row.lead_id for row in bodies}

    def taken_by(self, talk: Talk, request: Contribution) -> int | None:
        return talk.store.read(lambda tx: tx.pursuits.get(request.id)).claimed_by

    def test_the_successor_has_it(self, talk: Talk, people: dict[str, Person], request_: Contribution) -> None:
        claire, jeanne = people["Claire"], people["Jeanne"]
        said = talk.says(claire, "Claire Le Goff remplace Jeanne Aubry").text
        assert "Confié : demande 1, action 2 (Comité des Directions) et GT Observation." in said
        assert self.owners(talk) == [None, claire.id, jeanne.id], "what is done stays who did it"
        assert self.leads(talk) == {"GT Observation": claire.id, "GT Clos": jeanne.id}
        assert self.taken_by(talk, request_) == claire.id
        [turn] = talk.store.read(lambda tx: tx.actions.turns(tx.actions.every()[1].id))
        assert (turn.act, turn.by, turn.before["owner_id"]) == ("handed_over", claire.id, jeanne.id)
        assert "À votre nom désormais : demande 1, action 2" in written_to(talk, claire)[-1]

    def test_without_one_it_is_the_chambers_and_somebody_else_is_asked(
        self, talk: Talk, people: dict[str, Person], request_: Contribution
    ) -> None:
        said = talk.says(people["Claire"], "Jeanne Aubry quitte").text
        assert "1 action reste à la chambre." in said
        assert "est sollicité : demande 1." in said
        assert self.taken_by(talk, request_) is None
        results = [routing.result for routing in talk.store.read(lambda tx: tx.pursuits.routings(request_.id))]
        assert "released" in results
        action = talk.store.read(lambda tx: tx.actions.every()[1])
        assert [owner.name for owner in talk.store.read(lambda tx: Owners(tx).of(action))] == ["Claire Le Goff"]

    def test_after_he_had_left(self, talk: Talk, people: dict[str, Person], request_: Contribution) -> None:
        talk.says(people["Claire"], "Jeanne Aubry quitte")
        talk.says(people["Claire"], "Claire Le Goff remplace Jeanne Aubry")
        assert self.owners(talk)[1] == people["Claire"].id
        assert self.taken_by(talk, request_) is None, "somebody else was asked meanwhile"

    def test_whoever_answers_nobody_gives_the_request_back(self, talk: Talk, people: dict[str, Person], request_: Contribution) -> None:
        talk.store.submit(lambda tx: tx.pursuits.save(dataclasses.replace(tx.pursuits.get(request_.id), claimed_by=None))).result()
        ida = talk.store.submit(lambda tx: somebody(tx, "Ida Bon", chamber="NOR", role=Role.AMBASSADOR)).result()
        talk.store.submit(lambda tx: tx.pursuits.claim(request_.id, ida.id)).result()
        zoe = talk.store.submit(lambda tx: somebody(tx, "Zoé Kali", chamber="NOR", role=Role.AMBASSADOR)).result()
        held = talk.store.read(lambda tx: in_hand(ida, tx))
        assert [item.id for item in held.requests] == [request_.id]
        kept = talk.store.submit(lambda tx: pass_on(held, zoe, None, tx)).result()
        assert kept.requests == ()
        assert self.taken_by(talk, request_) == ida.id


@pytest.mark.parametrize(
    ("by", "other", "allowed"),
    [
        ("Malik", "Marie", True), ("Malik", "Malik", False), ("Marie", "Dylan", True), ("Marie", "Claire", False),
        ("Marie", "Malik", False), ("Dylan", "Rose", False), ("Jeanne", "Claire", False), ("Marie", "Marie", False),
    ],
)  # fmt: skip
def test_who_may_end_whose_access(talk: Talk, people: dict[str, Person], by: str, other: str, allowed: bool) -> None:
    assert may_close(people[by], people[other], talk.store.directory) is allowed
