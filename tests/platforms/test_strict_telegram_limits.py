"""What the strict Telegram refuses: each row is a call and the words Telegram gives for it."""

import json

import aiohttp
import pytest
from telegram.error import RetryAfter

from bot.playground.telegram import Rules, StrictTelegram
from bot.playground.telegram.pacing import Pacing
from tests.platforms.telegram_calls import DYLAN, EMPLOI, FORUM, bot, calls, refusal, telegram
from tests.platforms.tiny_ptb import a_bot

__all__ = ["bot", "calls", "telegram"]


def button(text="Oui", **action):
    return {"text": text, **(action or {"callback_data": "oui"})}


def rows(*buttons, each=1):
    return {"inline_keyboard": [list(buttons[start : start + each]) for start in range(0, len(buttons), each)]}


HTML = [
    ("<b>gras</b> et <i>penché</i>", "", [("bold", 0, 4), ("italic", 8, 6)]),
    ("<strong>a</strong><em>b</em><ins>c</ins><strike>d</strike><del>e</del>", "", None),
    ("<u>a</u><s>b</s><tg-spoiler>c</tg-spoiler><span class='tg-spoiler'>d</span>", "", None),
    ('<a href="https://cress.example/a?b=1&amp;c=2">lien</a>', "", [("text_link", 0, 4)]),
    ('<a href="tg://user?id=42">lui</a>', "", [("text_mention", 0, 3)]),
    ('<a href="nulle part">lien perdu</a>', "", []),
    ('<pre><code class="language-python">x = 1</code></pre>', "", [("pre", 0, 5)]),
    ("<blockquote>dit</blockquote><blockquote expandable>long</blockquote>", "", [("blockquote", 0, 3), ("expandable_blockquote", 3, 4)]),
    ("🌴 <b>𝕏</b>", "", [("bold", 3, 2)]),
    ("<b>a<i>b</i></b>", "", [("bold", 0, 2), ("italic", 1, 1)]),
    ("  <b> x </b>  ", "", [("bold", 0, 1)]),
    ("<B>haut</B>", "", [("bold", 0, 4)]),
    ("&lt;&gt;&amp;&quot;&#39;&#x27;", "", []),
    ("&nbsp;&eacute; reste", "", []),
    ("<b></b>rien de gras", "", []),
    ("<b>sans fin", "can't parse entities: Can't find end tag corresponding to start tag \"b\"", None),
    ("é<b>x</i>", 'can\'t parse entities: Unmatched end tag at byte offset 6, expected "</b>", found "</i>"', None),
    ("x</b>", "can't parse entities: Unexpected end tag at byte offset 1", None),
    ("<p>x</p>", 'can\'t parse entities: Unsupported start tag "p" at byte offset 0', None),
    ('<tg-emoji emoji-id="5368">👍</tg-emoji>', "", [("custom_emoji", 0, 2)]),
    ("a<br>b", 'can\'t parse entities: Unsupported start tag "br" at byte offset 1', None),
    ("2 < 3", 'can\'t parse entities: Unsupported start tag "" at byte offset 2', None),
    ("x <b", "can't parse entities: Unclosed start tag at byte offset 2", None),
    ("<b>x</b", "can't parse entities: Unclosed end tag at byte offset 4", None),
    ('<a href="x', "can't parse entities: Unexpected end of name token at byte offset 0", None),
    ("<a href", "can't parse entities: Unclosed start tag at byte offset 0", None),
    ('<a ="x">y</a>', 'can\'t parse entities: Empty attribute name in the tag "a" at byte offset 0', None),
    ("<span>x</span>", 'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0', None),
    ("<b> </b>", "message text is empty", None),
]


@pytest.mark.parametrize(("source", "problem", "entities"), HTML)
async def test_html(calls, source, problem, entities):
    answer = await calls("sendMessage", chat_id=DYLAN.id, text=source, parse_mode="HTML")
    assert refusal(answer) == problem
    if not problem and entities is not None:
        given = answer["result"].get("entities", [])
        assert [(one["type"], one["offset"], one["length"]) for one in given] == entities


async def test_html_is_read_as_letters_and_links_keep_their_address(calls, telegram):
    text = '&lt;b&gt; &amp;amp; &#233;&nbsp;<a href="https://x.example/?a=1&amp;b=2">ici</a> <a href="tg://user?id=42">lui</a>'
    answer = await calls("sendMessage", chat_id=DYLAN.id, text=text, parse_mode="html")
    assert answer["result"]["text"] == "<b> &amp; é&nbsp;ici lui"
    link, mention = answer["result"]["entities"]
    assert link["url"] == "https://x.example/?a=1&b=2"
    assert mention["user"]["id"] == 42
    assert telegram.person("dylan").sees("<b> &amp; é&nbsp;ici lui")


SENDS = {
    "no chat": ({"text": "x"}, "chat_id is empty"),
    "a chat nobody knows": ({"chat_id": 12, "text": "x"}, "chat not found"),
    "a chat that is no number": ({"chat_id": "dylan", "text": "x"}, "chat not found"),
    "a name of no chat": ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
    "no text": ({}, "message text is empty"),
    "spaces alone": ({"text": " \n "}, "message text is empty"),
    "signs of no width": ({"text": "\u200b\u200d\u2060"}, "message text is empty"),
    "4,097 letters": ({"text": "x" * 4097}, "message is too long"),
    "2,049 palms, which count two each": ({"text": "🌴" * 2049}, "message is too long"),
    "a mode we do not speak": ({"text": "*x*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    "an unknown parameter": ({"text": "x", "blocks": []}, 'unknown parameter "blocks"'),
    "a text that is a list": ({"text": ["x"]}, 'field "text" must be of type String'),
    "a thread that is a word": ({"text": "x", "message_thread_id": "un"}, 'field "message_thread_id" must be a valid Integer'),
    "a flag that is a word": ({"text": "x", "protect_content": "oui"}, 'field "protect_content" must be of type Boolean'),
    "markup that is no JSON": ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
    "markup that is a list": ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
    "markup of no kind": ({"text": "x", "reply_markup": {"buttons": []}}, "object expected as reply markup"),
    "entities that are an object": ({"text": "x", "entities": {}}, "array expected as entities"),
    "an answer to nothing": ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    "an answer without an id": ({"text": "x", "reply_parameters": {}}, "can't parse reply parameters: message_id isn't specified"),
    "a topic in private": ({"text": "x", "message_thread_id": 3}, "message thread not found"),
    "a topic the forum lacks": ({"text": "x", "chat_id": FORUM.id, "message_thread_id": 3}, "message thread not found"),
    "an inline keyboard of words": ({"text": "x", "reply_markup": {"inline_keyboard": "Oui"}}, "can't parse reply keyboard markup JSON object: expected an Array of Arrays"),
    "a button without text": ({"text": "x", "reply_markup": rows({"callback_data": "a"})}, 'can\'t parse inline keyboard button: can\'t find field "text"'),
    "a button of spaces": ({"text": "x", "reply_markup": rows(button(" "))}, "can't parse inline keyboard button: button text must be non-empty"),
    "a button that is a number": ({"text": "x", "reply_markup": rows(7)}, "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
    "a button that does nothing": ({"text": "x", "reply_markup": rows({"text": "Oui"})}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    "a button with two actions": ({"text": "x", "reply_markup": rows(button(callback_data="a", url="https://x.example"))}, "can't parse inline keyboard button: exactly one action is expected"),
    "a button with a field of ours": ({"text": "x", "reply_markup": rows(button(callback_data="a", value="b"))}, 'can\'t parse inline keyboard button: unknown field "value"'),
    "empty callback data": ({"text": "x", "reply_markup": rows(button(callback_data=""))}, "BUTTON_DATA_INVALID"),
    "65 bytes of callback data": ({"text": "x", "reply_markup": rows(button(callback_data="x" * 65))}, "BUTTON_DATA_INVALID"),
    "33 é of callback data": ({"text": "x", "reply_markup": rows(button(callback_data="é" * 33))}, "BUTTON_DATA_INVALID"),
    "a button that leads nowhere": ({"text": "x", "reply_markup": rows(button(url="nulle part"))}, "BUTTON_URL_INVALID"),
    "nine buttons in a row": ({"text": "x", "reply_markup": rows(*[button()] * 9, each=9)}, "reply markup is too long"),
    "101 buttons": ({"text": "x", "reply_markup": rows(*[button()] * 101, each=8)}, "reply markup is too long"),
}  # fmt: skip
ACCEPTED = {
    "4,096 letters": {"text": "x" * 4096},
    "4,096 letters inside tags": {"text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"},
    "2,048 palms": {"text": "🌴" * 2048},
    "64 bytes of callback data": {"text": "x", "reply_markup": rows(button(callback_data="é" * 32))},
    "a hundred buttons, eight a row": {"text": "x", "reply_markup": rows(*[button()] * 100, each=8)},
    "markup as a string of JSON": {"text": "x", "reply_markup": json.dumps(rows(button()))},
    "an answer to nothing that may be": {"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
    "numbers as words": {"text": 12, "disable_notification": "true", "chat_id": str(DYLAN.id)},
    "a keyboard of words": {"text": "x", "reply_markup": {"keyboard": [["Oui", {"text": "Non"}]], "resize_keyboard": True}},
    "an empty keyboard": {"text": "x", "reply_markup": {"inline_keyboard": []}},
}


@pytest.mark.parametrize("row", SENDS)
async def test_what_cannot_be_sent(calls, telegram, row):
    arguments, problem = SENDS[row]
    given = {"chat_id": DYLAN.id, **arguments} if row != "no chat" else arguments
    answer = await calls("sendMessage", **given)
    assert (refusal(answer), answer["error_code"]) == (problem, 400)
    assert telegram.person("dylan").messages() == []
    assert telegram.log[-1].error.endswith(problem)
    assert not telegram.log[-1].accepted


@pytest.mark.parametrize("row", ACCEPTED)
async def test_what_just_fits(calls, telegram, row):
    assert refusal(await calls("sendMessage", **({"chat_id": DYLAN.id} | ACCEPTED[row]))) == ""
    (call,) = telegram.accepted("sendMessage")
    assert (call.chat, call.message_id) == (DYLAN.id, telegram.person("dylan").last().message_id)


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_arguments_come_in_four_ways(calls, telegram, way):
    given = {"chat_id": str(DYLAN.id), "text": "Bonjour", "reply_markup": json.dumps(rows(button("Oui")))}
    url = f"{telegram.api_url}{telegram.token}/SENDMESSAGE"
    ways = {
        "query": {"params": given},
        "form": {"data": given},
        "json": {"json": given},
        "multipart": {"data": aiohttp.FormData(given, default_to_multipart=True)},
    }
    async with calls.session.post(url, **ways[way]) as response:
        assert (await response.json())["ok"] is True
    assert telegram.person("dylan").buttons() == ["Oui"]


async def test_a_body_that_is_no_json(calls, telegram):
    url, json_type = f"{telegram.api_url}{telegram.token}/getMe", {"Content-Type": "application/json"}
    for body, problem in (("{", "can't parse JSON body"), ("[]", "object expected as JSON body")):
        async with calls.session.post(url, data=body, headers=json_type) as response:
            assert refusal(await response.json()) == problem


COMMANDS = [
    ([("Aide", "x")], "BOT_COMMAND_INVALID"),
    ([("a" * 33, "x")], "BOT_COMMAND_INVALID"),
    ([("début", "x")], "BOT_COMMAND_INVALID"),
    ([("aide", "")], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([("aide", "x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([(f"c{number}", "x") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ([("a" * 32, "x" * 256)], ""),
    ([(f"c{number}", "x") for number in range(100)], ""),
]


@pytest.mark.parametrize(("commands", "problem"), COMMANDS)
async def test_command_menus(calls, commands, problem):
    given = [{"command": name, "description": words} for name, words in commands]
    assert refusal(await calls("setMyCommands", commands=given)) == problem


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"scope": {"type": "everybody"}}, "can't parse BotCommandScope: unsupported type specified"),
        ({"scope": {"type": "chat"}}, "can't parse BotCommandScope: chat_id is empty"),
        ({"scope": {"type": "chat_member", "chat_id": 1}}, "can't parse BotCommandScope: user_id is empty"),
        ({"language_code": "fr-FR"}, "LANG_CODE_INVALID"),
        ({"commands": ["aide"]}, "can't parse BotCommand: expected an Object with command and description"),
        ({"commands": None}, "can't parse commands JSON object"),
    ],
)
async def test_scopes_and_languages_of_menus(calls, arguments, problem):
    given = {"commands": [{"command": "aide", "description": "Aide"}]} | arguments
    assert refusal(await calls("setMyCommands", **given)) == problem


REACTIONS = [
    ([{"type": "emoji", "emoji": "👌"}], ""),
    ([{"type": "emoji", "emoji": "❤\ufe0f"}], ""),
    ([], ""),
    ([{"type": "emoji", "emoji": "✅"}], "REACTION_INVALID"),
    ([{"type": "custom_emoji", "custom_emoji_id": "1"}], "REACTION_INVALID"),
    ([{"type": "sticker"}], "can't parse reaction types JSON object: invalid reaction type specified"),
    ([{"type": "emoji", "emoji": "👌"}, {"type": "emoji", "emoji": "🙏"}], "REACTIONS_TOO_MANY"),
]


@pytest.mark.parametrize(("reaction", "problem"), REACTIONS)
async def test_reactions(calls, telegram, reaction, problem):
    sent = await telegram.person("dylan").says("Bonjour")
    assert refusal(await calls("setMessageReaction", chat_id=DYLAN.id, message_id=sent.message_id, reaction=reaction)) == problem
    gone = await calls("setMessageReaction", chat_id=DYLAN.id, message_id=999, reaction=[])
    assert refusal(gone) == "message to react not found"


@pytest.mark.parametrize(
    ("method", "arguments", "problem"),
    [
        ("sendChatAction", {"chat_id": DYLAN.id, "action": "dancing"}, "wrong parameter action in request"),
        ("sendDocument", {"chat_id": DYLAN.id}, "there is no document in the request"),
        ("sendDocument", {"chat_id": DYLAN.id, "document": "x"}, "wrong remote file identifier specified: Wrong padding in the string"),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("getChat", {"chat_id": 12}, "chat not found"),
        ("getChatMember", {"chat_id": EMPLOI.id, "user_id": 12}, "PARTICIPANT_ID_INVALID"),
        ("leaveChat", {"chat_id": DYLAN.id}, "chat member status can't be changed in private chats"),
        ("setChatMenuButton", {"menu_button": {"type": "x"}}, "can't parse menu button: MenuButton has unsupported type"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
        ("setWebhook", {"url": "tg://x"}, "invalid webhook URL specified"),
        ("setWebhook", {"url": "http://bot.example/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ("setWebhook", {"url": "https://bot.example:8080/x"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ("setWebhook", {"url": "https://bot.example/x", "secret_token": "x" * 257}, "secret token is too long"),
        ("setWebhook", {"url": "https://bot.example/x", "secret_token": "é"}, "secret token contains unallowed characters"),
    ],
)
async def test_the_other_methods(calls, method, arguments, problem):
    assert refusal(await calls(method, **arguments)) == problem


PACES = [
    ("a second message to a chat within a second", [(0.0, 5, 0), (0.4, 5, 1), (1.0, 5, 0)]),
    ("others meanwhile", [(0.0, 5, 0), (0.1, 6, 0), (0.2, -7, 0)]),
    ("a 21st to a group within a minute", [*((second, -7, 0) for second in range(20)), (20, -7, 40), (59.5, -7, 1), (60, -7, 0)]),
    ("a 21st to a person", [(second, 5, 0) for second in range(21)]),
    ("a 31st in all within a second", [*((0.0, chat, 0) for chat in range(1, 31)), (0.9, 31, 1), (1.0, 31, 0)]),
]


@pytest.mark.parametrize(("_", "sends"), PACES)
def test_how_fast_a_bot_may_write(_, sends):
    instant = 0.0
    pacing = Pacing(clock=lambda: instant)
    for at, chat, wait in sends:
        instant = 1000.0 + at
        assert pacing.wait(chat) == wait


async def test_strict_pacing_counts_sends_and_edits():
    async with StrictTelegram(people=[DYLAN], rules=Rules(strict_pacing=True)) as telegram, a_bot(telegram) as bot:
        telegram.api.pacing.clock = lambda: 0.0
        sent = await bot.send_message(DYLAN.id, "un")
        with pytest.raises(RetryAfter):
            await sent.edit_text("deux")
        assert telegram.log[-1].error == "Too Many Requests: retry after 1"
        assert [one.text for one in telegram.world.messages(DYLAN.id)] == ["un"]
