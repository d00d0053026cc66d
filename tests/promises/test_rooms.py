"""Only people of the room see the room: every role, of the chamber and of another, through both doors, with every button and word. (15)

What each may do stands here once more, read from DOMAIN.md 2.5 and the rule for ambassadors; nothing of bot.domain.permissions is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.people import Account, Role
from bot.playground.slack import Message
from bot.playground.slack import Person as Desk
from bot.playground.telegram import Message as Written
from bot.playground.telegram import Person as Phone
from storage.transaction import Tx
from tests.shelf import FRIDAY, new_file, store_at
from tests.town import MovedClock, Town, opened_town
from tests.use_cases.talk import Talk

STAFF = (Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR)
AD = "Offre d'emploi : {title}, Caen, CDI, avant le 15/12"
PUBLIC, NETWORK, SECRET, PROPOSED, DRAFT = 1, 2, 3, 4, 5
TITLES = {PUBLIC: "boulanger", NETWORK: "menuisier", SECRET: "juriste", PROPOSED: "animateur", DRAFT: "cuisinier"}
BUTTONS = ("correct", "withdraw", "filled", "extend", "network", "everyone", "relay", "restore", "explode")
WORDS = ("", "corriger", "corriger lieu : Rouen", "retirer", "pourvue", "encore 15 jours", "réseau seulement", "tout le monde", "relayer")
DRAFTS = ("draft:drop:1", "draft:correct:1", "keep:1:job_offer", "ans:1:000000000000", "undrop:1", "form:1:x", "form:1:cancel:x")
ROLES = tuple(Role)


def may_read(number: int, role: Role, *, own: bool) -> bool:
    """What a scope lets each role read."""
    among_staff = own and role in STAFF
    allowed = {PUBLIC: True, NETWORK: role is not Role.PARTNER, SECRET: False, PROPOSED: among_staff, DRAFT: False}
    return allowed[number] or (role is Role.NATIONAL and number != DRAFT)


def may_change(number: int, role: Role, *, own: bool) -> bool:
    """A chamber's own staff, and the national team; an ambassador his own things alone, of which none is here."""
    return may_read(number, role, own=own) and (role is Role.NATIONAL or (own and role in STAFF))


@dataclass
class Visitor:
    """Somebody at one of the two doors, who tries things."""

    says: Callable[[str], Awaitable[object]]
    forges: Callable[[str], Awaitable[object]]
    sees: Callable[[str], bool]


def at_the_desk(desk: Desk) -> Visitor:
    async def forges(act: str) -> None:
        stage, message = desk.stage, desk.last()
        shown = {"type": "plain_text", "text": "x"}
        action = {"type": "button", "action_id": "act:1", "block_id": "b", "value": act, "action_ts": "1.000001", "text": shown}
        payload = stage.workspace.payloads.pressed(desk._gesture(message.channel, message.ts), action, message, {"values": {}})
        assert (await stage.delivery.gesture("interactive", payload)).acknowledged
        await stage.settle()
        if desk.modal is not None:
            await desk.closes_modal()

    def sees(text: str) -> bool:
        return desk.sees(text, None) or (desk.home is not None and text in desk.view_text("home"))

    return Visitor(desk.says, forges, sees)


def on_the_phone(phone: Phone) -> Visitor:
    async def forges(act: str) -> None:
        messenger = phone.stage.messenger
        update = phone._query(messenger.callbacks.new(phone.id, phone.last(), act))
        assert update is not None
        assert await messenger.delivery.concluded([update], phone.stage.patience)
        await phone.stage.settle()

    return Visitor(phone.says, forges, lambda text: phone.sees(text, None))


async def furnished(town: Town) -> None:
    """Offers of Normandie in every scope, one that waits for its chamber, and a question that waits for its author."""
    await town.claire.says(AD.format(title=TITLES[PUBLIC]))
    await town.claire.says(AD.format(title=TITLES[NETWORK]))
    await town.claire.says("réseau seulement")
    await town.claire.says(AD.format(title=TITLES[SECRET]) + ", confidentiel")
    await recast(town, "Jeanne Aubry", Role.AMBASSADOR, "NOR")
    await town.jeanne.says(AD.format(title=TITLES[PROPOSED]))
    await town.claire.says(f"Offre d'emploi : {TITLES[DRAFT]}, Caen, CDI")


async def recast(town: Town, name: str, role: Role, chamber: str) -> None:
    """Somebody has another role from now on."""

    def case(tx: Tx) -> None:
        people = tx.tables.people
        values = {"role": role.value, "chamber": chamber, "zone": "Europe/Paris"}
        tx.connection.execute(people.update().where(people.c.name == name).values(**values))

    await town.store.do(case)


def state(town: Town) -> list[tuple[int, str, int, str]]:
    return town.read(
        lambda tx: (
            [(one.number, one.state, one.version, one.scope.value) for one in tx.contributions.every("job_offer")]
            + [(draft.id, draft.state, 0, draft.question) for draft in tx.drafts.waiting()]
        )
    )


def state_of(town: Town, number: int) -> str:
    return next(state for found, state, _, _ in state(town) if found == number)


@pytest.mark.parametrize("door", ["slack", "telegram"])
@pytest.mark.parametrize("role", ROLES)
async def test_every_button_and_word_of_every_role_through_every_door(tmp_path: Path, role: Role, door: str) -> None:
    async with opened_town(tmp_path) as town:
        await furnished(town)
        visitor = at_the_desk(town.hina) if door == "slack" else on_the_phone(town.phone("hina"))
        for chamber in ("BRE", "NOR"):
            own = chamber == "NOR"
            await recast(town, "Hina Attoumani", role, chamber)
            await visitor.says("aide")
            for number in (PUBLIC, NETWORK, SECRET, PROPOSED):
                if may_change(number, role, own=own):
                    await _may(town, visitor, number)
                else:
                    await _may_not(town, visitor, number)
                assert visitor.sees(TITLES[number]) is may_read(number, role, own=own), (chamber, number)
            await _may_not_touch_the_draft(town, visitor)
            if door == "slack":
                await town.hina.opens_home()
            for number, title in TITLES.items():
                assert not visitor.sees(title) or may_read(number, role, own=own), (chamber, title)
        assert [call.error for call in town.telegram.log if call.error] == []
        assert not town.hina.errors


async def _may_not(town: Town, visitor: Visitor, number: int) -> None:
    before = state(town)
    for verb in BUTTONS:
        await visitor.forges(f"do:{verb}:JO-{number:03d}")
        assert state(town) == before, (number, verb)
    for word in WORDS:
        await visitor.says(f"offre {number} {word}".strip())
        assert state(town) == before, (number, word)


async def _may(town: Town, visitor: Visitor, number: int) -> None:
    """Withdrawing by the word and undoing by the button, and the other way round: what was there is there again."""
    before = state_of(town, number)
    await visitor.says(f"offre {number}")
    await visitor.says(f"offre {number} retirer")
    assert state_of(town, number) == "withdrawn"
    await visitor.forges(f"do:restore:JO-{number:03d}")
    assert state_of(town, number) == before
    await visitor.forges(f"do:withdraw:JO-{number:03d}")
    assert state_of(town, number) == "withdrawn"
    await visitor.says(f"offre {number} annuler")
    assert state_of(town, number) == before


async def _may_not_touch_the_draft(town: Town, visitor: Visitor) -> None:
    """An open question is its author's, whatever one's role."""
    before = state(town)
    for act in DRAFTS:
        await visitor.forges(act)
        assert state(town) == before, act
    assert not visitor.sees(TITLES[DRAFT])


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_relay_what_an_ambassador_proposes(tmp_path: Path, role: Role) -> None:
    async with opened_town(tmp_path) as town:
        await furnished(town)
        visitor = at_the_desk(town.hina)
        for chamber in ("BRE", "NOR"):
            await recast(town, "Hina Attoumani", role, chamber)
            await visitor.says("aide")
            await visitor.forges(f"do:relay:JO-{PROPOSED:03d}")
            may = role is Role.NATIONAL or (chamber == "NOR" and role in STAFF)
            assert state_of(town, PROPOSED) == ("published" if may else "proposed"), chamber


async def test_the_author_of_a_proposal_does_not_relay_it_himself(tmp_path: Path) -> None:
    async with opened_town(tmp_path) as town:
        await furnished(town)
        for act in ("do:relay:JO-004", "do:everyone:JO-004", "do:network:JO-004", "do:restore:JO-004"):
            await at_the_desk(town.jeanne).forges(act)
            assert state_of(town, PROPOSED) == "proposed", act
        await town.jeanne.says("relayer")
        await town.jeanne.says("offre 4 relayer")
        assert state_of(town, PROPOSED) == "proposed"


@pytest.mark.parametrize("door", ["slack", "telegram"])
async def test_who_may_not_file_files_nothing_by_any_word(tmp_path: Path, door: str) -> None:
    async with opened_town(tmp_path) as town:
        await recast(town, "Hina Attoumani", Role.PARTNER, "NOR")
        visitor = at_the_desk(town.hina) if door == "slack" else on_the_phone(town.phone("hina"))
        await visitor.says("aide")
        for act in ("new:job_offer", "keep:1:job_offer", "ans:1:x"):
            await visitor.forges(act)
        for text in (AD.format(title="comptable"), "offre", "corriger", "relayer", "lettre ici emploi tout de suite", "confidentiel"):
            await visitor.says(text)
        assert state(town) == []


@pytest.mark.parametrize("door", ["slack", "telegram"])
async def test_who_left_has_no_door_any_more(tmp_path: Path, door: str) -> None:
    async with opened_town(tmp_path) as town:
        await furnished(town)
        visitor = at_the_desk(town.hina) if door == "slack" else on_the_phone(town.phone("hina"))
        await recast(town, "Hina Attoumani", Role.NATIONAL, "NAT")
        await visitor.says("aide")
        await town.store.do(lambda tx: tx.connection.exec_driver_sql("UPDATE people SET active = 0 WHERE name = 'Hina Attoumani'"))
        before = state(town)
        for number in TITLES:
            await visitor.forges(f"do:withdraw:JO-{number:03d}")
            await visitor.says(f"offre {number}")
        for text in ("mes données", "tout", "mes réglages", "lettre aperçu"):
            await visitor.says(text)
        assert state(town) == before
        assert [title for title in TITLES.values() if visitor.sees(title)] == []
        assert not visitor.sees("Ce que je garde sur vous")


SELF = (
    "mes réglages", "langue anglais", "language French", "fuseau Cayenne", "mes données", "tout", "tout 2", "congé jusqu'au 04/01/2027",
    "congé", "de retour", "lettre", "lettre emploi, mardi", "lettre aperçu", "pause", "reprendre", "stop", "là où j'écris", "changer",
)  # fmt: skip
"""What somebody says about himself."""
SELF_BUTTONS = (
    "own:settings", "own:data", "own:all:1", "own:language:en", "own:language:fr", "own:platform:", "leave:until:2027-01-04", "leave:end",
    "letter:show", "letter:pause", "letter:resume", "letter:change", "invite:me",
)  # fmt: skip


class TestWhatConcernsOneself:
    """Said where others read, it is answered where he alone does; so is a button that stands there, or is forged to."""

    async def test_in_a_channel_of_slack(self, tmp_path: Path) -> None:
        async with opened_town(tmp_path) as town:
            for text in SELF:
                before = len(town.claire.received())
                await town.claire.says(f"@Maillage {text}", in_="#general")
                assert len(town.claire.received()) > before, text
            await town.claire.says(f"@Maillage {AD.format(title='comptable')}", in_="#general")
            shown = next(one for one in reversed(town.claire.received()) if "comptable" in town.claire.text(one))
            for act in SELF_BUTTONS:
                await _forged_on(town.claire, act, shown)
            said = [town.yann.text(one) for one in town.yann.received() if not one.channel.startswith("D")]
            assert said
            assert all("comptable" in one for one in said), said

    async def test_in_a_group_of_telegram(self, tmp_path: Path) -> None:
        async with opened_town(tmp_path) as town:
            for text in SELF:
                before = len(town.dylan.received())
                await town.dylan.says(f"@maillage_bot {text}", "guyane")
                assert len(town.dylan.received()) > before, text
            for command in ("/mes_donnees", "/settings", "/privacy", "/lettre", "/conge"):
                await town.dylan.says(f"{command}@maillage_bot", "guyane")
            assert _of_the_bot(town) == []
            await town.dylan.says(f"@maillage_bot {AD.format(title='comptable')}", "guyane")
            [card] = _of_the_bot(town)
            for act in SELF_BUTTONS:
                messenger = town.dylan.stage.messenger
                update = town.dylan._query(messenger.callbacks.new(town.dylan.id, card, act))
                assert update is not None
                assert await messenger.delivery.concluded([update], town.dylan.stage.patience)
                await town.quiet()
            assert [town.dylan.text(one) for one in _of_the_bot(town)] == [town.dylan.text(card)]


async def _forged_on(desk: Desk, act: str, message: Message) -> None:
    shown = {"type": "plain_text", "text": "x"}
    action = {"type": "button", "action_id": "act:1", "block_id": "b", "value": act, "action_ts": "1.000001", "text": shown}
    payload = desk.stage.workspace.payloads.pressed(desk._gesture(message.channel, message.ts), action, message, {"values": {}})
    assert (await desk.stage.delivery.gesture("interactive", payload)).acknowledged
    await desk.stage.settle()


def _of_the_bot(town: Town) -> list[Written]:
    return [one for one in town.dylan.messages("guyane") if one.sender == town.telegram.bot_id]


def _is_unknown(answer: str) -> bool:
    return answer.startswith("Je ne ") and "connais pas encore" in answer and "je n'ai rien gardé" in answer


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    clock = MovedClock(FRIDAY)
    store = store_at(new_file(tmp_path), clock)
    yield Talk(store, clock)
    store.close()


class TestTwoWorkspaces:
    """The same user id in another workspace, or with another bot, is nobody: not he, and not his rights."""

    @pytest.mark.parametrize(
        "other",
        [
            Account(platform="slack", workspace="T2", user="UCLAIRELEGOFF"),
            Account(platform="telegram", workspace="T1", user="UCLAIRELEGOFF"),
            Account(platform="slack", workspace="", user="UCLAIRELEGOFF"),
            Account(platform="slack", workspace="T1", user="uclairelegoff"),
        ],
        ids=["another workspace", "another platform", "no workspace", "another case"],
    )
    def test_it_is_somebody_unknown(self, talk: Talk, other: Account) -> None:
        claire = talk.add()
        talk.says(claire, AD.format(title="comptable"))
        for text in ("offre 1", "offre 1 retirer", "mes données", "tout", "congé jusqu'au 04/01", AD.format(title="juriste")):
            assert _is_unknown(talk.says(other, text).text), text
        for act in ("do:withdraw:JO-001", "own:all:1", "own:language:en", "leave:until:2027-01-04", "new:job_offer"):
            assert _is_unknown(talk.presses(other, act).text), act
        items = talk.store.read(lambda tx: [(item.number, item.state) for item in tx.contributions.every("job_offer")])
        assert items == [(1, "published")]
        assert talk.store.read(lambda tx: tx.people.get(claire.id)) == claire

    def test_two_people_of_the_same_id_keep_apart(self, talk: Talk) -> None:
        claire = talk.add()
        elsewhere = Account(platform="slack", workspace="T2", user="UCLAIRELEGOFF")
        talk.store.submit(
            lambda tx: tx.people.add(
                name="Autre", role=Role.PARTNER, chamber="NOR", language="fr", zone="Europe/Paris", accounts=[elsewhere]
            )
        ).result()
        talk.says(claire, AD.format(title="comptable"))
        assert talk.says(elsewhere, "offre 1 retirer").refused
        assert "Autre" in talk.says(elsewhere, "mes données").text
        assert "Claire" not in talk.says(elsewhere, "tout").text
