"""The terminal's own few sentences, in the two languages of its readers."""

from __future__ import annotations

from typing import Literal

Language = Literal["fr", "en"]
FIRST: Language = "fr"

HELP_FR = """\
texte                  l'écrire ; finir par \\ ou encadrer par \"\"\" pour plusieurs lignes (\"\"\" : collé)
(Entrée)               ce qui est arrivé entre-temps
/offre …               une commande
1                      toucher le bouton [1] du dernier message qui en a ; au téléphone, l'écrire (:1 le touche)
:press 3 of offre 21   le bouton 3 d'un autre message, par son texte ou son numéro dans :messages
:messages [n]          les derniers messages, numérotés
:in #salon  :in        changer de lieu ; sans nom, retour au message privé
:thread [n]            répondre au dernier message, dans son fil, ou au message n
:as nom                devenir quelqu'un d'autre ; hina.telegram : Hina au téléphone
:home                  ouvrir l'accueil du bot
:edit TEXTE  :delete   corriger, retirer mon dernier message
:react emoji [n]       réagir au dernier message, ou au message n
:shortcut [n] [id]     un raccourci sur mon dernier message, ou sur le message n
:say TEXTE             écrire tel quel, par exemple un chiffre
:phone                 prendre mon téléphone, où est Telegram ; :as nom pour revenir à Slack
  :start [lien]        toucher Démarrer, ou suivre un lien vers le bot
  :menu                les commandes que propose l'application
  :forward TEXTE       transférer ce que quelqu'un a écrit ailleurs
  :send photo          envoyer autre chose que du texte : voice, photo, sticker, document, poll, location, contact…
  :block  :unblock     bloquer le bot, le laisser écrire de nouveau
  :offline  :online    couper le réseau, le retrouver (:online 2 : tout part deux fois)
:clock [quand]         lire ou avancer l'horloge, à l'heure de qui parle : lundi 08:00, +1h
:quit                  sortir"""
HELP_EN = """\
text                   write it; end with \\ or wrap in \"\"\" for several lines (\"\"\": pasted)
(Enter)                what came meanwhile
/offre …               a command
1                      press [1] of the newest message with buttons; on a phone, write it (:1 presses it)
:press 3 of offre 21   button 3 of another message, by its text or its number in :messages
:messages [n]          the latest messages, numbered
:in #room  :in         change place; without a name, back to the direct message
:thread [n]            answer the latest message, in its thread, or message n
:as name               become someone else; hina.telegram: Hina on her phone
:home                  open the bot's home page
:edit TEXT  :delete    correct, remove my latest message
:react emoji [n]       react to the latest message, or to message n
:shortcut [n] [id]     a shortcut on my latest message, or on message n
:say TEXT              write it as it is, a digit for instance
:phone                 take my phone, where Telegram is; :as name to be back in Slack
  :start [link]        press Start, or follow a link to the bot
  :menu                the commands that the app offers
  :forward TEXT        forward what somebody wrote elsewhere
  :send photo          send what is not text: voice, photo, sticker, document, poll, location, contact…
  :block  :unblock     block the bot, let it write again
  :offline  :online    cut the network, have it back (:online 2: everything leaves twice)
:clock [when]          read or move the clock, by the hour of who speaks: lundi 08:00, +1h
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
    "toast": ("[{text}]", "[{text}]"),
    "cut": (
        "Sans réseau : ce que vous écrivez attend. :online pour le retrouver.",
        "No network: what you write waits. :online to have it back.",
    ),
    "offline": (
        "Sans réseau, un bouton touché est perdu ; un message écrit attend.",
        "Without network a tap is lost; a typed message waits.",
    ),
    "online": ("Réseau retrouvé : {count} messages sont partis.", "Network again: {count} messages were sent."),
    "online_one": ("Réseau retrouvé : votre message est parti.", "Network again: your message was sent."),
    "online_empty": ("Réseau retrouvé. Rien n'attendait.", "Network again. Nothing was waiting."),
    "on_phone": ("{who}, sur Telegram", "{who}, on Telegram"),
    "somebody": ("Quelqu'un", "Somebody"),
    "touch_start": ("Le bot s'ouvre. Touchez Démarrer : :start", "The bot opens. Press Start: :start"),
    "cut_off": ("Bot bloqué : il ne peut plus vous écrire. :unblock", "Bot blocked: it can write to you no more. :unblock"),
    "let_in": ("Le bot peut de nouveau vous écrire.", "The bot can write to you again."),
    "not_on_a_phone": ("Cela n'existe pas sur Telegram.", "There is no such thing on Telegram."),
    "only_on_a_phone": (
        "Cela n'existe que sur Telegram. :phone prend votre téléphone.",
        "There is such a thing on Telegram alone. :phone takes your phone.",
    ),
    "no_such_attachment": (
        "« {where} » ne s'envoie pas. Par exemple : voice, photo, sticker, document, poll, location.",
        "“{where}” cannot be sent. For example: voice, photo, sticker, document, poll, location.",
    ),
    "no_such_reaction": ("Telegram n'a pas la réaction {where}.", "Telegram has no reaction {where}."),
    "already_reacted": ("Vous avez déjà réagi ainsi.", "You have reacted like this already."),
    "bad_deep_link": ("Ce n'est pas un lien vers le bot.", "This is no link to the bot."),
    "no_such_message": ("Ce message n'est plus là.", "This message is gone."),
    "no_such_field": ("Il n'y a pas de champ {where}.", "There is no field {where}."),
    "migrated": ("Ce groupe a changé d'adresse.", "This group has another address now."),
    "blocked": ("Vous avez bloqué le bot. :unblock", "You have blocked the bot. :unblock"),
    "no_text": ("Rien à envoyer.", "Nothing to send."),
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
    "not_in_room": ("Vous n'êtes pas dans #{room}.", "You are not in #{room}."),
    "no_such_room": ("Il n'y a pas de #{room}.", "There is no #{room}."),
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
        return word(language, code, where=where, limit=limit, text=where, room=where.removeprefix("#"))
    return word(language, "refused", code=code, where=where)
