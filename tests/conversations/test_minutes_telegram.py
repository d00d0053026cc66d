"""Minutes typed on a telephone: a shorter card, one point at a time, and a word for every button. (DIALOGUES.md, rule 8)"""

from __future__ import annotations

from bot.domain.ports import Address
from bot.playground.telegram import Message
from tests.conversations.test_minutes import CLEAR, CR, HEAD, flat, settle_body
from tests.town import Town


def cards(town: Town) -> list[Message]:
    """All that we said to Hina, as it stands now."""
    hina = town.phone("hina")
    return [one for one in hina.messages() if one.sender == town.telegram.bot_id]


async def test_the_whole_dialogue_by_words(town: Town) -> None:
    await settle_body(town)
    hina = town.phone("hina")
    await hina.says(CR)
    [card] = cards(town)
    assert flat(hina.text(card)) == f"{HEAD} 2 points à trancher avant de publier, voici le premier : Action 7, « Loire » :"
    assert hina.buttons(card) == ["Pays de la Loire", "Centre-Val de Loire", "Relire", "Corriger", "Garder en brouillon"]
    await hina.says("1")
    assert flat(hina.text(cards(town)[-1])).endswith("1 point à trancher avant de publier Action 9, pour le 13/12 : c'est un dimanche.")
    await hina.says("lun. 14/12")
    assert "Plus de doute. Publier envoie ce compte rendu à #comite-directions (18 chambres)." in flat(hina.text(cards(town)[-1]))
    await hina.says("publier")
    assert "Publié à 12 h." in hina.text(cards(town)[-1]), "her own clock, in Mayotte"
    assert town.yann.sees("Compte rendu – Comité des Directions, 19 et 20/11, Rennes (Hina, Mayotte)", "#comite-directions")
    assert all(len(one.text.encode()) <= 1000 for one in cards(town))
    assert [call.error for call in town.telegram.log if call.error] == []


async def test_taps_edit_the_same_card(town: Town) -> None:
    hina = town.phone("hina")
    await hina.says(CR)
    await hina.presses("Pays de la Loire")
    await hina.presses("Garder le 13/12")
    [card] = cards(town)
    assert hina.buttons(card) == ["Publier", "Relire", "Corriger"]
    await hina.presses("Publier")
    [card] = cards(town)
    assert "Publié à" in hina.text(card)
    assert hina.buttons(card) == ["Corriger", "Retirer"]


async def test_reading_over_is_short_there(town: Town) -> None:
    hina = town.phone("hina")
    await hina.says(CR)
    await hina.says("relire")
    shown = flat(" ".join(hina.text(one) for one in cards(town)[1:]))
    assert shown.startswith("Compte rendu – Comité des Directions, 19 et 20/11, Rennes (Hina, Mayotte) Décisions 1.")
    assert "Présents (14)" not in shown, "she has just typed it"
    assert shown.endswith("Prochaine réunion : jeu. 21/01/2027."), "it stands in no thread"
    assert all(len(one.text.encode()) <= 1000 for one in cards(town))


async def test_a_group_of_telegram_reads_it_with_the_text_in_answer(town: Town) -> None:
    """The body's channel is a group there: the full text answers the short one."""
    here = Address(platform="telegram", workspace=str(town.telegram.bot_id), channel=str(town.telegram.group_id("guyane")))
    await settle_body(town, here=here)
    await town.claire.says(CLEAR)
    await town.claire.presses("Publier")
    await town.quiet()
    posted = [one for one in town.dylan.messages("guyane") if one.sender == town.telegram.bot_id]
    assert flat(town.dylan.text(posted[0])).startswith("Compte rendu – Comité des Directions, 19 et 20/11, Rennes (Claire, Normandie)")
    assert flat(town.dylan.text(posted[0])).endswith("Une erreur ? Répondez à ce message."), "there are no threads"
    whole = [one for one in posted if one.reply_to == posted[0].message_id]
    assert len(whole) == 1
    assert "Mayotte – Envoyer la liste des structures" in flat(" ".join(town.dylan.text(one) for one in posted))
