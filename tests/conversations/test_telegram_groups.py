"""A group on Telegram: the bot hears what is said to it, answers under the message or says nothing, and goes along when the group moves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.messages import Message as Words
from bot.domain.ports import Address
from bot.playground.telegram import Group, Rules
from tests.town import Town, opened_town

AD = "Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12"
MENTION = "@maillage_bot "


def filed(town: Town) -> list[str]:
    return [item.title for item in town.read(lambda tx: tx.contributions.every("job_offer"))]


def of_the_bot(town: Town, place: str = "guyane") -> list[str]:
    """What the bot said there."""
    return [town.dylan.text(message) for message in town.dylan.messages(place) if message.sender == town.telegram.bot_id]


async def test_small_talk_is_not_heard(town: Town) -> None:
    for text in ("bonjour à tous", AD, "aide", "retirer", "1", "merci @maillage_botte"):
        await town.dylan.says(text, "guyane")
    assert (filed(town), of_the_bot(town), town.dylan.received()) == ([], [], [])


async def test_small_talk_that_an_administrator_bot_hears_is_not_answered(tmp_path) -> None:
    async with opened_town(tmp_path, telegram_rules=Rules(privacy=False)) as town:
        for text in ("bonjour à tous", "aide", "retirer", "1"):
            await town.dylan.says(text, "guyane")
        assert (of_the_bot(town), town.dylan.received()) == ([], [])


@pytest.mark.parametrize("thanks", ["merci", "Merci à tous !", "ok", "👍", "bonne journée"])
@pytest.mark.parametrize("to", ["a reply", "a mention"])
async def test_a_courtesy_is_not_answered_whatever_it_replies_to(town: Town, thanks: str, to: str) -> None:
    await town.dylan.says(MENTION + AD, "guyane")
    before, own = of_the_bot(town), town.dylan.received()
    answer = next(one for one in reversed(town.dylan.messages("guyane")) if one.sender == town.telegram.bot_id)
    if to == "a reply":
        await town.dylan.says(thanks, "guyane", thread=answer)
    else:
        await town.dylan.says(MENTION + thanks, "guyane")
    assert (of_the_bot(town), town.dylan.received()) == (before, own)


async def test_said_to_the_bot_it_is_filed_and_the_answer_stands_under_it(town: Town) -> None:
    said = await town.dylan.says(MENTION + AD, "guyane")
    assert filed(town) == ["comptable"]
    assert all(message.reply_to == said.message_id for message in town.dylan.messages("guyane") if message.sender == town.telegram.bot_id)
    (seen,) = [message for message in town.dylan.messages("guyane") if message.message_id == said.message_id]
    assert ("👌",) in seen.reactions.values()


async def test_by_a_command(town: Town) -> None:
    await town.dylan.says("/offre@maillage_bot comptable, Cayenne, CDI, avant le 15/12", "guyane")
    assert filed(town) == ["comptable"]


async def test_another_bots_command_is_not_ours(town: Town) -> None:
    await town.dylan.says("/offre@other_bot comptable, Cayenne, CDI, avant le 15/12", "guyane")
    assert (filed(town), of_the_bot(town)) == ([], [])


async def test_what_concerns_himself_is_said_to_him_alone(town: Town) -> None:
    await town.dylan.says("/settings@maillage_bot", "guyane")
    assert of_the_bot(town) == []
    assert town.dylan.received()


async def test_who_may_choose_what_a_group_receives(town: Town) -> None:
    await town.dylan.says("/lettre@maillage_bot ici emploi", "guyane")
    assert town.dylan.sees("Les directions et l'équipe nationale choisissent ce qu'un groupe reçoit.", None)
    await town.phone("hina").says("/lettre ici emploi")
    assert town.phone("hina").sees("Écrivez cela dans le groupe qui doit recevoir la lettre.", None)
    await town.phone("hina").says("/lettre tout de suite")
    assert town.phone("hina").sees("« Tout de suite » est pour un groupe", None)
    assert not town.phone("hina").sees("canal", None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ici emploi tout de suite", "Noté : « Mayotte » reçoit chaque annonce tout de suite (emploi)."),
        ("ici Guyane mardi 9 h", "Noté : « Mayotte » reçoit la lettre (Guyane), le mardi à 9 h."),
        ("ici stop", "C'est fait : plus rien dans « Mayotte »."),
        ("aide", "Pour un groupe, écrivez dans ce groupe : «"),
    ],
)
async def test_a_director_chooses_what_a_group_receives(town: Town, typed: str, said: str) -> None:
    town.telegram.world.found(Group(name="mayotte", title="Mayotte", members=("hina",)))
    await town.phone("hina").says(f"/lettre@maillage_bot {typed}", "mayotte")
    assert town.phone("hina").sees(said, None)


async def test_a_refusal_is_private(town: Town) -> None:
    await town.dylan.says(MENTION + "relayer l'offre 99", "guyane")
    assert of_the_bot(town) == []
    assert town.dylan.sees("offre 99", None)


async def test_a_group_that_becomes_a_supergroup_is_still_heard(town: Town) -> None:
    await town.dylan.says(MENTION + AD, "guyane")
    new = town.telegram.migrates("guyane")
    await town.quiet()
    await town.dylan.says(MENTION + "Offre d'emploi : cuisinier, Kourou, CDI, avant le 15/12", "guyane")
    assert set(filed(town)) == {"comptable", "cuisinier"}
    assert {call.chat for call in town.telegram.accepted("setMessageReaction")} >= {new}


@pytest.mark.parametrize("told", [True, False], ids=["and says so", "and nobody tells us"])
async def test_what_waits_for_a_group_goes_to_where_it_moved(town: Town, *, told: bool) -> None:
    old = Address(platform="telegram", workspace=str(town.telegram.bot_id), channel=str(town.telegram.group_id("guyane")))
    new = town.telegram.migrates("guyane")
    if told:
        await town.quiet()
    await town.store.do(lambda tx: tx.outbox.post(old, Words.of("bonjour à tous"), purpose="notice"))
    await town.quiet()
    assert of_the_bot(town) == ["bonjour à tous"]
    assert [call.chat for call in town.telegram.accepted("sendMessage")] == [new]
    assert town.read(lambda tx: [row.state for row in tx.connection.execute(tx.tables.outbox.select())]) == ["sent"]


async def test_topics_are_kept_apart(town: Town) -> None:
    town.telegram.world.found(Group(name="atelier", title="Atelier", members=("dylan",), topics=True))
    said = await town.dylan.says(MENTION + AD, "atelier", topic="Emploi")
    assert filed(town) == ["comptable"]
    answers = [message for message in town.dylan.messages("atelier") if message.sender == town.telegram.bot_id]
    assert answers
    assert {message.topic for message in answers} == {said.topic}, "never in the general one"


async def test_put_out_it_writes_there_no_more_and_let_in_again_it_does(town: Town) -> None:
    await town.dylan.removes_bot("guyane")
    before = len(town.telegram.log)
    await town.until(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    group = town.telegram.group_id("guyane")
    assert not [call for call in town.telegram.log[before:] if call.chat == group]
    await town.dylan.adds_bot("guyane")
    await town.dylan.says(MENTION + AD, "guyane")
    assert filed(town) == ["comptable"]


@pytest.mark.parametrize("handle", ["claire", "jeanne"])
async def test_a_stranger_in_a_group_is_told_in_private_or_not_at_all(town: Town, handle: str) -> None:
    town.telegram.world.found(Group(name="ouvert", title="Ouvert", members=("dylan", handle)))
    stranger = town.phone(handle)
    await stranger.says(MENTION + AD, "ouvert")
    assert filed(town) == []
    assert AD not in " ".join(of_the_bot(town, "ouvert"))
