"""Emma reads English and nothing else, Claire French and nothing else: the texts they are sent, from the first to the last."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.playground.slack import Person
from storage.seeds import chambers
from tests.town import Town

FRENCH = re.compile(
    r"[àâçéèêëîïôùûœ]|\b(?:le|la|les|des|une?|est|sont|avec|pour|dans|jusqu|votre|vous|déposer|retirer|corriger|offre|lettre|aide|lundi|mardi)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(?:the|is|are|your|you|with|until|write|published|offer|letter|help|monday|tuesday|correct|withdraw|undo|filled|network|nothing|noted)\b",
    re.IGNORECASE,
)
REGIONS = sorted({name for chamber in chambers() for name in (chamber.name, chamber.region)}, key=len, reverse=True)
NAMES = re.compile("|".join([*map(re.escape, REGIONS), r"Le Goff|Maillage|#emploi|/offre|/lettre|“[^”]*”|« [^»]*»"]))
"""The same in every language."""


def said_to(person: Person) -> list[str]:
    """All that the bot showed him: messages, their buttons, his page, forms and their errors. Channels are the reader's own business."""
    bot = person._world.identity.bot_user_id
    texts = [person.text(one) for one in person.messages() if one.user == bot]
    texts += [label for one in person.messages() if one.user == bot for label in person.buttons(one)]
    if person.home:
        texts += [person.view_text("home"), *person.buttons("home")]
    if person.modal:
        texts += [person.view_text("modal"), *(field.label for field in person.fields()), *(field.hint for field in person.fields())]
        texts += [str(option["text"]["text"]) for field in person.fields() if field.block_id == "contract" for option in field.options]
        texts += list(person.field_errors.values())
    return texts


def strangers(texts: list[str], language: re.Pattern[str]) -> list[str]:
    """Every word of that language, with the text in which it stands."""
    return [f"{match[0]}: {text}" for text in texts for match in language.finditer(NAMES.sub(" ", text))]


async def live(town: Town, person: Person, words: dict[str, str], ad: str, asked: str) -> list[str]:
    """Everything one does in a fortnight."""
    texts: list[str] = []
    for typed in ("help", *words["typed"].split("|")):
        await person.says(typed if typed != "help" else words["help"])
    await person.says(ad)
    await person.says(asked)
    await person.presses(words["without"])
    await person.types_command(words["command"])
    await person.submits({words["title"]: "X", words["deadline"]: date(2026, 11, 1)})
    texts += said_to(person)
    await person.closes_modal()
    await person.opens_home()
    texts += said_to(person)
    await person.presses(words["filled"], on="home")
    texts += said_to(person)
    await town.until(datetime(2026, 12, 14, 9, 0))
    return texts + said_to(person)


async def test_emma_reads_no_french(town: Town) -> None:
    words = {
        "help": "help", "without": "No date", "command": "/offer", "title": "Job title", "deadline": "Apply before", "filled": "Filled",
        "typed": "letter|letter jobs, Normandie, Tuesday 9 h|why|letter change|letter pause|resume|letter jbs|letter at 6 am|letter preview|"
        "letter stop|undo|offer 99|who comes to the cinema?|2|correct|correct colour: red|withdraw|undo|letter Saturday|letter everything",
    }  # fmt: skip
    texts = await live(
        town,
        town.emma,
        words,
        "Job offer: accountant, Bordeaux, permanent, full time, before 12/12",
        "Job offer: baker, Bordeaux, permanent",
    )
    assert strangers(texts, FRENCH) == []
    assert any("published, until Sat 12 Dec." in text for text in texts)


async def test_claire_reads_no_english(town: Town) -> None:
    words = {
        "help": "aide", "without": "Sans date", "command": "/offre", "title": "Intitulé du poste", "deadline": "Candidatures avant",
        "filled": "Pourvue",
        "typed": "lettre|lettre emploi, Normandie, mardi 9 h|pourquoi|lettre changer|lettre pause|reprendre|lettre jbs|lettre à 6 h|lettre aperçu|"
        "lettre stop|annuler|offre 99|qui vient au cinéma ?|2|corriger|corriger couleur : rouge|retirer|annuler|lettre samedi|lettre tout",
    }  # fmt: skip
    texts = await live(
        town,
        town.claire,
        words,
        "Offre d'emploi : comptable, Caen, CDI, temps plein, avant le 12/12",
        "Offre d'emploi : boulanger, Caen, CDI",
    )
    assert strangers(texts, ENGLISH) == []
    assert any("publiée, jusqu'au sam. 12/12." in text for text in texts)


async def test_neither_is_tired_by_the_tone(town: Town) -> None:
    """Rules 1, 4, 6: no exclamation, no « Oups », no technical number, no word of our own code."""
    await test_claire_reads_no_english(town)
    for text in said_to(town.claire):
        assert not re.search(
            r"!|\bOups\b|\b(?:JO|HR)-\d|\b(?:item|statut|workflow|kind|scope|thread|update|digest|soumettre)\b", text, re.IGNORECASE
        ), text
