"""The terminal on a phone, driven through a pipe."""

import ast
import asyncio
import io
from pathlib import Path

from bot import playground
from bot.playground.chat import chat
from bot.playground.chat.screen import CODES, Ink, Painter
from bot.playground.chat.words import HELP_EN, HELP_FR, TABLE, refusal
from bot.playground.telegram.rendering import STYLES
from tests.platforms.phone_rooms import CAYENNE, LINK, door, moved, slack, story, telegram

__all__ = ["door", "moved", "slack", "story", "telegram"]


async def talk(door, typed, person="dylan", **options):
    """What the screen shows, without the words of welcome and without the prompts."""
    screen = io.StringIO()
    assert await asyncio.to_thread(chat, door.url, person, None, io.StringIO(typed), screen, **options) == 0
    shown = screen.getvalue().partition("\n")[2]
    for who in ("dylan", "claire.telegram", "claire", "hina.telegram", "hina"):
        shown = shown.replace(f"{who}> ", "")
    return shown.rstrip("\n")


class TestInTheTerminal:
    async def test_a_number_is_written_and_a_colon_presses_it(self, door, telegram):
        assert await talk(door, "offre\n1\n:1\n") == (
            "Maillage · Telegram\n"
            "  Entendu : offre\n"
            "  [1] Oui  [2] Non\n"
            "Maillage · Telegram\n"
            "  Entendu : 1\n"
            "  [1] Oui  [2] Non\n"
            "[Noté.]\n"
            "Maillage · Telegram · modifié\n"
            "  Oui."
        )
        assert telegram.unanswered == []

    async def test_a_message_that_only_lost_its_buttons_is_not_shown_again(self, door):
        assert (await talk(door, "offre\n:2\n")).count("Entendu : offre") == 1

    async def test_the_network_goes_and_comes_back(self, door):
        shown = await talk(door, ":online\n:offline\nun\n:online\n:offline\nun\n:press 1\ndeux\n:online 2\n")
        said = [line for line in shown.split("\n") if not line.startswith(("Maillage", "  "))]
        assert said == [
            "Réseau retrouvé. Rien n'attendait.",
            "Sans réseau : ce que vous écrivez attend. :online pour le retrouver.",
            "Réseau retrouvé : votre message est parti.",
            "Sans réseau : ce que vous écrivez attend. :online pour le retrouver.",
            "Sans réseau, un bouton touché est perdu ; un message écrit attend.",
            "Réseau retrouvé : 4 messages sont partis.",
        ]
        assert shown.count("Entendu : deux") == 2

    async def test_what_only_a_phone_does(self, door):
        shown = await talk(door, ":menu\n:forward Recherche\n:send photo\n:block\na\n:unblock\n:start\n")
        assert [line for line in shown.split("\n") if not line.startswith(("Maillage", "  ["))] == [
            "  /aide  Ce que je sais faire",
            "  Entendu de Quelqu'un : Recherche",
            "  Entendu : autre chose",
            "Bot bloqué : il ne peut plus vous écrire. :unblock",
            "Vous avez bloqué le bot. :unblock",
            "Le bot peut de nouveau vous écrire.",
            "  Entendu : /start",
        ]

    async def test_two_touches_from_slack_to_the_phone(self, door, telegram):
        assert await talk(door, "lien\n2\n1\n:start\n:start\n:as claire\n", "claire") == (
            "Maillage · message privé\n"
            "  Liens\n"
            "  [1] Ouvrir Telegram  [2] Annonce\n"
            "→ https://exemple.fr/a\n"
            "→ Telegram\n"
            "Le bot s'ouvre. Touchez Démarrer : :start\n"
            "Maillage · Telegram\n"
            "  Entendu : /start abc\n"
            "  [1] Oui  [2] Non\n"
            "Maillage · Telegram\n"
            "  Entendu : /start\n"
            "  [1] Oui  [2] Non"
        ), "a link is followed once"
        assert telegram.person("claire").sees("/start abc")

    async def test_a_link_from_elsewhere(self, door, telegram):
        await talk(door, f":start {LINK}\n")
        assert telegram.person("dylan").sees("Entendu : /start abc")

    async def test_changing_sides(self, door):
        shown = await talk(door, ":phone\nici\n:as hina.slack\nlà\n:as dylan.telegram\n:as hina.telegram\n:as dylan.slack\n", "hina")
        assert [line for line in shown.split("\n") if "[" not in line] == [
            "→ Telegram",
            "Maillage · Telegram",
            "  Entendu : ici",
            "Maillage · message privé",
            "  Liens",
            "Personne ne s'appelle dylan.slack (claire, hina, dylan, hina.telegram, claire.telegram).",
        ]

    async def test_in_a_group(self, door):
        shown = await talk(door, ":in #guyane\nbonjour\n@Maillage aide\n:in #bureau\n:thread bonjour\noui\n:in\n:edit corrigé\n")
        assert shown == (
            "→ #guyane\n"
            "Maillage · Telegram · #guyane\n"
            "  Entendu : @maillage_bot aide\n"
            "  [1] Oui  [2] Non\n"
            "Vous n'êtes pas dans #bureau.\n"
            "→ fil de « bonjour »\n"
            "→ message privé"
        ), "his latest message answers a person, and the bot does not hear it"

    async def test_two_talks_at_once(self, door):
        both = (talk(door, "un\ndeux\n"), talk(door, ":phone\ntrois\nquatre\n", "hina"))
        his, hers = await asyncio.gather(*both)
        assert ("Entendu : un" in his, "Entendu : deux" in his, "trois" in his) == (True, True, False)
        assert ("Entendu : trois" in hers, "Entendu : quatre" in hers, "deux" in hers) == (True, True, False)

    async def test_the_clock_of_who_speaks(self, door, moved):
        assert await talk(door, ":clock lundi 08:00\n:clock hier\n") == (
            "Horloge : vendredi 20/11/2026 09:00\nDate non comprise. Par exemple :clock lundi 08:00, :clock +1h"
        )
        assert moved.asked == [("lundi 08:00", CAYENNE)]

    async def test_each_is_welcomed_where_he_is(self, door):
        for person, language, words in (
            ("dylan", "fr", "Vous êtes Dylan Clet, sur Telegram. "),
            ("hina.telegram", "en", "You are Hina Attoumani, on Telegram. "),
            ("hina", "en", "You are Hina Attoumani. "),
        ):
            screen = io.StringIO()
            await asyncio.to_thread(chat, door.url, person, None, io.StringIO(""), screen, language=language)
            assert screen.getvalue().startswith(words)

    async def test_refusals_are_sentences_in_both_languages(self, door):
        typed = ":home\n:shortcut\n:send parfum\n:react 🎃🎃\n:start a b\n:as claire\n:menu\n:offline\n"
        french, english = await talk(door, "a\n" + typed), await talk(door, "a\n" + typed, language="en")
        assert french.split("[2] Non\n")[1].split("\n") == [
            "Cela n'existe pas sur Telegram.",
            "Ce raccourci n'existe pas.",
            "« parfum » ne s'envoie pas. Par exemple : voice, photo, sticker, document, poll, location.",
            "Telegram n'a pas la réaction 🎃🎃.",
            "Ce n'est pas un lien vers le bot.",
            "Cela n'existe que sur Telegram. :phone prend votre téléphone.",
            "Cela n'existe que sur Telegram. :phone prend votre téléphone.",
        ]
        assert len(english.split("[2] Non\n")[1].split("\n")) == 7
        assert "Refused" not in english


def _codes(folder):
    """Every reason for which a client of the playground refuses, as its source names it."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "GestureError":
                code = node.args[0]
                named = (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,)
                yield from (one.value for one in named if isinstance(one, ast.Constant))


def test_every_style_of_both_platforms_has_its_ink():
    styles = {*"bisc", *"".join(STYLES.values())}
    for style in styles:
        (line,) = Painter("fr", Ink(colour=True)).parts([{"line": [["mot", style]]}])
        assert line == f"  \x1b[{CODES[style]}mmot\x1b[0m"
    assert Ink(colour=False).styled("mot", "h") == "||mot||", "hidden until touched"


def test_every_refusal_has_its_sentence():
    codes = set(_codes(Path(playground.__file__).parent))
    assert {"offline", "not_in_room", "no_such_attachment"} <= codes
    assert codes - set(TABLE) == set()
    assert refusal("fr", "not_in_room", "#bureau", 0) == refusal("fr", "not_in_room", "bureau", 0) == "Vous n'êtes pas dans #bureau."


def test_help_names_what_a_phone_does():
    for directive in (":phone", ":start", ":menu", ":forward", ":send", ":block", ":unblock", ":offline", ":online"):
        assert directive in HELP_FR
        assert directive in HELP_EN
