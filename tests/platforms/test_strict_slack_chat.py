"""The terminal, driven through a pipe and by scripts, against a small Bolt app."""

import asyncio
import io
from datetime import UTC, datetime

import pytest

from bot.playground.chat import chat
from bot.playground.chat.words import HELP_EN, TABLE, refusal
from bot.playground.door import Door
from bot.playground.slack import Member, Rules, StrictSlack
from tests.platforms.test_strict_slack_door import Story
from tests.platforms.tiny_bolt import asks, button, form, option, over_socket, picks, plain, row, section, words

PEOPLE = (Member(name="claire", real_name="Claire Martin"), Member(name="malik", tz="Indian/Mayotte"))
RULES = Rules(ack_seconds=0.5, retry_delays=(), shortcuts=frozenset({"file_it"}), commands=frozenset({"/offre", "/lent"}))


def small_app(bolt):
    messages_and_forms(bolt.app)
    commands_and_home(bolt.app)


def messages_and_forms(app):
    @app.event("message")
    async def answer(event, client):
        if event.get("subtype") or event.get("channel_type") != "im":
            return
        blocks = [section(f"Reçu : *{event['text']}*\n&gt; cité"), row(button("Corriger", "fix"), button("Retirer", "withdraw"))]
        await client.chat_postMessage(channel=event["channel"], text="Reçu", blocks=blocks)

    @app.event("app_mention")
    async def marks(event, client):
        await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="white_check_mark")
        await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="Noté.")

    @app.action("fix")
    async def fix(ack, body, client):
        blocks = (
            section("Une *offre*"),
            asks("Intitulé", "title", words(max_length=20, initial_value="Chargé"), hint=plain("20 lettres")),
            asks("Contrat", "contract", picks("CDI", "CDD"), optional=True),
            asks("Thèmes", "topics", picks("emploi", "europe", kind="checkboxes"), optional=True),
        )
        await client.views_open(trigger_id=body["trigger_id"], view=form(*blocks))
        await ack()

    @app.action("withdraw")
    async def withdraw(ack, respond):
        await respond(text="Retirée.", replace_original=True)
        await ack()

    @app.view("offer")
    async def submitted(ack, view, client, body):
        values = view["state"]["values"]
        if values["title"]["typed"]["value"] == "x":
            await ack(response_action="errors", errors={"title": "Trop vague."})
            return
        chosen = [one["value"] for one in values["topics"]["picked"]["selected_options"]]
        contract = values["contract"]["picked"]["selected_option"]
        text = f"{values['title']['typed']['value']} / {contract and contract['value']} / {chosen}"
        await client.chat_postMessage(channel=body["user"]["id"], text=text)
        await ack()


def commands_and_home(app):
    @app.command("/offre")
    async def offre(ack, command):
        select = row(picks("Bretagne", "Normandie") | {"placeholder": plain("Chambre")})
        await ack(text="Laquelle ?", blocks=[section(f"Laquelle ? {command['text']}"), select])

    @app.action("picked")
    async def picked(ack, respond, body):
        await respond(text=body["actions"][0]["selected_option"]["text"]["text"], replace_original=True)
        await ack()

    @app.command("/lent")
    async def slow(ack):
        await asyncio.sleep(0.6)
        await ack()

    @app.shortcut("file_it")
    async def file_it(ack, respond):
        await respond("Déposé.")
        await ack()

    @app.event("app_home_opened")
    async def opened(event, client):
        blocks = [section("*Bonjour*"), row(button("Corriger", "fix"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


@pytest.fixture
async def door():
    story = Story()
    story.now = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)
    rooms = {"emploi": ["claire", "malik"], "bureau": ["malik"]}
    async with (
        StrictSlack(clock=lambda: story.now, users=PEOPLE, channels=rooms, rules=RULES) as slack,
        over_socket(slack) as bolt,
        Door(slack, move_clock=story.move) as running,
    ):
        small_app(bolt)
        yield running
        await slack.quiet()


async def talk(door, typed, **options):
    """What the screen shows, without the words of welcome and without the prompts."""
    screen = io.StringIO()
    code = await asyncio.to_thread(chat, door.url, "claire", None, io.StringIO(typed), screen, **options)
    assert code == 0
    return screen.getvalue().partition("\n")[2].replace("claire> ", "").rstrip("\n")


async def test_a_message_its_buttons_and_a_press(door):
    assert await talk(door, "une offre & <vous>\n2\n") == (
        "Maillage · message privé\n"
        "  Reçu : *une offre & <vous>*\n"
        "  │ cité\n"
        "  [1] Corriger  [2] Retirer\n"
        "Maillage · message privé · modifié\n"
        "  Retirée."
    )


async def test_a_form_is_asked_field_by_field_until_it_is_right(door):
    shown = await talk(door, "a\n1\nx\n9\n2\n1,2\nChargée de mission\n")
    assert shown.split("[2] Retirer\n")[1] == (
        "Formulaire : Offre\n"
        "  Une *offre*\n"
        "Entrée garde la valeur, - la vide, :cancel ferme.\n"
        "Intitulé [Chargé]\n"
        "  20 lettres\n"
        "Contrat (facultatif)\n"
        "  [1] CDI\n"
        "  [2] CDD\n"
        "  ✗ Ce choix n'est pas proposé.\n"
        "Thèmes (facultatif)\n"
        "  [1] emploi\n"
        "  [2] europe\n"
        "Intitulé [x]\n"
        "  20 lettres\n"
        "  ✗ Trop vague.\n"
        "Maillage · message privé\n"
        "  Chargée de mission / cdd / ['emploi', 'europe']"
    )


async def test_what_the_client_refuses_is_asked_again_and_a_form_can_be_left(door):
    shown = await talk(door, "a\n1\n-\n\n\n" + "y" * 21 + "\nok\n1\n:cancel\n")
    assert "  ✗ Intitulé : Ce champ est obligatoire.\n" in shown
    assert "  ✗ Intitulé : Trop long : 20 caractères au plus.\n" in shown
    assert "  ok / None / []" in shown
    assert shown.endswith("Formulaire fermé.")


async def test_several_lines_are_continued_or_pasted(door):
    shown = await talk(door, 'un\\\ndeux\n"""\n- *trois*\n"""\n')
    assert "Reçu : *un\n" in shown
    assert "deux" in shown
    assert "- *trois*" in shown


async def test_rooms_threads_reactions_and_shortcuts(door):
    shown = await talk(door, ":in #emploi\n@Maillage c'est parti\n:thread\nmerci\n:react tada\n:shortcut\n:in\n")
    assert shown == (
        "→ #emploi\n"
        "✅ de Maillage sur « @Maillage c'est parti »\n"
        "Maillage · #emploi · fil de « @Maillage c'est parti »\n"
        "  Noté.\n"
        "→ fil de « Noté. »\n"
        "Maillage · #emploi · visible de vous seul·e\n"
        "  Déposé.\n"
        "→ message privé"
    )


async def test_one_becomes_someone_else_and_sees_what_he_sees(door):
    shown = await talk(door, ":in #emploi\nBonjour à tous\n:as malik\n:in #bureau\n:as personne\n:clock\n:clock +1h\n:clock hier\n")
    assert shown.replace("malik> ", "").rstrip() == (
        "→ #emploi\n"
        "Claire Martin · #emploi\n"
        "  Bonjour à tous\n"
        "→ #bureau\n"
        "Personne ne s'appelle personne (claire, malik).\n"
        "Horloge : vendredi 20/11/2026 18:42\n"
        "Horloge : vendredi 20/11/2026 19:42\n"
        "Date non comprise. Par exemple :clock lundi 08:00, :clock +1h"
    )


async def test_commands_lists_and_failures(door):
    shown = await talk(door, "/offre a & b\n1\n2\n/lent\n/autre\n:in #bureau\n:nimporte\n")
    assert shown == (
        "Maillage · message privé\n"
        "  Laquelle ? a & b\n"
        "  [1] Chambre …\n"
        "Lequel ?\n"
        "  [1] Bretagne\n"
        "  [2] Normandie\n"
        "Maillage · message privé · modifié\n"
        "  Normandie\n"
        "Slack : pas de réponse du bot (operation_timeout).\n"
        "/autre n'est pas une commande.\n"
        "Vous n'êtes pas dans #bureau.\n"
        "Je ne connais pas « :nimporte ». :help"
    )


async def test_older_messages_are_listed_and_pressed(door):
    shown = await talk(door, "un\ndeux\n:messages 3\n:press 2 of un\n:press 2 of 3\n:press 7\n:press 1 of rien\n:3\n")
    listed = shown.partition("(1) ")[2]
    assert listed == (
        "Maillage · message privé : Reçu : un │ cité\n"
        "(2) Claire Martin · message privé : deux\n"
        "(3) Maillage · message privé : Reçu : deux │ cité\n"
        "Maillage · message privé · modifié\n"
        "  Retirée.\n"
        "Maillage · message privé · modifié\n"
        "  Retirée.\n"
        "Il n'y a pas de numéro 7 ici.\n"
        "Aucun message ne correspond.\n"
        "Il n'y a pas de numéro 3 ici."
    )


async def test_editing_removing_home_and_help(door):
    shown = await talk(door, ":messages\n:delete\nun\n:edit deux\n:delete\n:say 1\n:home\n1\n:cancel\n:help\n:quit\njamais\n")
    assert shown.startswith("Rien à afficher.\nAucun message ne correspond.\n")
    assert "Accueil\n  *Bonjour*\n  [1] Corriger\nFormulaire : Offre\n" in shown
    assert "Reçu : *1*" in shown
    assert "jamais" not in shown


async def test_in_english(door):
    shown = await talk(door, "one\n:help\n", language="en")
    assert shown.startswith("Maillage · direct message\n")
    assert shown.endswith(HELP_EN)


async def test_colour_only_on_a_terminal_without_no_color(door, monkeypatch):
    class Tty(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    for no_color, bold in (("", True), ("1", False)):
        monkeypatch.setenv("NO_COLOR", no_color)
        screen = Tty()
        await asyncio.to_thread(chat, door.url, "claire", None, io.StringIO("a\n"), screen)
        assert ("\x1b[1ma\x1b[0m" in screen.getvalue()) == bold
        assert ("\x1b" in screen.getvalue()) == bold


@pytest.mark.parametrize(("person", "url", "code"), [("personne", "", 1), ("claire", "?key=", 1), ("claire", "http://127.0.0.1:1/", 2)])
async def test_who_cannot_enter_reads_why(door, person, url, code):
    screen = io.StringIO()
    target = url if url.startswith("http") else door.url.partition("?")[0] + url if url else door.url
    assert await asyncio.to_thread(chat, target, person, None, io.StringIO(), screen) == code
    assert screen.getvalue().strip()
    assert "Traceback" not in screen.getvalue()


DOCUMENT = '''# Un tutoriel

```chat
claire> une offre
Maillage · message privé
  Reçu : *une offre*
  │ cité
  [1] Corriger  [2] Retirer
claire> 1
Formulaire : Offre
  Une *offre*
Entrée garde la valeur, - la vide, :cancel ferme.
Intitulé [Chargé]
  20 lettres
claire>
Contrat (facultatif)
  [1] CDI
  [2] CDD
claire> CDI
Thèmes (facultatif)
  [1] emploi
  [2] europe
claire>
Maillage · message privé
  Chargé / cdi / []
```

Puis :

```chat
claire> :in #emploi
→ #emploi
claire> """
- un
"""
malik> :clock +1h
Horloge : vendredi 20/11/2026 19:42
Claire Martin · #emploi
  - un
```

```python
claire> ceci n'est pas un dialogue
```
'''


async def replayed(door, path, **options):
    screen = io.StringIO()
    code = await asyncio.to_thread(chat, door.url, "claire", path, io.StringIO(), screen, **options)
    return code, screen.getvalue()


async def test_a_document_that_tells_the_truth(door, tmp_path):
    path = tmp_path / "tutoriel.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    assert await replayed(door, path) == (0, "tutoriel.md : 2 dialogues, tout est conforme.\n")


async def test_a_document_that_does_not_is_shown_and_can_be_rewritten(door, tmp_path):
    path = tmp_path / "tutoriel.md"
    path.write_text(DOCUMENT.replace("Chargé / cdi", "Chargé / cdd"), encoding="utf-8")
    code, shown = await replayed(door, path)
    assert code == 1
    assert "-  Chargé / cdd / []\n+  Chargé / cdi / []\n" in shown
    assert await replayed(door, path, write=True) == (0, "tutoriel.md : 2 dialogues récrits.\n")
    assert "Horloge : vendredi 20/11/2026 20:42" in path.read_text(encoding="utf-8")
    assert "  Chargé / cdi / []" in path.read_text(encoding="utf-8")


async def test_a_form_left_by_another_voice_stays_open(door, tmp_path):
    path = tmp_path / "scene.md"
    path.write_text("```chat\nclaire> a\nclaire> 1\nmalik> Bonjour\nclaire> :messages 1\n```\n", encoding="utf-8")
    await replayed(door, path, write=True)
    shown = path.read_text(encoding="utf-8")
    assert shown.count("Formulaire : Offre") == 2
    assert "malik> Bonjour\nMaillage · message privé\n" in shown


def test_every_sentence_exists_in_both_languages():
    assert all(len(pair) == 2 and all(pair) for pair in TABLE.values())
    assert refusal("fr", "hash_conflict", "", 0) == "Refusé : hash_conflict "
    assert refusal("en", "too_long", "Title", 20) == "Too long: 20 characters at most."
    assert option("a")["value"] == "a"
