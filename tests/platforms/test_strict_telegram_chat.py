"""Who may be written to, what may be changed, and that all python-telegram-bot sends is understood."""

import aiohttp
import pytest
from telegram import BotCommand, LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from bot.playground.telegram import Rules, StrictTelegram
from tests.platforms.telegram_calls import AWAY, DYLAN, EMPLOI, FORUM, STRANGER, SUPER, bot, calls, refusal, telegram
from tests.platforms.tiny_ptb import a_bot, keyboard

__all__ = ["bot", "calls", "telegram"]

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup"
    " of the message"
)


async def test_unknown_methods_and_tokens(calls, telegram, bot):
    assert (await calls("sendMassage", chat_id=1))["description"] == "Not Found: method not found"
    async with calls.session.get(f"{telegram.api_url}7:wrong/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")
    telegram.revoke_token()
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_who_may_not_be_written_to(bot, telegram):
    dylan, old = telegram.person("dylan"), telegram.group_id("emploi")
    rows_of = [
        (STRANGER.id, "bot can't initiate conversation with a user"),
        (AWAY.id, "bot is not a member of the group chat"),
    ]
    await dylan.blocks()
    await dylan.removes_bot("emploi")
    await dylan.removes_bot("grand")
    rows_of += [
        (dylan.id, "bot was blocked by the user"),
        (EMPLOI.id, "bot was kicked from the group chat"),
        (SUPER.id, "bot was kicked from the supergroup chat"),
    ]
    for chat, problem in rows_of:
        with pytest.raises(Forbidden) as refused:
            await bot.send_message(chat, "Bonjour")
        assert refused.value.message == f"Forbidden: {problem}"
    await dylan.unblocks()
    await dylan.adds_bot("emploi")
    await bot.send_message(dylan.id, "Vous revoilà")
    await bot.send_message(old, "Vous revoilà aussi")
    assert dylan.sees("Vous revoilà aussi", "emploi")


async def test_a_group_that_became_a_supergroup_names_its_new_id(bot, telegram):
    old, new = telegram.group_id("emploi"), telegram.migrates("emploi")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "Bonjour")
    assert moved.value.new_chat_id == new == telegram.group_id("emploi") < -1_000_000_000_000
    sent = await bot.send_message(new, "Bonjour")
    assert (sent.chat.type, sent.chat.id) == ("supergroup", new)


async def test_edits(bot, calls, telegram):
    dylan = telegram.person("dylan")
    theirs = await dylan.says("le mien")
    ours = await bot.send_message(dylan.id, "le vôtre", reply_markup=keyboard("Oui"))
    below = await calls("sendMessage", chat_id=dylan.id, text="x", reply_markup={"keyboard": [["Oui"]]})
    filed = await bot.send_document(dylan.id, b"a;b", filename="export.csv")
    table = [
        ({"message_id": theirs.message_id, "text": "x"}, "message can't be edited"),
        ({"message_id": below["result"]["message_id"], "text": "x"}, "message can't be edited"),
        ({"message_id": 9999, "text": "x"}, "message to edit not found"),
        ({"message_id": ours.message_id, "text": "le vôtre", "reply_markup": keyboard("Oui").to_dict()}, SAME),
        ({"message_id": ours.message_id, "text": ""}, "message text is empty"),
        ({"message_id": ours.message_id, "text": "x", "reply_markup": {"keyboard": [["Oui"]]}}, "inline keyboard expected"),
        ({"message_id": filed.message_id, "text": "x"}, "there is no text in the message to edit"),
        ({"message_id": ours.message_id, "text": "x", "chat_id": STRANGER.id}, "Forbidden: bot can't initiate conversation with a user"),
    ]
    for arguments, problem in table:
        assert refusal(await calls("editMessageText", **({"chat_id": dylan.id} | arguments))) == problem
    assert dylan.buttons(on=dylan.messages()[1]) == ["Oui"]
    await ours.edit_text("le vôtre")
    assert dylan.buttons(on=dylan.messages()[1]) == []
    await ours.edit_reply_markup(keyboard("Non"))
    assert (
        refusal(await calls("editMessageReplyMarkup", chat_id=dylan.id, message_id=ours.message_id, reply_markup=keyboard("Non").to_dict()))
        == SAME
    )


async def test_only_what_is_shown_as_edited_has_an_edit_date(bot, telegram):
    dylan = telegram.person("dylan")
    ours = await bot.send_message(dylan.id, "le vôtre")
    assert (await ours.edit_reply_markup(keyboard("Oui"))).edit_date is None
    assert (await ours.edit_text("un autre")).edit_date is not None


async def test_callbacks_are_answered_once_and_soon(bot, calls, telegram):
    dylan = telegram.person("dylan")
    await bot.send_message(dylan.id, "Prêt ?", reply_markup=keyboard("Oui"))
    old = "query is too old and response timeout expired or query ID is invalid"
    assert refusal(await calls("answerCallbackQuery", callback_query_id="12")) == old
    pressed = await dylan.presses("Oui")
    assert (pressed.acknowledged, pressed.answered) == (False, False)
    (waiting,) = telegram.unanswered
    assert refusal(await calls("answerCallbackQuery", callback_query_id=waiting.query_id, text="x" * 201)) == "MESSAGE_TOO_LONG"
    assert await bot.answer_callback_query(waiting.query_id, "x" * 200, show_alert=True)
    assert refusal(await calls("answerCallbackQuery", callback_query_id=waiting.query_id)) == old
    assert (dylan.toasts, telegram.unanswered) == (["x" * 200], [])


async def test_a_late_answer_to_a_callback():
    async with StrictTelegram(people=[DYLAN], rules=Rules(callback_seconds=0.0)) as telegram, a_bot(telegram) as bot:
        dylan = telegram.person("dylan")
        await bot.send_message(dylan.id, "Prêt ?", reply_markup=keyboard("Oui"))
        await dylan.presses("Oui")
        (waiting,) = telegram.unanswered
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(waiting.query_id)


async def test_deletions(calls, bot, telegram):
    dylan = telegram.person("dylan")
    theirs, ours = await dylan.says("public", "emploi"), await bot.send_message(dylan.id, "Bonjour")
    gone = {"chat_id": dylan.id, "message_id": ours.message_id}
    assert refusal(await calls("deleteMessage", chat_id=EMPLOI.id, message_id=theirs.message_id)) == "message can't be deleted for everyone"
    assert (await calls("deleteMessage", **gone))["result"] is True
    assert refusal(await calls("deleteMessage", **gone)) == "message to delete not found"
    assert not dylan.sees("Bonjour")


async def test_what_ptb_sends_is_understood(bot, telegram):
    """Nothing the library adds by itself is an unknown parameter."""
    dylan = telegram.person("dylan")
    first = await dylan.says("un")
    options = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(
        dylan.id,
        "<b>deux</b>",
        parse_mode="HTML",
        link_preview_options=options,
        reply_parameters=ReplyParameters(first.message_id),
        reply_markup=keyboard("Oui"),
        disable_notification=True,
        protect_content=True,
    )
    assert sent.reply_to_message.text == "un"
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "do:Oui"
    assert sent.parse_entities() == {sent.entities[0]: "deux"}
    assert await bot.set_my_commands([BotCommand("aide", "Aide")], language_code="fr")
    assert [one.command for one in await bot.get_my_commands(language_code="fr")] == ["aide"]
    assert await bot.delete_my_commands(language_code="fr")
    assert await bot.get_my_commands(language_code="fr") == ()
    assert (await bot.get_chat(dylan.id)).type == "private"
    assert (await bot.get_chat_member(EMPLOI.id, dylan.id)).status == "member"
    assert (await bot.get_chat_member(EMPLOI.id, telegram.bot_id)).user.username == telegram.bot_username
    assert await bot.get_chat_member_count(EMPLOI.id) == 2
    assert await bot.send_chat_action(dylan.id, "typing")
    assert await bot.set_message_reaction(dylan.id, first.message_id, "👌")
    assert await bot.set_my_description("Le réseau")
    assert await bot.set_my_short_description("Réseau")
    assert await bot.set_chat_menu_button(dylan.id)
    assert await bot.leave_chat(EMPLOI.id)
    assert (await bot.get_webhook_info()).url == ""
    me = await bot.get_me()
    assert (me.id, me.username, me.can_read_all_group_messages) == (telegram.bot_id, "maillage_bot", False)
    assert all(one.accepted for one in telegram.log)


async def test_a_document_goes_both_ways(bot, telegram):
    dylan = telegram.person("dylan")
    sent = await bot.send_document(dylan.id, b"nom;valeur", filename="mes-donnees.csv", caption="Vos <b>données</b>", parse_mode="HTML")
    assert (sent.document.file_name, sent.document.file_size) == ("mes-donnees.csv", 10)
    assert dylan.text(dylan.last()) == "📎 mes-donnees.csv\nVos données"
    assert dylan.file(dylan.last()) == b"nom;valeur"
    received = await dylan.sends("document", content=b"contenu", name="a.txt")
    file = await bot.get_file(received.media["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"contenu"
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(dylan.id, b"x", caption="x" * 1025)
    with pytest.raises(BadRequest, match="non-empty"):
        await bot.send_document(dylan.id, b"")


async def test_a_file_may_come_in_a_part_of_its_own(calls, telegram):
    form = aiohttp.FormData({"chat_id": str(DYLAN.id), "document": "attach://part"})
    form.add_field("part", b"contenu", filename="a.txt", content_type="text/plain")
    async with calls.session.post(f"{telegram.api_url}{telegram.token}/sendDocument", data=form) as response:
        sent = (await response.json())["result"]["document"]
    assert (sent["file_name"], sent["mime_type"], sent["file_size"]) == ("a.txt", "text/plain", 7)
    nothing = await calls("sendDocument", chat_id=DYLAN.id, document="attach://part")
    assert refusal(nothing) == "wrong remote file identifier specified: Wrong padding in the string"


async def test_files_are_fetched_with_the_token_and_up_to_20_megabytes(calls, telegram, bot):
    received = await telegram.person("dylan").sends("document", content=b"x" * 20_000_001)
    file_id = received.media["document"]["file_id"]
    assert refusal(await calls("getFile", file_id=file_id)) == "file is too big"
    for token, status in ((telegram.token, 200), ("7:wrong", 404)):
        async with calls.session.get(f"{telegram.file_url}{token}/documents/{file_id}") as response:
            assert response.status == status


async def test_a_topic_and_an_answer_of_the_bot_stand_where_it_says(bot, telegram):
    dylan = telegram.person("dylan")
    opened = await dylan.says("/offre", "forum", topic="Offres")
    sent = await bot.send_message(FORUM.id, "Noté", message_thread_id=opened.topic, reply_parameters=ReplyParameters(opened.message_id))
    assert (sent.message_thread_id, sent.is_topic_message, sent.reply_to_message.text) == (opened.topic, True, "/offre")
    # In a supergroup without topics the number of a chain of answers is taken and means nothing.
    first = await dylan.says("@maillage_bot offre", "grand")
    assert (await bot.send_message(SUPER.id, "Noté", message_thread_id=first.message_id)).message_thread_id is None
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(SUPER.id, "Noté", message_thread_id=999)


async def test_who_is_who(telegram):
    dylan = telegram.person("dylan")
    sent = await dylan.says("Bonjour", "emploi")
    assert [room.name for room in dylan.rooms()] == ["dylan", "emploi", "forum", "ailleurs", "grand"]
    assert (telegram.world.label(sent.user), telegram.world.label(telegram.bot_id)) == ("Dylan", "Maillage")
    assert (sent.channel, sent.ts) == (str(EMPLOI.id), str(sent.message_id))
