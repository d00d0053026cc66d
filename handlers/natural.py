"""Words of command as people say them ("laisse tomber", "je suis revenu", "anuler"): understood where they are sure, and never kept as a
text to file."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from bot.domain.contribution import Contribution, Kind
from bot.domain.errors import Refused
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.reading.slips import is_slip
from bot.wording import Words
from handlers.answer import Answer, Reply
from handlers.chamber_words import card
from handlers.forms import blank_form
from handlers.gesture import gesture
from handlers.guide import guide
from handlers.home import is_open
from handlers.proposals import PROPOSED
from handlers.show import label, line, own
from handlers.typed import Typed
from storage.transaction import Tx

MOST_SHOWN = 5
_MOST_WORDS = 10
"""A longer text tells of something."""
_WANTED = r"(?:(?:je (?:veux|voudrais|souhaite|dois|peux)|j aimerais|peux tu|pouvez vous|il faut|merci de|i want to|please|can you) )?"
_MEANT = (
    (
        "annuler",
        (
            r"laiss(?:e|ez|er)(?: tomber)?|oubli(?:e|ez)(?: ca)?|annul(?:e|ez)(?: ca)?|annuler (?:ca|tout)|tant pis|never ?mind|forget it|"
            r"cancel(?: (?:it|that))?|drop it"
        ),
    ),
    (
        "de retour",
        r"retour|(?:je suis |me voila |ca y est )?(?:de )?(?:revenue?s?|rentree?)(?: de (?:conges?|vacances))?|me revoila|back|im back",
    ),
    (
        "mes donnees",
        (
            r"donnees|rgpd|gdpr|(?:qu est ce que|que|quoi|quelles (?:donnees|informations|infos)|what(?: data)?)(?: \w+){0,3} "
            r"(?:gard\w+|sa(?:is|vez)|stock\w+|conserv\w+|deten\w+|keep|know|hold|store)(?: \w+){0,3} (?:sur|de|about) (?:moi|nous|me|us)|"
            rf"{_WANTED}(?:effac|supprim|delete|erase|remove)\w*(?: toutes)? (?:mes|my) "
            r"(?:donnees|data|infos?|informations|compte|account)(?: \w+)?"
        ),
    ),
)
_WITHDRAW = re.compile(rf"{_WANTED}(?:retir|supprim|enlev|annul|effac|withdraw|remove|delete)\w* (?:mon|ma|l|cette|my|the) (?P<kind>\w+)")
_CORRECT = re.compile(rf"{_WANTED}(?:corrig|modifi|chang|correct|edit)\w* (?:mon|ma|l|cette|my|the) (?P<kind>\w+)")
_MINE = re.compile(
    r"(?:(?:voir|montre\w*|liste\w*|ou (?:est|sont|en est|en sont)|show) )?(?:moi )?(?:mes|ma|mon|my) (?P<kind>\w+)(?: en cours)?"
)
_NEW = re.compile(
    rf"{_WANTED}(?:(?:depos|diffus|post|publi|propos|pass|cre|fair|ajout|mettr|file|submit)\w* )?"
    r"(?:une |un |an? |new )?(?:nouvelle |autre )?(?P<kind>\w+)"
)
_HOW = re.compile(r"(?:comment|how|ou est ce qu|ou (?:puis|peut))\b.*")
_CHANGES = re.compile(r"\b(?:retir|supprim|enlev|corrig|modifi|annul|withdraw|remove|correct|edit)")
_GOES = re.compile(
    r"(?:je (?:quitte|pars|m en vais)|i (?:am leaving|m leaving|quit))"
    r"(?: (?:le reseau|la cress?|ma chambre|la chambre|mon poste|the network))?|"
    r"(?:je (?:passe|veux passer|voudrais passer|souhaite passer) |passer )(?:la main|le relais)|hand over"
)
_TEAM = re.compile(r"(?:l |mon |ma |notre |the |my |our )?(?:equipe|team|annuaire|chambre|chamber)|qui est la|qui est qui")
_ELSEWHERE = re.compile(r"(?:sur|on|par|via|by) (?P<name>whatsapp|signal|messenger|facebook|teams|discord|instagram|sms|e ?mails?|mails?)")
_COMMANDS = (
    "annuler", "retirer", "supprimer", "corriger", "modifier", "continuer", "relayer", "reprendre", "reglages", "mes reglages", "lettre",
    "ma lettre", "mes donnees", "mes offres", "mes demandes", "de retour", "pourvue", "bonjour", "cancel", "withdraw", "correct",
    "settings", "letter", "my letter", "my data", "my settings",
)  # fmt: skip


def meant(text: str) -> str:
    """The word of command that a text surely is in other words, or with one slip of the thumb; any other text as it is."""
    said = folded(text)
    if len(said.split()) <= _MOST_WORDS:
        for command, pattern in _MEANT:
            if re.fullmatch(pattern, said):
                return command
    near = {command for command in _COMMANDS if is_slip(said, command)} if len(said.split()) <= 2 else set()
    return near.pop() if len(near) == 1 else text


def as_meant(typed: Typed) -> Typed:
    """The same message, as it was meant."""
    text = meant(typed.text)
    return typed if text == typed.text else dataclasses.replace(typed, text=text, markdown="")


def natural_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to what is asked in a sentence: one's own items, a new one, how to withdraw, how to leave. None for any other text."""
    said = folded(typed.text)
    if not said or len(said.split()) > _MOST_WORDS or ":" in typed.text or "\n" in typed.text.strip():
        return None
    if _GOES.fullmatch(said) and typed.private:
        return _leaving(person, tx)
    if _TEAM.fullmatch(said) and (chamber := tx.directory.get(person.chamber)):
        return card(chamber, person, tx)
    if elsewhere := _ELSEWHERE.fullmatch(said):
        platforms = tx.words(person.language, person.zone).list_of([name.capitalize() for name in tx.people.platforms()])
        raise Refused("I am not on {platform}: only on {platforms}.", platform=elsewhere["name"], platforms=platforms)
    return _about_items(said, typed, person, tx)


def _about_items(said: str, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    if grant(person, Act.FILE) is Grant.NO:
        return None
    if mine := _kind_of(_MINE.fullmatch(said), tx):
        return own_items(person, tx, mine)
    for verb, pattern in (("retirer", _WITHDRAW), ("corriger", _CORRECT)):
        if named := _kind_of(pattern.fullmatch(said), tx):
            return _on_mine(verb, named, person, tx)
    if _HOW.fullmatch(said):
        return own_items(person, tx) if _CHANGES.search(said) and _mine(person, tx) else guide(person, tx)
    kind = _kind_of(_NEW.fullmatch(said), tx)
    return _new(kind, typed, person, tx) if kind else None


def _kind_of(found: re.Match[str] | None, tx: Tx) -> Kind | None:
    """The kind that a word names, in the singular or the plural."""
    if not found:
        return None
    named = found["kind"].removesuffix("s")
    return next((kind for kind in tx.kinds.values() if named in _names(kind, tx)), None)


def _names(kind: Kind, tx: Tx) -> Iterable[str]:
    nouns = (folded(tx.words(language, "UTC").text(kind.cls.noun)) for language in ("fr", "en"))
    notices = {"annonce", "advertisement"} if kind.cls.read_as == "notice" else set()
    return {kind.cls.command.french, kind.cls.command.english, *notices, *nouns}


def _new(kind: Kind, typed: Typed, person: Person, tx: Tx) -> Answer:
    """Its form, as by its command; where others read, the button that opens it."""
    if typed.private:
        return blank_form(kind, person, tx)
    words = tx.words(person.language, person.zone)
    opens = Button(label=words.text(kind.cls.proposal), act=f"new:{kind.name}", word=kind.cls.command.french)
    example = words.text(kind.cls.command.example)
    return Reply(message=Message.of(words.markdown("Type for example: {example}", example=example), opens))


def _mine(person: Person, tx: Tx, kind: Kind | None = None) -> list[Contribution]:
    """What he has open, of that kind or of any, the newest first."""
    items = [*tx.contributions.open_in(state=PROPOSED), *tx.contributions.open_in()]
    his = (item for item in items if person.wrote(item.author_id) and (kind is None or item.kind == kind.name))
    return sorted((item for item in his if is_open(item, tx)), key=lambda item: -item.id)


def own_items(person: Person, tx: Tx, kind: Kind | None = None) -> Reply:
    """What one has open, of that kind or of any: the one card, or a line of each with how to change it."""
    words, today, items = tx.words(person.language, person.zone), tx.today(person.zone), _mine(person, tx, kind)
    if len(items) == 1:
        return dataclasses.replace(own(tx, person, items[0]), alone=True)
    if not items:
        text = words.markdown("You have nothing open here. Type “help” to see what I can do.")
        return Reply(message=Message.of(text), alone=True)
    lines = [line(tx, item, words, today) for item in items[:MOST_SHOWN]]
    more = [words.nmarkdown("and {n} more", "and {n} more", len(items) - MOST_SHOWN)] if len(items) > MOST_SHOWN else []
    return Reply(message=Message.of("\n\n".join([*lines, *more, _how(items[0], words)])), alone=True)


def _how(item: Contribution, words: Words) -> str:
    return words.markdown("To change one, type for example: withdraw {label}", label=label(item, words).lower())


def _on_mine(verb: str, kind: Kind, person: Person, tx: Tx) -> Answer:
    """The gesture on the one item of that kind that he has open; which one, where there are several."""
    items = _mine(person, tx, kind)
    if len(items) == 1 and len(_mine(person, tx)) > 1:
        verb = f"{verb} {label(items[0], tx.words(person.language, person.zone))}"
    return (gesture(verb, person, tx) if len(items) < 2 else None) or own_items(person, tx, kind)


def _leaving(person: Person, tx: Tx) -> Reply:
    words = tx.words(person.language, person.zone)
    text = words.markdown(
        "To leave or hand over, ask your director or the national team to type “… replaces {name}”. What you have open goes with it.",
        name=person.name,
    )
    return Reply(message=Message.of(text))
