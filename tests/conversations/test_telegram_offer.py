"""Dylan has one bar of network and Telegram; his chamber and the others are on Slack. (DIALOGUES.md 3, 5)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.messages import Message as Words
from bot.domain.ports import Address
from bot.playground.telegram import Message
from tests.town import Town, private

SAID = "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12"
RECEIVED = (
    "Offre 1 reçue : animateur ESS, Saint-Laurent-du-Maroni (973), CDD 12 mois, avant mar. 15/12.\n"
    "Votre chambre (Guyane) la relit. Sans réponse mardi 8 h, l'équipe nationale s'en charge.\n"
    "Une erreur ? Écrivez « corriger »."
)
AT_EIGHT_IN_CAYENNE = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def flat(text: str) -> str:
    return " ".join(text.split())


async def test_one_message_no_tap_one_answer(town: Town) -> None:
    """U 1 · T 0 · B 1."""
    await town.dylan.says(SAID)
    (answer,) = town.dylan.received()
    assert town.dylan.text(answer).replace("\xa0", " ").replace("\u202f", " ") == RECEIVED, "word for word"
    assert town.dylan.buttons(answer) == ["Corriger", "Retirer"], "relaying is not his"
    assert len(answer.text.encode()) <= 1000
    assert not town.yann.sees("animateur")
    assert [call.error for call in town.telegram.log if call.error] == []


async def test_what_follows_without_another_word_of_his(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.marie.opens_home()
    await town.marie.presses("Relayer", on="home")
    assert town.yann.sees("Offre 1 – animateur ESS CRESS Guyane, Saint-Laurent-du-Maroni (973) · CDD 12 mois", "#emploi")
    assert town.dylan.sees("Offre 1 publiée, jusqu'au mar. 15/12.", None), "his own message says it"
    await town.at(datetime(2026, 11, 23, 8, 0))
    assert town.claire.sees("Offre 1 animateur ESS, CRESS Guyane, Saint-Laurent-du-Maroni (973)", None), "in her letter, at 8 in Paris"
    assert town.claire.buttons() == ["Changer", "Pause"]
    await town.until(AT_EIGHT_IN_CAYENNE - timedelta(minutes=1))
    assert len(town.dylan.received()) == 1, "before 8 in the morning nobody writes to him"
    await town.at(AT_EIGHT_IN_CAYENNE)
    (letter,) = town.dylan.received()[1:]
    said = flat(town.dylan.text(letter))
    assert "Lettre du lun. 23/11" in said
    assert "animateur ESS, CRESS Guyane, Saint-Laurent-du-Maroni (973)" in said
    assert said.endswith("« réglages » pour changer, « pause » pour arrêter.")
    assert town.dylan.buttons(letter) == []
    assert len(letter.text.encode()) <= 1000
    assert town.clock.now == AT_EIGHT_IN_CAYENNE
    await town.until(datetime(2026, 11, 24, 12, 0))
    assert len(town.dylan.received()) == 2, "one letter a week, and no more"


async def test_his_letter_tells_how_to_change_it_in_a_word(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12, région : Guyane")
    await town.at(AT_EIGHT_IN_CAYENNE)
    assert town.dylan.sees("comptable", None)
    await town.dylan.says("réglages")
    assert town.dylan.sees("Lettre : emploi, Guyane, le lundi à 8 h.", None)
    await town.dylan.says("pause")
    await town.until(datetime(2026, 11, 30, 18, 0))
    assert [message for message in town.dylan.received() if "Lettre du lun. 30/11" in message.text] == []


async def test_to_correct_it_he_reads_what_he_typed(town: Town) -> None:
    await town.dylan.says(SAID)
    assert town.dylan.sees("Saint-Laurent-du-Maroni (973)", None)
    await town.dylan.says("corriger lieu")
    assert town.dylan.sees("Maintenant : St-Laurent", None)


async def test_he_corrects_with_a_word_and_withdraws_with_a_button(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.dylan.says("corriger lieu : Cayenne")
    assert town.dylan.sees("Corrigé : lieu, Cayenne (avant : St-Laurent).", None)
    answer = await town.dylan.presses("Retirer")
    assert (answer.acknowledged, answer.answered) == (True, True)
    assert town.dylan.sees("Offre 1 retirée.", None)
    assert town.telegram.unanswered == []


async def test_he_edits_the_message_itself(town: Town) -> None:
    said = await town.dylan.says(SAID)
    before = len(town.dylan.received())
    await town.dylan.edits(said, SAID.replace("St-Laurent", "Kourou"))
    assert town.read(lambda tx: tx.contributions.numbered("job_offer", 1)).place == "Kourou"  # type: ignore[union-attr]
    assert town.read(lambda tx: [row.act for row in tx.contributions.versions(1)])[0] == "file"
    assert town.dylan.sees("Kourou", None)
    assert len(town.dylan.received()) <= before + 1


async def test_the_chamber_refuses_nothing_and_the_national_team_takes_over(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.until(datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    assert town.malik.sees("Offre 1, animateur ESS, de Dylan Clet : la relayer ?", None), "as he was told"
    await town.malik.presses("Relayer")
    assert town.yann.sees("Offre 1 – animateur ESS", "#emploi")
    assert town.dylan.sees("Offre 1 publiée, jusqu'au mar. 15/12.", None)


async def test_the_day_it_ends_he_is_asked_where_he_is_and_answers_with_a_word(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.marie.says("relayer")
    await town.until(datetime(2026, 12, 15, 11, 0, tzinfo=UTC))
    asked = town.dylan.last()
    assert "pourvue ?" in town.dylan.text(asked)
    assert town.dylan.buttons(asked) == ["Pourvue", "Encore 15 jours", "Retirer"]
    await town.dylan.says("pourvue")
    assert town.dylan.sees("Offre 1 : pourvue. Merci.", None)
    assert town.read(lambda tx: tx.contributions.open_in()) == []


class TestHinaHasBoth:
    """Each message reaches her once, on the door she used last."""

    async def test_her_letter_comes_where_she_was_last(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : comptable, Rouen, CDI, avant le 15/12")
        await town.phone("hina").says("aide")
        seen, on_slack = len(town.phone("hina").received()), len(private(town.hina))
        await town.at(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
        assert town.phone("hina").sees("Lettre du lun. 23/11", None)
        assert len(town.phone("hina").received()) == seen + 1
        assert len(private(town.hina)) == on_slack, "and not a second time on Slack"

    async def test_and_changes_door_with_her(self, town: Town) -> None:
        await town.phone("hina").says("aide")
        town.clock.now += timedelta(minutes=1)
        await town.hina.says("aide")
        await town.claire.says("Offre d'emploi : comptable, Rouen, CDI, avant le 15/12")
        seen = len(town.phone("hina").received())
        await town.at(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
        assert town.hina.sees("Lettre du lun. 23/11", None)
        assert len(town.phone("hina").received()) == seen

    async def test_what_she_files_on_one_door_she_corrects_on_the_other(self, town: Town) -> None:
        await town.phone("hina").says("Offre d'emploi : comptable, Mamoudzou, CDI, avant le 15/12")
        assert town.yann.sees("Offre 1 – comptable", "#emploi")
        await town.hina.says("corriger lieu : Dzaoudzi")
        assert town.hina.sees("Corrigé : lieu, Dzaoudzi", None)
        assert town.phone("hina").sees("Dzaoudzi", None), "the message she got there tells it too"
        assert [item.author_id for item in town.read(lambda tx: tx.contributions.open_in())] == [
            town.read(lambda tx: next(person.id for person in tx.people.active() if person.name == "Hina Attoumani"))
        ]


AD = "Offre d'emploi : comptable, Mamoudzou, CDI, avant le 15/12\nAnnonce complète : "
STYLES = {"bold": "gras", "italic": "penché", "strikethrough": "barré", "code": "x < 1 & y"}


def styled(message: Message) -> dict[str, str]:
    """What stands in each style, as the reader sees it."""
    units = message.text.encode("utf-16-le")
    return {
        one["type"]: units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in message.entities
        if one["type"] in STYLES
    }


class TestFormatting:
    """One door -> store -> the other: what was bold there is bold here."""

    async def written(self, town: Town) -> str:
        """What the store has of the advertisement."""
        (item,) = town.read(lambda tx: tx.contributions.every("job_offer"))
        return str(item.description)  # type: ignore[attr-defined]

    async def shown(self, town: Town, channel: str, platform: str, text: str) -> None:
        workspace = town.slack.team_id if platform == "slack" else str(town.telegram.bot_id)
        to = Address(platform=platform, workspace=workspace, channel=channel)
        await town.store.do(lambda tx: tx.outbox.post(to, Words.of(text), purpose="notice"))
        await town.quiet()

    async def test_from_slack_to_telegram(self, town: Town) -> None:
        await town.claire.says(f"{AD}du *gras*, du _penché_, du ~barré~ et du `x < 1 & y`")
        await self.shown(town, str(town.dylan.id), "telegram", await self.written(town))
        assert styled(town.dylan.last()) == STYLES

    async def test_from_telegram_to_slack(self, town: Town) -> None:
        await town.phone("hina").says(f"{AD}du **gras**, du __penché__, du ~~barré~~ et du `x < 1 & y`", formatted=True)
        await self.shown(town, town.claire.id, "slack", await self.written(town))
        spans = {(span["text"], *span.get("style", {})) for span in _spans(town.claire.last().blocks)}
        assert {("gras", "bold"), ("penché", "italic"), ("barré", "strike"), ("x < 1 & y", "code")} <= spans

    async def test_both_doors_write_the_same(self, town: Town) -> None:
        await town.claire.says(f"{AD}du *gras*, du _penché_, du ~barré~ et du `x < 1 & y`")
        from_slack = await self.written(town)
        await town.claire.says("retirer")
        await town.phone("hina").says(f"{AD}du **gras**, du __penché__, du ~~barré~~ et du `x < 1 & y`", formatted=True)
        assert str(town.read(lambda tx: tx.contributions.numbered("job_offer", 2)).description) == from_slack  # type: ignore[union-attr]

    async def test_what_the_other_has_not_is_dropped_and_its_words_stay(self, town: Town) -> None:
        text = f"{AD}un mot souligné et un mot caché"
        marks = [("underline", text.index("souligné"), 8), ("spoiler", text.index("caché"), 5)]
        await town.phone("hina").says(text, entities=marks)
        assert town.yann.sees("un mot souligné et un mot caché", "#emploi")


def _spans(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "text":
            yield node
        node = list(node.values())
    if isinstance(node, list | tuple):
        for one in node:
            yield from _spans(one)
