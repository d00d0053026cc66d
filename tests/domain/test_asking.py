"""How people ask, in words of their own: each line was written before anybody knew whether it is understood."""

from __future__ import annotations

from typing import Any

import pytest

from bot.agreement import agrees
from bot.domain.kinds.help_request import RequestType
from tests.domain.language import ALL_KINDS, lines, say
from tests.domain.test_typed import name_of, understood

ASKED = lines("asked.jsonl")


@pytest.mark.parametrize("line", ASKED, ids=name_of)
def test_what_was_asked(line: dict[str, Any]) -> None:
    answer = understood(line, records=False)
    assert answer.kind == line["expected"]["kind"]
    for name, value in line["expected"]["fields"].items():
        assert agrees(name, answer.fields.get(name), value), (name, answer.fields.get(name))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("La ville voudrait une exposition sur l'eau, savez-vous où l'emprunter ?", "une exposition sur l'eau"),
        ("Ma directrice demande un éclairage sur la TVA. Merci à qui en aurait.", "un éclairage sur la TVA"),
        ("Une idée d'imprimeur dans le Jura ?", "imprimeur dans le Jura"),
        ("Je prépare un atelier sur les communs, quelles lectures me conseillez-vous ?", "lectures"),
        ("La mairie me réclame un budget prévisionnel. Quelqu'un aurait un exemple ?", "un budget prévisionnel"),
    ],
)
def test_what_is_needed_may_stand_before_the_words_that_ask(text: str, topic: str) -> None:
    understood = say(text, kinds=ALL_KINDS)
    assert (understood.kind, understood.answers["topic"]) == ("help_request", topic)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dans vos CRESS, le trésorier a-t-il une délégation ?", RequestType.COMPARISON),
        ("Vous prenez combien de frais sur les conventions ?", RequestType.COMPARISON),
        ("À votre avis, une SCOP peut-elle recevoir des dons ?", RequestType.INFORMATION),
        ("Je bute sur la TVA des formations, une bonne âme pour m'éclairer ?", RequestType.INFORMATION),
        ("Qui pourrait partager sa politique de déplacements ?", RequestType.TOOL),
        ("Could somebody put us in touch with a Spanish federation?", RequestType.SPEAKER),
    ],
)
def test_how_it_is_asked_says_the_type(text: str, kind: RequestType) -> None:
    understood = say(text, kinds=ALL_KINDS)
    assert (understood.kind, understood.answers.get("type")) == ("help_request", kind)


@pytest.mark.parametrize(
    "text",
    [
        "Qui a les bandeaux de la salle ?",
        "Je ne trouve pas la salle",
        "Quelqu'un pour m'ouvrir ? je suis en bas",
        "les clés, c'est où ?",
        "Vous payez combien le parking ?",
        "vous avez combien de retard ?",
        "Chez vous, la neige tient ?",
        "Où en sont les travaux ?",
        "Y a-t-il quelqu'un ?",
        "il y a quelqu'un qui a sonné",
        "Quelqu'un s'est penché par la fenêtre",
        "Comment vous y prenez-vous pour rester calmes ?",
        "Qui serait partant pour un verre ?",
        "nous voudrions vous remercier",
        "quel train vous me conseillez ?",
        "Une idée de cadeau pour Sylvie ?",
        "tous les documents sont dans le dossier partagé",
    ],
)
@pytest.mark.parametrize("addressed", [True, False])
def test_what_is_asked_of_those_who_stand_beside(text: str, *, addressed: bool) -> None:
    assert say(text, kinds=ALL_KINDS, addressed=addressed).kind is None
