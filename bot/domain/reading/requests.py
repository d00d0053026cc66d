"""Requests: somebody asks whoever knows. What is asked for, of which type, how soon, and whether others may see it."""

from __future__ import annotations

import re

from bot.domain.contribution import Kind
from bot.domain.fields import Choice, Problem, Question, as_text
from bot.domain.folding import fold
from bot.domain.i18n import mark as _
from bot.domain.reading import asking, askwords, topics
from bot.domain.reading.answers import Reading
from bot.domain.reading.asking import Asked
from bot.domain.reading.drafts import Doubt, Draft
from bot.domain.reading.grammar import Grammar, grammar_of
from bot.domain.reading.judging import SURE, Verdict
from bot.domain.reading.layout import Page

_LEND = re.compile(r"\b(?:preter|prete[rz]?|emprunter|pret d|lend|borrow)\b")
_LEGAL = re.compile(
    r"\b(?:question (?:juridique|sociale|fiscale|comptable|de droit)|legal question|a-t-on le droit|ai-je le droit|est-il possible|"
    r"est-ce possible|"
    r"(?:peut|doit|faut|peuvent|doivent)-(?:on|il|elle|ils|elles)|obligatoire|ou trouver|d'ou vient|savoir si)\b"
)
_WHETHER = re.compile(
    r"\b(?:(?:me|nous|se|lui) demande(?:nt)? si|savoir si (?!d'autres|vous|quelqu)|m'expliquer|nous expliquer|"
    r"comprendre|la difference entre)\b"
)
_NEAR = 4
_PERSON = re.compile(
    r"\b(?:qui|ki|quelqu'un|qqn) (?:pour|pr) (?:venir )?(?:intervenir|parler|animer|temoigner|presenter|former)\b|"
    r"\b(?:noms?|contact|coordonnees|mail|numero) (?:de la|d'une|des) personnes?\b|"
    r"\bin (?:touch|contact) with\b|\b(?:partante?s?|interessee?s?|volontaires?) pour\b|"
    r"\b(?:qui|ki) (?:peut|peux|pourrait|saurait|sait|accepterait|viendrait) (?:venir|intervenir|animer|temoigner|parler)|"
    r"\b(?:quelqu'un|qqun|qqn|kelkun|une personne|someone|somebody) (?:qui|ki|pour|pr|who|to)\b"
    r"(?! (?:m'|me |nous |pourrait m'|pourrait nous |peut m'|peut nous )(?:aider|eclairer|expliquer|renseigner|conseiller|help))|"
    r"\b(?:entrer en contact|mis\w* en (?:contact|relation|lien)|rencontrer|echanger|discuter|inviter)\s(?:avec )?(?:une?|des|d'autres?)\b|"
    r"\b(?:qui|ki) (?:pourrait|accepterait(?: de| d')?|aimerait|voudrait) (?:l[ae]s? |l'|y )?(?!(?:m'|me |nous )|(?:aider|dire|"
    r"envoyer|partager|renseigner|"
    r"transmettre|donner|expliquer|preter|fournir|indiquer|repondre|relire)\b)[a-z]{3,}(?:er|ir|re|oir)\b|"
    r"\b(?:qui|a qui|vers qui|aupres de qui|who) (?:contacter|appeler|joindre|solliciter|inviter|s'adresser|ecrire|m'adresser|se "
    r"tourner|nous tourner|to (?:contact|call|ask))\b"
)
_HOW_YOU = re.compile(
    r"\b(?:si|comment|combien|quel\w*|ou|quand) (?:chez vous|vous (?!(?:avez|auriez|connaissez|pouvez|savez|voulez|"
    r"pourriez|etes)\b)[a-z]+ez|vos|votre)\b"
)
_ENLIGHTEN = re.compile(
    r"\b(?:pour|pourrait|pourrais|peut|peux|pouvez|pourriez|saurait)(?:[ -]vous)? (?:m'|me |nous |m )"
    r"(?:eclairer|expliquer|renseigner|guider|orienter|aider a (?:comprendre|y voir))\b|\b(?:s'y connait|y voir (?:plus )?clair)"
)
"""Who wants to be told wants to know."""
_GENITIVE = re.compile(r"\w{4,} (?:de la|du|de l'|des)\s?$")
"""As in "les bandeaux de la salle": no hall is looked for."""
_OF_THEIRS = re.compile(
    r"\b(?:share|send|lend|partager?|partagerai[st]|envoyer|montrer|transmettre|communiquer|preter|faire suivre|faire passer) "
    r"(?:us |with us |me )?(?:their|your|s[ao]n?|ses|leurs?|votre|vos|l[ae]s? (?:votre|siens?|siennes?|leur))\b"
)
"""What somebody has, and may hand on, is a thing."""
_TRADE = re.compile(
    r"(?:(?:an|some|any|a good|a great|a skilled)\s[a-z]{3,}(?:er|or|ist)s?|a [a-z]{3,}(?:or|ist))\b|"
    r"(?:une?|un\W?e\W?|des|d'une?|d'|de|quelques|deux|trois|\d{1,2})?\s?(?:bon(?:ne)?s?\s|jeunes?\s|ancienn?e?s?\s)?"
    r"(?!(?:dossier|cahier|calendrier|papier|chantier|quartier|metier|atelier|tableur|serveur|moteur|secteur|valeur|erreur|ordinateur|"
    r"projecteur|videoprojecteur|indicateur|simulateur|compteur|fichier|courrier|clavier|premier|dernier|autre|maniere|matiere|filiere|"
    r"document|financement|logement|evenement|changement|moyen|lien|entretien|soutien|terrain|bien)s?\b)"
    r"[a-z]{2,}(?:eur|eurs|euse|euses|trice|trices|iste|istes|ien|iens|ienne|iennes|ier|iers|iere|logue|logues|graphe|graphes|crate|ologue|"
    r"avocate?s?|elue?s?|maires?|artisans?|architectes?|ants?|antes?)\b"
)
"""Whoever does something for a living is somebody to ask: the end of the word says so."""
_ADVICE = re.compile(
    r"(?:une?|des|d'|de|vos|quelques|toutes?|any|some)?\s?(?:bonnes?\s)?(?:idees?|pistes?|conseils?|avis|retours?|"
    r"suggestions?|ideas?|advice|feedback|tips)\b"
)
_TOLD_WORDS = 4
_NOBODY = frozenset(("quelqu'un", "quelqu'une", "qqn", "qqun", "someone", "somebody", "anyone"))
_EMPTY = frozenset(
    ("dans", "avec", "pour", "sans", "chez", "vous", "nous", "notre", "votre", "leur", "cette", "plus", "tout", "tous", "avant", "apres")
)
_KNOWING = re.compile(
    r"(?:de |d')?(?:(?:savoir|comprendre|connaitre)(?! (?:pourquoi|ce qui))|si\b|comment\b|ou\b|quand\b|combien\b|quel\w*\b|to "
    r"(?:know|understand)|how\b|whether\b|where\b|if\b|"
    r"en savoir|plus d'|a quoi|ce qu\w*|l'etat|d'ou)"
)


def judge_request(kind: Kind, page: Page, reading: Reading, *, named: bool = False) -> Verdict:
    """The claim of a kind that is read as a request."""
    grammar = grammar_of(kind.cls)
    draft = Draft(page=page, rest=page.folded)
    text = page.seen
    asked = asking.asked_in(text, page.quoted, grammar, reading) or (asking.whole(text) if named else None)
    if asked is None or (asking.is_talk(text, asked) and not named):
        return Verdict(kind, 0, announced=False, begins=False, draft=draft)
    _fill_topic(draft, grammar, asked, text)
    _fill_type(draft, grammar, asked, fold(text))
    _fill_terms(draft, grammar, fold(page.typed or text))
    told = page.discussing and not (asked.meant or (asked.clear and not asked.announced and _type_found(draft, grammar)))
    if told or (not named and not _is_known(draft, grammar, asked)):
        return Verdict(kind, 0 if told else 2, announced=False, begins=False, draft=draft)
    return Verdict(kind, SURE + asked.announced, announced=True, begins=asked.announced, draft=draft)


def _is_known(draft: Draft, grammar: Grammar, asked: Asked) -> bool:
    """For something of which there is a type; asked in so many words, it may also be told at some length. Whom others look for, they
    hire. "Besoin de sommeil" is nobody's request."""
    if fold(asked.topic) in _NOBODY:
        return False
    question = _need(grammar)
    type_ = draft.answers.get(question.name) if question else None
    person = list(question.choice)[1] if question and question.choice else None
    if (
        asked.announced
        or asked.known
        or (asked.clear and (asked.meant or not asked.topic))
        or (asked.clear and question and question.name in draft.doubts)
    ):
        return True
    advice = bool(_ADVICE.match(fold(asked.object)))
    told = advice or len([word for word in re.findall(r"[a-z]{4,}", fold(asked.topic)) if word not in _EMPTY]) >= _TOLD_WORDS
    return (type_ is not None and not (asked.others and type_ is person)) or (asked.clear and told)


def _type_found(draft: Draft, grammar: Grammar) -> bool:
    question = _need(grammar)
    return question is not None and question.name in draft.answers


def _need(grammar: Grammar) -> Question | None:
    return next((one for one in grammar.of_type("choice") if one.shape == "need"), None)


def _fill_topic(draft: Draft, grammar: Grammar, asked: Asked, text: str) -> None:
    question = next(one for one in grammar.questions.values() if one.shape == "request")
    if asked.topic:
        draft.answers[question.name] = asked.topic[: question.limit]
        return
    said = asked.about or text
    problem = Problem(_("“{typed}”: what exactly is needed?"), {"typed": " ".join(said.split())[:80]})
    draft.doubts[question.name] = Doubt(field=question.name, problem=problem)


def _fill_type(draft: Draft, grammar: Grammar, asked: Asked, folded: str) -> None:
    """The type whose word names what is asked for; a doubt where the words say several, or where a thing is to be lent."""
    question = _need(grammar)
    if question is None or question.choice is None:
        return
    found = _type_of(question, grammar, asked, folded)
    if (_LEND.search(folded) and not asked.knows) or (found is None and not asked.topic):
        options = (found,) if found else tuple(question.choice)
        problem = Problem(_("“{typed}”: what kind of help is it?"), {"typed": " ".join(asked.text.split())[:80]})
        draft.doubts[question.name] = Doubt(field=question.name, problem=problem, candidates=tuple(as_text(option) for option in options))
    elif found:
        draft.answers[question.name] = found


def _type_of(question: Question, grammar: Grammar, asked: Asked, folded: str) -> Choice | None:
    assert question.choice is not None
    _tool, _person, information, comparison, offer = question.choice
    announced = fold(asked.announcement)
    spoken = grammar.option_in(question.name, announced)
    if asked.compares or _HOW_YOU.search(fold(asked.object)) or askwords.COMPARING.search(folded) or (spoken and spoken[1] is comparison):
        return comparison
    if asked.knows:
        return information
    if spoken:
        return offer if "offre" in announced else spoken[1]
    return _type_of_thing(question, grammar, asked, folded)


def _type_of_thing(question: Question, grammar: Grammar, asked: Asked, folded: str) -> Choice | None:
    """The type by the noun of what is asked for; else by what kind of question it is, or by the ending of a trade."""
    assert question.choice is not None
    tool, person, information, _comparison, _offer = question.choice
    object_ = fold(asked.object)
    thing, whether = _named(question, grammar, object_), _WHETHER.search(folded)
    if _PERSON.search(folded) and not (thing and thing[1] is tool and thing[0].start() < 5):
        return person
    contact = topics.CONTACT.match(object_)
    trade = _TRADE.match(object_[contact.end() if contact else 0 :])
    if trade and asked.clear and thing and thing[0].start() > trade.end() and not whether:
        return person
    if thing and thing[1] is person and _GENITIVE.search(object_[: thing[0].start()]) and not contact:
        thing = None
    if not whether and thing and not (thing[1] is person and len(object_[: thing[0].start()].split()) > _NEAR):
        return _closest(thing, information, object_)
    if (asked.clear or contact) and not whether and trade:
        return person
    if asked.clear and _OF_THEIRS.search(folded):
        return tool
    known = whether or _ENLIGHTEN.search(folded) or _LEGAL.search(folded) or askwords.LAW.match(folded) or _KNOWING.match(object_)
    return information if known else None


def _named(question: Question, grammar: Grammar, folded: str) -> tuple[re.Match[str], Choice] | None:
    """The option that a thing is named by, in the singular or the plural."""
    return grammar.option_in(question.name, folded) or grammar.option_in(question.name, re.sub(r"(?<=[a-z]{3})s\b", "", folded))


def _closest(thing: tuple[re.Match[str], Choice], information: Choice, folded: str) -> Choice | None:
    """The word that names the thing stands at its head: "une note sur les conventions" is information, not a model of convention."""
    match, option = thing
    about = re.search(r"\b(?:sur|about|on|concernant|relati\w+)\b", folded)
    return None if about and about.start() < match.start() and option is not information else option


def _fill_terms(draft: Draft, grammar: Grammar, folded: str) -> None:
    for question in grammar.questions.values():
        if question.type == "flag" and any(re.search(rf"\b{re.escape(fold(word))}", folded) for word in question.words):
            draft.answers[question.name] = True
        elif question.type == "choice" and question.shape == "urgency" and (found := grammar.option_in(question.name, folded)):
            draft.answers[question.name] = found[1]
