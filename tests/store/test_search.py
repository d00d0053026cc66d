"""What is filed is found at once, as it is now, within what may be read; and the index of SQLite keeps its promises."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.contribution import DRAFTED, WITHDRAWN, Contribution, Scope
from bot.domain.kinds import discover
from bot.domain.people import Person, Role
from bot.domain.permissions import Reach, may_read, reach
from bot.house import setting_for
from storage.engine import migrating_engine
from storage.schema import INDEXED, opened
from storage.search import asked
from storage.search_index import Entry, Fts5, Readable
from storage.stems import STEMS, stem, stems, words_of
from storage.store import Store
from storage.tables.search import FTS5, INDEX, is_declared
from storage.transaction import Tx
from tests.shelf import FRIDAY, offer, somebody
from tests.town import MovedClock

EVERYTHING = Reach(scopes=frozenset(Scope))
ALL = Readable(marked=frozenset(), closed=frozenset())


@pytest.fixture
def author(store: Store) -> Person:
    return store.submit(somebody).result()


def filed(store: Store, author: Person, title: str, *, scope: Scope = Scope.PUBLIC, **answers: str) -> Contribution:
    """A published offer, and who may read it."""

    def case(tx: Tx) -> Contribution:
        item = offer(tx, author, title=title, **({"employer": "", "place": ""} | answers))
        return item if scope is item.scope else tx.contributions.change(dataclasses.replace(item, scope=scope), act="scope", by=None)

    return store.submit(case).result()


def change(store: Store, item: Contribution, **values: object) -> Contribution:
    return store.submit(lambda tx: tx.contributions.change(dataclasses.replace(item, **values), act="correct", by=None)).result()


def found(store: Store, text: str, within: Reach = EVERYTHING, most: int = 5) -> list[int]:
    return list(store.read(lambda tx: tx.search.find(asked(text, tx.directory), within, most)).best)


class TestStems:
    @pytest.mark.parametrize(
        "forms",
        [
            "comptable comptables COMPTABLE",
            "financement financements financer",
            "régional régionaux régionale regionales",
            "chargé chargée chargés chargees",
            "salarié salariés salariée",
            "directeur directrice directrices",
            "formateur formatrices",
            "emploi emplois",
            "œuvre oeuvres",
            "assemblée assemblees",
            "job jobs",
        ],
    )
    def test_the_forms_of_a_word_have_one(self, forms: str) -> None:
        assert len({stem for form in forms.split() for stem in stems(form)}) == 1

    @pytest.mark.parametrize(("one", "other"), [("comptable", "comité"), ("stage", "stade"), ("pré", "prêt"), ("cress", "cresson")])
    def test_other_words_have_others(self, one: str, other: str) -> None:
        assert stems(one) != stems(other)

    def test_what_says_nothing_is_left_out(self) -> None:
        assert stems("Chargé·e de mission à l'œuvre, s'il vous plaît (14)") == [stem("charge"), stem("mission"), stem("oeuvre"), "14"]
        assert words_of("L’Île-de-France") == ["l", "ile", "de", "france"]


class TestWhatIsFiled:
    def test_it_is_found_when_it_is_filed(self, store: Store, author: Person) -> None:
        item = filed(store, author, "comptable", place="Caen")
        assert found(store, "Comptables à CAEN") == [item.id]
        assert found(store, "comptable Rouen") == []

    def test_it_is_not_found_when_the_filing_is_undone(self, store: Store, author: Person) -> None:
        def fails(tx: Tx) -> None:
            offer(tx, author, title="juriste")
            assert tx.search.find(asked("juriste", tx.directory), EVERYTHING, 5).count == 1
            raise ValueError

        assert isinstance(store.submit(fails).exception(), ValueError)
        assert found(store, "juriste") == []

    def test_a_correction_is_found_by_what_it_says_now(self, store: Store, author: Person) -> None:
        item = change(store, filed(store, author, "comptable", place="Caen"), place="Rouen")
        assert found(store, "comptable caen") == []
        assert found(store, "comptable rouen") == [item.id]

    def test_what_is_withdrawn_is_not_found_until_it_is_restored(self, store: Store, author: Person) -> None:
        item = filed(store, author, "comptable")
        gone = change(store, item, state=WITHDRAWN)
        assert found(store, "comptable") == []
        change(store, gone, state="published")
        assert found(store, "comptable") == [item.id]

    def test_what_is_over_is_found(self, store: Store, author: Person) -> None:
        item = change(store, filed(store, author, "comptable"), state="filled")
        assert found(store, "comptable") == [item.id]

    @pytest.mark.parametrize("text", ["offre", "offer", "emploi", "2026", "CDI", "durée indéterminée", "permanent"])
    def test_by_its_kind_topic_year_and_choices(self, store: Store, author: Person, text: str) -> None:
        item = filed(store, author, "comptable")
        assert found(store, text) == [item.id]

    @pytest.mark.parametrize(("text", "is_found"), [("gras", True), ("éco", False), ("écologie", True), ("lire", True), ("exemple", False)])
    def test_rich_text_by_its_words(self, store: Store, author: Person, text: str, *, is_found: bool) -> None:
        filed(
            store,
            author,
            "aide",
            description="Du **gras**, l'**éco**logie\\-solidaire,&#32;[à lire](https://exemple.fr) <https://exemple.fr>",
        )
        assert bool(found(store, text)) is is_found
        assert found(store, "32") == []

    def test_addresses_and_dates_are_no_words(self, store: Store, author: Person) -> None:
        filed(store, author, "comptable", link="https://exemple.fr/annonces", deadline="2026-12-04")
        assert found(store, "annonces") == found(store, "12") == []

    def test_nothing_is_left_of_what_is_forgotten(self, store: Store, author: Person) -> None:
        kept, erased = filed(store, author, "comptable"), filed(store, author, "zythologue")

        def erase(tx: Tx) -> None:
            tx.search.forget([erased.id, 4711])
            tx.connection.execute(sa.delete(tx.tables.contributions).where(tx.tables.contributions.c.id == erased.id))

        store.submit(erase).result()
        assert found(store, "zythologue") == []
        assert found(store, "offre") == [kept.id]
        assert store.read(lambda tx: Fts5(tx.connection).beginning("zy")) == []

    def test_it_cannot_be_erased_behind_the_back_of_the_search(self, store: Store, author: Person) -> None:
        item = filed(store, author, "comptable")
        table = store.tables.contributions
        error = store.submit(lambda tx: tx.connection.execute(sa.delete(table).where(table.c.id == item.id))).exception()
        assert isinstance(error, sa.exc.IntegrityError)


class TestOrder:
    def test_the_heading_comes_first_then_the_newest(self, store: Store, author: Person) -> None:
        beside = filed(store, author, "juriste", employer="Comptable et fils")
        older, newer = filed(store, author, "comptable"), filed(store, author, "comptable")
        assert found(store, "comptable") == [newer.id, older.id, beside.id]

    def test_so_many_at_most_of_all(self, store: Store, author: Person) -> None:
        items = [filed(store, author, "comptable") for _ in range(7)]
        wanted = store.read(lambda tx: tx.search.find(asked("comptable", tx.directory), EVERYTHING, 5))
        assert wanted.best == tuple(item.id for item in reversed(items[2:]))
        assert (wanted.count, wanted.more) == (7, False)

    def test_the_window_holds_the_newest(self, store: Store, author: Person) -> None:
        items = [filed(store, author, "comptable")] + [filed(store, author, "aide", employer="Comptable") for _ in range(3)]
        wanted = store.read(lambda tx: tx.search.find(asked("comptable", tx.directory), EVERYTHING, 5, window=3))
        assert items[0].id not in wanted.best, "the best of all is too old"
        assert (len(wanted.best), wanted.count, wanted.more) == (3, 3, True)


class TestRights:
    def test_what_is_closed_does_not_take_the_place_of_what_is_open(self, store: Store, author: Person) -> None:
        item = filed(store, author, "comptable")
        for scope in (Scope.NETWORK, Scope.CHAMBER, Scope.NATIONAL):
            filed(store, author, "comptable", scope=scope)
        partner = Reach(scopes=frozenset({Scope.PUBLIC}))
        wanted = store.read(lambda tx: tx.search.find(asked("comptable", tx.directory), partner, 5, window=2))
        assert wanted.best == (item.id,)

    @pytest.mark.parametrize("chamber", ["NOR", "BNO", "BRE", "NAT"])
    @pytest.mark.parametrize("role", Role)
    def test_found_is_what_may_be_read(self, store: Store, role: Role, chamber: str) -> None:
        def case(tx: Tx) -> tuple[set[int], set[int]]:
            person = somebody(tx, "Dominique", role=role, chamber=chamber)
            predecessor = somebody(tx, "Camille", role=role, chamber=chamber)
            person = dataclasses.replace(person, stands_for=frozenset({predecessor.id}))
            others = [somebody(tx, f"Autre {code}", chamber=code) for code in ("NOR", "BNO", "BRE", "NAT")]
            items = [
                tx.contributions.change(
                    dataclasses.replace(offer(tx, one, title="comptable"), scope=scope, state=state), act="scope", by=None
                )
                for one in (person, predecessor, *others)
                for scope in Scope
                for state in ("published", DRAFTED)
            ]
            items += [
                tx.contributions.change(
                    dataclasses.replace(offer(tx, one, title="comptable"), scope=scope, state=DRAFTED), act="draft", by=None
                )
                for one in (person, predecessor, *others)
                for scope in Scope
            ]
            hits = tx.search.find(asked("comptable", tx.directory), reach(person, tx.directory), 99)
            return set(hits.best), {item.id for item in items if may_read(person, item, tx.directory)}

        hits, readable = store.submit(case).result()
        assert hits == readable

    def test_a_channel_reads_what_everybody_in_it_may(self, store: Store, author: Person) -> None:
        items = {scope: filed(store, author, "comptable", scope=scope).id for scope in Scope}
        directors = reach(author, store.directory)
        assert found(store, "comptable", directors.in_channel()) == [items[Scope.NETWORK], items[Scope.PUBLIC]]
        assert found(store, "comptable", Reach(scopes=frozenset()).in_channel()) == []


class TestNearly:
    def test_the_nearest_words_that_may_be_read(self, store: Store, author: Person) -> None:
        readable = filed(store, author, "comptable")
        filed(store, author, "comptabilité", scope=Scope.NATIONAL)
        partner = Reach(scopes=frozenset({Scope.PUBLIC}))
        assert store.read(lambda tx: tx.search.near("comptbale", partner, 3)) == [(stem("comptable"), readable.id)]
        assert len(store.read(lambda tx: tx.search.near("comptbale", EVERYTHING, 3))) == 2

    @pytest.mark.parametrize("word", ["zzz", "c", "2025", "", "de"])
    def test_nothing_is_near(self, store: Store, author: Person, word: str) -> None:
        filed(store, author, "comptable")
        assert store.read(lambda tx: tx.search.near(word, EVERYTHING, 3)) == []

    def test_which_word_stands_in_the_way(self, store: Store, author: Person) -> None:
        filed(store, author, "comptable")
        assert store.read(lambda tx: tx.search.unknown(asked("comptable narnia", tx.directory), EVERYTHING)) == ["narnia"]


class TestIndex:
    """What any engine must do; here SQLite's."""

    ROWS = (
        Entry(id=1, heading="a", words="compt caen p_nor s_public"),
        Entry(id=2, heading="b", words="compt rouen p_hno s_network"),
        Entry(id=3, heading="c", words="juri caen p_nor s_chamber s_chamber_nor a_7"),
    )

    @pytest.mark.parametrize(
        ("words", "ids"),
        [
            ([{("compt",)}], [2, 1]),
            ([{("compt",)}, {("caen",)}], [1]),
            ([{("p_nor",), ("p_hno",)}], [3, 2, 1]),
            ([{("p_hno",), ("juri", "caen")}], [3, 2]),
            ([{("nor",)}], []),
            ([{("p",)}], []),
        ],
    )
    def test_every_word_in_one_of_its_ways(self, store: Store, words: list[set[tuple[str, ...]]], ids: list[int]) -> None:
        assert self.asked(store, words, ALL) == ids

    @pytest.mark.parametrize(
        ("marked", "closed", "ids"),
        [
            (set(), set(), [3, 2, 1]),
            ({"s_public"}, None, [1]),
            ({"s_public", "a_7"}, None, [3, 1]),
            (set(), None, []),
            (set(), {"s_chamber"}, [2, 1]),
            ({"s_chamber_nor"}, {"s_chamber"}, [3, 2, 1]),
            ({"a_8"}, {"s_chamber", "s_network"}, [1]),
        ],
    )
    def test_what_is_readable(self, store: Store, marked: set[str], closed: set[str] | None, ids: list[int]) -> None:
        readable = Readable(marked=frozenset(marked), closed=None if closed is None else frozenset(closed))
        assert self.asked(store, [{("p_nor",), ("p_hno",)}], readable) == ids

    def asked(self, store: Store, words: list[set[tuple[str, ...]]], readable: Readable) -> list[int]:
        def case(tx: Tx) -> list[int]:
            tx.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            index = Fts5(tx.connection)
            index.add(self.ROWS)
            hits = index.newest([frozenset(word) for word in words], readable, 9)
            index.drop([row.id for row in self.ROWS])
            assert index.beginning("co") == []
            return [hit.id for hit in hits]

        return store.submit(case).result()


class TestSchema:
    def test_the_migration_makes_what_the_tables_make(self, store: Store, tmp_path: Path) -> None:
        engine = migrating_engine(tmp_path / "direct.db")
        with engine.begin() as direct:
            store.tables.metadata.create_all(direct)
            made = {row.name: row.sql for row in direct.exec_driver_sql(_MADE)}
        engine.dispose()
        released = store.read(lambda tx: {row.name: row.sql for row in tx.connection.exec_driver_sql(_MADE)})
        assert made == released
        assert set(FTS5[0::2]) <= set(made.values())
        assert store.read(lambda tx: tx.connection.exec_driver_sql(_CONFIG).scalar()) == 8

    def test_no_migration_is_written_about_the_index(self) -> None:
        names = [INDEX, f"{INDEX}_data", f"{INDEX}_idx", f"{INDEX}_config", f"{INDEX}_terms"]
        assert [name for name in names if is_declared(name, "table", {})] == []
        assert is_declared("searched", "table", {})
        assert is_declared("search_index_planted", "column", {})

    def test_the_index_says_that_it_is_sound(self, store: Store, author: Person) -> None:
        item = filed(store, author, "comptable")
        change(store, item, title="juriste")
        check = f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('integrity-check', 1)"
        assert store.submit(lambda tx: tx.connection.exec_driver_sql(check)).exception() is None


class TestOpening:
    def test_what_was_filed_before_there_was_a_search(self, store: Store, author: Person) -> None:
        items = [filed(store, author, "comptable", place="Caen") for _ in range(5)]
        change(store, items[0], state=WITHDRAWN)

        def unknown(tx: Tx) -> None:
            tx.search.forget([item.id for item in items])
            tx.connection.execute(sa.delete(tx.tables.periods).where(tx.tables.periods.c.job == INDEXED))

        store.submit(unknown).result()
        assert found(store, "caen") == []
        again = opened(store.path, setting_for(discover(), MovedClock(FRIDAY)), indexed_at_once=2)
        assert found(again, "caen") == [item.id for item in reversed(items[1:])]
        assert again.read(lambda tx: tx.periods.outcome(INDEXED, STEMS)) == "done"
        again.close()

    def test_it_is_done_once(self, store: Store, author: Person) -> None:
        item = filed(store, author, "comptable")
        store.submit(lambda tx: tx.search.forget([item.id])).result()
        again = opened(store.path, setting_for(discover(), MovedClock(FRIDAY)))
        assert found(again, "comptable") == []
        again.close()


_MADE = f"SELECT name, sql FROM sqlite_master WHERE name LIKE '{INDEX}%'"
_CONFIG = f"SELECT v FROM {INDEX}_config WHERE k = 'automerge'"
