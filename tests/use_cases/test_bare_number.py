"""A gesture that does not say what it is about, where there are things of several kinds: the obvious one is meant, or one question is asked."""

from __future__ import annotations

from functools import partial

import pytest

from bot.domain.contribution import Contribution
from bot.domain.people import Person, Role
from storage.transaction import Tx
from tests.shelf import example
from tests.use_cases.talk import Talk


def filed(talk: Talk, author: Person, kind: str) -> Contribution:
    return talk.store.submit(partial(example, author=author, kind=kind)).result()


def state(talk: Talk, item: Contribution) -> str:
    found = talk.store.read(lambda tx: tx.contributions.get(item.id))
    assert found is not None
    return found.state


@pytest.fixture
def claire(talk: Talk) -> Person:
    return talk.add()


class TestANumberAlone:
    def test_a_word_that_one_kind_has_means_that_kind(self, talk: Talk, claire: Person) -> None:
        offer, request = filed(talk, claire, "job_offer"), filed(talk, claire, "help_request")
        assert offer.number == request.number == 1
        assert talk.says(claire, "pourvue 1").text == "Offre 1 : pourvue. Merci."
        assert (state(talk, offer), state(talk, request)) == ("filled", "published")

    def test_the_only_thing_of_that_number(self, talk: Talk, claire: Person) -> None:
        filed(talk, claire, "job_offer")
        filed(talk, claire, "help_request")
        second = filed(talk, claire, "help_request")
        talk.says(claire, "retirer 2")
        assert state(talk, second) == "withdrawn"

    def test_the_one_that_is_open(self, talk: Talk, claire: Person) -> None:
        offer, request = filed(talk, claire, "job_offer"), filed(talk, claire, "help_request")
        talk.says(claire, "retirer offre 1")
        talk.says(claire, "retirer 1")
        assert (state(talk, offer), state(talk, request)) == ("withdrawn", "withdrawn")

    def test_undoing_means_the_one_that_is_over(self, talk: Talk, claire: Person) -> None:
        offer, request = filed(talk, claire, "job_offer"), filed(talk, claire, "help_request")
        talk.says(claire, "retirer offre 1")
        talk.says(claire, "annuler 1")
        assert (state(talk, offer), state(talk, request)) == ("published", "published")

    def test_ones_own_before_a_colleagues(self, talk: Talk, claire: Person) -> None:
        jeanne = talk.add("Jeanne Aubry", role=Role.EMPLOYEE)
        offer, request = filed(talk, claire, "job_offer"), filed(talk, jeanne, "help_request")
        talk.says(jeanne, "retirer 1")
        assert (state(talk, offer), state(talk, request)) == ("published", "withdrawn")

    def test_what_one_may_not_change_is_not_meant(self, talk: Talk, claire: Person) -> None:
        yann = talk.add("Yann Kerleo", chamber="BRE")
        offer, request = filed(talk, claire, "job_offer"), filed(talk, yann, "help_request")
        talk.says(yann, "retirer 1")
        assert (state(talk, offer), state(talk, request)) == ("published", "withdrawn")

    def test_a_text_that_waits_for_an_answer_has_its_number_too(self, talk: Talk, claire: Person) -> None:
        talk.says(claire, "offre : comptable, Caen, CDI")
        answer = talk.says(claire, "retirer 1")
        assert answer.text.startswith("Offre 1")
        assert talk.store.read(lambda tx: tx.drafts.waiting(claire.id)) == []

    def test_of_two_nothing_is_done_and_both_are_named(self, talk: Talk, claire: Person) -> None:
        items = [filed(talk, claire, kind) for kind in ("job_offer", "help_request")]
        answer = talk.says(claire, "retirer 1")
        assert answer.refused
        assert answer.text == "Plusieurs ont ce numéro : demande 1 et offre 1. Écrivez par exemple : retirer demande 1"
        assert [state(talk, item) for item in items] == ["published", "published"]
        talk.says(claire, "retirer demande 1")
        assert [state(talk, item) for item in items] == ["published", "withdrawn"]

    @pytest.mark.parametrize("text", ["retirer 99", "pourvue 99", "annuler 99"])
    def test_a_number_of_nothing(self, talk: Talk, claire: Person, text: str) -> None:
        filed(talk, claire, "job_offer")
        answer = talk.says(claire, text)
        assert answer.refused
        assert answer.text.startswith("Je ne trouve pas « ")
        assert "99" in answer.text


class TestAWordAlone:
    def test_it_means_what_was_filed_last(self, talk: Talk, claire: Person) -> None:
        offer, request = filed(talk, claire, "job_offer"), filed(talk, claire, "help_request")
        talk.says(claire, "retirer")
        assert (state(talk, offer), state(talk, request)) == ("published", "withdrawn")

    def test_a_word_that_one_kind_has_means_the_last_of_that_kind(self, talk: Talk, claire: Person) -> None:
        offer, request = filed(talk, claire, "job_offer"), filed(talk, claire, "help_request")
        assert talk.says(claire, "pourvue").text == "Offre 1 : pourvue. Merci."
        assert (state(talk, offer), state(talk, request)) == ("filled", "published")


class TestYes:
    """To the question what a text is, "oui" answers where one thing alone is offered."""

    def kept(self, talk: Talk, claire: Person, *kinds: str) -> str:
        talk.says(claire, "un texte que personne ne comprend")
        [draft] = talk.store.read(lambda tx: tx.drafts.waiting(claire.id))

        def offered(tx: Tx) -> None:
            table = tx.tables.drafts
            tx.connection.execute(table.update().where(table.c.id == draft.id).values(options=[*kinds, "help"]))

        talk.store.submit(partial(offered)).result()
        talk.says(claire, "oui")
        return " ".join(draft.kind for draft in talk.store.read(lambda tx: tx.drafts.waiting(claire.id)))

    def test_the_only_thing_that_is_offered(self, talk: Talk, claire: Person) -> None:
        assert self.kept(talk, claire, "job_offer") == "job_offer"

    def test_of_several_it_says_nothing(self, talk: Talk, claire: Person) -> None:
        assert self.kept(talk, claire, "help_request", "job_offer") == ""
