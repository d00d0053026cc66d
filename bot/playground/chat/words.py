"""The terminal's own few sentences, in the two languages of its readers."""

from __future__ import annotations

from typing import Literal

Language = Literal["fr", "en"]
FIRST: Language = "fr"

HELP_FR = """\
texte                  l'écrire ; finir par \\ ou encadrer par \"\"\" pour plusieurs lignes (\"\"\" : collé)
/offre …               une commande
1                      toucher le bouton [1] du dernier message qui en a
:press 3 of offre 21   le bouton 3 d'un autre message, par son texte ou son numéro dans :messages
:messages [n]          les derniers messages, numérotés
:in #salon  :in        changer de lieu ; sans nom, retour au message privé
:thread [n]            répondre dans le fil du dernier message, ou du message n
:as nom                devenir quelqu'un d'autre
:home                  ouvrir l'accueil du bot
:edit TEXTE  :delete   corriger, retirer mon dernier message
:react emoji [n]       réagir au dernier message, ou au message n
:shortcut [n] [id]     un raccourci sur mon dernier message, ou sur le message n
:say TEXTE             écrire tel quel, par exemple un chiffre
:clock [quand]         lire ou déplacer l'horloge : lundi 08:00, +1h
:quit                  sortir"""
HELP_EN = """\
text                   write it; end with \\ or wrap in \"\"\" for several lines (\"\"\": pasted)
/offre …               a command
1                      press [1] of the newest message with buttons
:press 3 of offre 21   button 3 of another message, by its text or its number in :messages
:messages [n]          the latest messages, numbered
:in #room  :in         change place; without a name, back to the direct message
:thread [n]            answer in the thread of the latest message, or of message n
:as name               become someone else
:home                  open the bot's home page
:edit TEXT  :delete    correct, remove my latest message
:react emoji [n]       react to the latest message, or to message n
:shortcut [n] [id]     a shortcut on my latest message, or on message n
:say TEXT              write it as it is, a digit for instance
:clock [when]          read or move the clock: lundi 08:00, +1h
:quit                  leave"""
TABLE: dict[str, tuple[str, str]] = {
    "direct": ("message privé", "direct message"),
    "thread": ("fil de « {root} »", "thread of “{root}”"),
    "only_you": ("visible de vous seul·e", "only visible to you"),
    "edited": ("modifié", "edited"),
    "deleted": ("(message retiré)", "(message removed)"),
    "reaction": ("{emoji} de {who} sur « {text} »", "{emoji} from {who} on “{text}”"),
    "home": ("Accueil", "Home"),
    "no_home": ("Rien dans l'accueil.", "Nothing on the home page."),
    "here": ("→ {place}", "→ {place}"),
    "clock": ("Horloge : {when}", "Clock: {when}"),
    "form": ("Formulaire : {title}", "Form: {title}"),
    "form_closed": ("Formulaire fermé.", "Form closed."),
    "form_help": (
        "Entrée garde la valeur, - la vide, :cancel ferme.",
        "Enter keeps the value, - clears it, :cancel closes.",
    ),
    "optional": ("facultatif", "optional"),
    "send": ("Entrée pour envoyer.", "Enter to send."),
    "which": ("Lequel ?", "Which one?"),
    "nothing": ("Rien à afficher.", "Nothing to show."),
    "not_known": ("Je ne connais pas « {text} ». :help", "I do not know “{text}”. :help"),
    "no_number": ("Il n'y a pas de numéro {number} ici.", "There is no number {number} here."),
    "no_message": ("Aucun message ne correspond.", "No such message."),
    "failed": ("Slack : pas de réponse du bot ({code}).", "Slack: the bot did not answer ({code})."),
    "away": ("Le terrain de jeu ne répond pas.", "The playground does not answer."),
    "required": ("Ce champ est obligatoire.", "This field is required."),
    "too_long": ("Trop long : {limit} caractères au plus.", "Too long: {limit} characters at most."),
    "too_short": ("Trop court : {limit} caractères au moins.", "Too short: at least {limit} characters."),
    "too_many": ("Trop de choix : {limit} au plus.", "Too many choices: {limit} at most."),
    "unknown_choice": ("Ce choix n'est pas proposé.", "This choice is not offered."),
    "not_a_date": ("Une date s'écrit 2026-12-04.", "A date is written 2026-12-04."),
    "not_a_time": ("Une heure s'écrit 14:00.", "A time is written 14:00."),
    "not_a_number": ("Un nombre est attendu.", "A number is expected."),
    "not_an_address": ("Cette adresse n'en est pas une.", "This is not an address."),
    "not_in_room": ("Vous n'êtes pas dans {where}.", "You are not in {where}."),
    "no_such_room": ("Il n'y a pas de {where}.", "There is no {where}."),
    "unknown_command": ("{where} n'est pas une commande.", "{where} is not a command."),
    "unknown_shortcut": ("Ce raccourci n'existe pas.", "There is no such shortcut."),
    "is_archived": ("{where} est archivé.", "{where} is archived."),
    "not_yours": ("Ce message n'est pas le vôtre.", "This message is not yours."),
    "no_such_button": ("Ce bouton n'est plus là.", "This button is gone."),
    "nothing_open": ("Rien n'est ouvert.", "Nothing is open."),
    "clock_not_understood": (
        "Date non comprise. Par exemple :clock lundi 08:00, :clock +1h",
        "Date not understood. For example :clock lundi 08:00, :clock +1h",
    ),
    "wrong_key": ("La clé de l'adresse est fausse.", "The key of the address is wrong."),
    "unknown_person": ("Personne ne s'appelle {where}.", "Nobody is called {where}."),
    "refused": ("Refusé : {code} {where}", "Refused: {code} {where}"),
    "script_same": ("{path} : {count} dialogues, tout est conforme.", "{path}: {count} dialogues, all as written."),
    "script_written": ("{path} : {count} dialogues récrits.", "{path}: {count} dialogues rewritten."),
    "welcome": (
        "Vous êtes {who}. Écrivez au bot comme à un collègue ; :help pour le reste, :quit pour sortir.",
        "You are {who}. Write to the bot as to a colleague; :help for the rest, :quit to leave.",
    ),
    "help": (HELP_FR, HELP_EN),
}
WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def word(language: Language, key: str, **values: object) -> str:
    """The sentence in this language. Raises KeyError for one that does not exist."""
    return TABLE[key][("fr", "en").index(language)].format(**values)


def refusal(language: Language, code: str, where: str, limit: int) -> str:
    """Why the client refuses, in words; codes without a sentence are shown as they are."""
    if code in TABLE:
        return word(language, code, where=where, limit=limit, text=where)
    return word(language, "refused", code=code, where=where)
