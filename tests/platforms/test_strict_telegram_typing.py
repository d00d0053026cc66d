"""What a phone makes of what is typed, what waits without network, and what privacy mode lets the bot hear of a group."""

from datetime import timedelta

import pytest

from bot.playground.telegram import Contact, GestureError, Group, Rules, StrictTelegram
from bot.playground.telegram.composer import composed
from bot.playground.telegram.spans import detected, trimmed
from tests.platforms.telegram_rooms import FRIDAY, story, telegram
from tests.platforms.tiny_ptb import a_bot, by_polling, keyboard

__all__ = ["story", "telegram"]


def kinds(entities):
    return [(one["type"], one["offset"], one["length"]) for one in entities]


TYPED = [
    ("**gras** et __penché__", "gras et penché", [("bold", 0, 4), ("italic", 8, 6)]),
    ("~~non~~ ||caché||", "non caché", [("strikethrough", 0, 3), ("spoiler", 4, 5)]),
    ("`code` ```\npre\n```", "code pre", [("code", 0, 4), ("pre", 5, 3)]),
    ("🌴 **gras**", "🌴 gras", [("bold", 3, 4)]),
    ("**gras __et penché__**", "gras et penché", [("bold", 0, 14), ("italic", 5, 9)]),
    ("un **mot** puis **gras ~~barré~~**", "un mot puis gras barré", [("bold", 3, 3), ("bold", 12, 10), ("strikethrough", 17, 5)]),
    ("[le site](https://cress.example)", "le site", [("text_link", 0, 7)]),
    ("2 * 3 ** 4 _x_", "2 * 3 ** 4 _x_", []),
    ("**a", "**a", []),
]


@pytest.mark.parametrize(("typed", "text", "entities"), TYPED)
def test_the_apps_own_marks(typed, text, entities):
    words, found = composed(typed)
    assert (words, kinds(found)) == (text, entities)


FOUND = [
    ("/aide", [("bot_command", 0, 5)]),
    ("/aide@maillage_bot merci", [("bot_command", 0, 18)]),
    ("et/ou 12/12", []),
    ("🌴 https://x.example/a?b=1, voilà", [("url", 3, 23)]),
    ("écrire à claire@cress.example.fr.", [("email", 9, 23)]),
    ("voir cress-normandie.fr", [("url", 5, 18)]),
    ("@dylan973 et @x", [("mention", 0, 9)]),
    ("#offre 21 #21", [("hashtag", 0, 6)]),
    ("rien du tout", []),
]


@pytest.mark.parametrize(("text", "entities"), FOUND)
def test_what_the_server_finds_by_itself(text, entities):
    assert kinds(detected(text, ())) == entities


def test_nothing_is_found_inside_code():
    code = {"type": "code", "offset": 0, "length": 5}
    assert detected("/aide https://x.example", [code]) == (code, {"type": "url", "offset": 6, "length": 17})


@pytest.mark.parametrize(
    ("text", "entity", "left"),
    [
        ("  un deux ", (2, 2), ("un deux", [(0, 2)])),
        ("  un", (0, 3), ("un", [(0, 1)])),
        ("un  ", (1, 3), ("un", [(1, 1)])),
        ("un  ", (2, 2), ("un", [])),
        ("\n🌴 ", (1, 2), ("🌴", [(0, 2)])),
    ],
)
def test_white_space_around_a_text_goes_and_entities_follow(text, entity, left):
    words, kept = trimmed(text, [{"type": "bold", "offset": entity[0], "length": entity[1]}])
    assert (words, [(one["offset"], one["length"]) for one in kept]) == left


async def test_exact_entities_and_pasted_marks(telegram):
    dylan = telegram.person("dylan")
    exact = await dylan.says("souligné", entities=[("underline", 0, 8)])
    pasted = await dylan.says("**pas gras**", formatted=True, pasted=True)
    assert kinds(exact.entities) == [("underline", 0, 8)]
    assert (pasted.text, pasted.entities) == ("**pas gras**", ())


async def test_a_long_text_leaves_as_several_messages(telegram):
    dylan = telegram.person("dylan")
    last = await dylan.says("🌴" * 4096 + "fin")
    assert [len(one.text) for one in dylan.messages()] == [4096, 3]
    assert last.text == "fin"


async def test_what_is_read_has_styles_and_lines(telegram):
    dylan = telegram.person("dylan")
    async with a_bot(telegram) as bot:
        await dylan.starts()
        text = "<b>Offre <i>21</i></b>\n🌴 <code>/aide</code>\n\n<u>fin</u> <tg-spoiler>x</tg-spoiler>"
        await bot.send_message(dylan.id, text, parse_mode="HTML", reply_markup=keyboard("Oui", "Non"))
    *lines, row = dylan.parts(dylan.last())
    assert [[(span.text, span.style) for span in line.spans] for line in lines] == [
        [("Offre ", "b"), ("21", "bi")],
        [("🌴 ", ""), ("/aide", "c")],
        [],
        [("fin", "u"), (" ", ""), ("x", "h")],
    ]
    assert [(one.label, one.kind) for one in row.controls] == [("Oui", "button"), ("Non", "button")]
    assert dylan.text(dylan.last()) == "Offre 21\n🌴 /aide\n\nfin x"


async def test_without_network_words_wait_and_taps_are_lost(telegram, story):
    dylan = telegram.person("dylan")
    async with by_polling(telegram) as tiny:
        await dylan.starts()
        await tiny.bot.send_message(dylan.id, "Prêt ?", reply_markup=keyboard("Oui"))
        dylan.goes_offline()
        waiting = await dylan.says("cherche modèle")
        await dylan.types_command("aide")
        for tap in (dylan.presses("Oui"), dylan.reacts(dylan.last(), "👍"), dylan.blocks(), dylan.edits(dylan.messages()[0], "x")):
            with pytest.raises(GestureError, match="offline"):
                await tap
        assert (waiting.message_id, len(tiny.heard)) == (0, 1)
        assert not dylan.sees("cherche modèle")

        story.now += timedelta(hours=3)
        sent = await dylan.comes_online()
        assert [one.text for one in sent] == ["cherche modèle", "/aide"]
        assert [(one.message.text, one.message.date) for one in tiny.heard[1:]] == [("cherche modèle", FRIDAY), ("/aide", FRIDAY)]
        await dylan.presses("Oui")
        assert tiny.heard[-1].callback_query.data == "do:Oui"


async def test_a_phone_that_missed_the_receipt_sends_again(telegram, story):
    dylan = telegram.person("dylan")
    async with by_polling(telegram) as tiny:
        dylan.goes_offline()
        await dylan.says("un")
        await dylan.says("deux")
        story.now += timedelta(hours=3)
        await dylan.comes_online(twice=True)
        assert tiny.texts() == ["un", "un", "deux", "deux"]
        assert len({one.message.message_id for one in tiny.heard}) == 4
        assert {one.message.date for one in tiny.heard} == {FRIDAY}
        await dylan.says("trois")
        assert tiny.texts()[4:] == ["trois"]


async def test_a_phone_whose_clock_is_wrong(story):
    paul = Contact(name="paul", phone_clock_ahead=timedelta(days=1826))
    async with StrictTelegram(clock=story, people=[paul]) as telegram:
        person = telegram.person("paul")
        person.goes_offline()
        await person.says("du futur")
        (late,) = await person.comes_online()
        assert late.date == int((FRIDAY + timedelta(days=1826)).timestamp())
        assert (await person.says("à l'heure")).date == int(FRIDAY.timestamp())


PRIVACY = [
    ("bonjour à tous", False),
    ("/aide", True),
    ("/aide@maillage_bot", True),
    ("/aide@autre_bot", False),
    ("demandez /aide", False),
    ("@Maillage_Bot cherche modèle", True),
    ("@dylan973 tu viens ?", False),
]


@pytest.mark.parametrize(("text", "heard"), PRIVACY)
async def test_in_a_group_the_bot_hears_what_concerns_it(telegram, text, heard):
    await telegram.person("dylan").says(text, "emploi")
    assert [one.body["text"] for one in telegram.pending] == [text] * heard


async def test_answers_to_the_bot_concern_it(telegram):
    dylan = telegram.person("dylan")
    async with a_bot(telegram) as bot:
        await bot.send_message(telegram.group_id("emploi"), "Offre 21")
    offer = dylan.last("emploi")
    theirs = await dylan.says("pas pour le bot", "emploi")
    await telegram.person("hina").says("ni ceci", reply_to=theirs)
    answer = await telegram.person("hina").says("je prends", reply_to=offer)
    await dylan.says("moi aussi", thread=offer)
    await telegram.person("hina").edits(answer, "je passe")
    assert [(one.kind, one.body["text"]) for one in telegram.pending] == [
        ("message", "je prends"),
        ("message", "moi aussi"),
        ("edited_message", "je passe"),
    ]
    assert telegram.pending[0].body["reply_to_message"]["text"] == "Offre 21"
    assert "reply_to_message" not in telegram.pending[0].body["reply_to_message"]


@pytest.mark.parametrize("group", ["libre", "ailleurs"])
async def test_an_administrator_hears_everything_and_a_stranger_nothing(telegram, group):
    await telegram.person("dylan").says("bonjour à tous", group)
    assert len(telegram.pending) == (group == "libre")


async def test_without_privacy_mode_it_hears_everything():
    groups = [Group(name="emploi", members=("dylan",))]
    async with StrictTelegram(people=["dylan"], groups=groups, rules=Rules(privacy=False)) as telegram:
        await telegram.person("dylan").says("bonjour à tous", "#emploi")
        assert len(telegram.pending) == 1
