"""A real python-telegram-bot and people in the strict Telegram: what is said, pressed, changed and marked."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot import playground
from bot.playground.telegram import GestureError, StrictTelegram, TelegramError
from tests.platforms.telegram_rooms import FRIDAY, story, telegram, tiny
from tests.platforms.tiny_ptb import keyboard

__all__ = ["story", "telegram", "tiny"]


async def test_a_message_is_answered_in_private_and_dated_by_the_story(telegram, tiny):
    @tiny.on
    async def answer(update, bot):
        await update.effective_message.reply_html(f"<b>Reçu</b> : {update.message.text}")

    dylan = telegram.person("dylan")
    sent = await dylan.says("cherche modèle")

    assert dylan.sees("Reçu : cherche modèle")
    assert [dylan.text(one) for one in dylan.messages()] == ["cherche modèle", "Reçu : cherche modèle"]
    assert sent.date == FRIDAY.timestamp()
    (update,) = tiny.heard
    assert update.message.date == FRIDAY
    assert update.message.from_user.language_code == "fr"
    assert (update.message.chat.id, update.message.chat.type) == (dylan.id, "private")
    assert telegram.pending == []


async def test_a_press_is_told_with_its_message_and_the_toast_is_seen(telegram, tiny):
    @tiny.on
    async def answer(update, bot):
        if update.callback_query:
            await update.callback_query.answer("C'est noté")
            await update.callback_query.edit_message_text(f"Corrigé {len(tiny.heard)}", reply_markup=keyboard("Annuler"))
        else:
            await update.message.reply_text("Reçu", reply_markup=keyboard("Corriger", "Annuler"))

    dylan = telegram.person("dylan")
    await dylan.says("offre")
    assert dylan.buttons() == ["Corriger", "Annuler"]
    first = dylan.last()
    pressed = await dylan.presses("Corriger")

    assert (pressed.acknowledged, pressed.answered, pressed.text) == (True, True, "C'est noté")
    assert dylan.toasts == ["C'est noté"]
    query = tiny.heard[-1].callback_query
    assert (query.data, query.message.text, query.from_user.id) == ("do:Corriger", "Reçu", dylan.id)
    assert dylan.text(dylan.last()) == "Corrigé 2"
    assert dylan.buttons() == ["Annuler"]
    with pytest.raises(GestureError, match="no_such_button"):
        await dylan.presses("Corriger")
    # A phone that has not received the edit yet still shows the old button.
    await dylan.presses("Corriger", on=first)
    assert tiny.heard[-1].callback_query.message.text == "Corrigé 2"
    assert dylan.sees("Corrigé 3")
    assert telegram.unanswered == []


async def test_what_a_person_edits_comes_as_edited_message(telegram, tiny, story):
    dylan = telegram.person("dylan")
    sent = await dylan.says("avant le 14")
    story.now = datetime(2026, 11, 20, 12, 5, tzinfo=UTC)
    await dylan.edits(sent, "avant le **15**", formatted=True)

    edited = tiny.heard[-1].edited_message
    assert (edited.message_id, edited.text, edited.date) == (sent.message_id, "avant le 15", FRIDAY)
    assert edited.edit_date == story.now
    assert [one.type for one in edited.entities] == ["bold"]
    for text, refusal in (("x" * 4097, "too_long"), (" ", "no_text")):
        with pytest.raises(GestureError, match=refusal):
            await dylan.edits(sent, text)
    with pytest.raises(GestureError, match="not_yours"):
        await telegram.person("hina").edits(sent, "non")


async def test_a_press_nobody_answers_keeps_its_progress_bar(telegram, tiny):
    dylan = telegram.person("dylan")
    await dylan.starts()
    await tiny.bot.send_message(dylan.id, "Prêt ?", reply_markup=keyboard("Oui", "Oui"))
    pressed = await dylan.presses("Oui", nth=2)
    assert (pressed.acknowledged, pressed.answered, pressed.text) == (True, False, "")
    assert [one.asked for one in telegram.unanswered] == ["do:Oui"]
    with pytest.raises(GestureError, match="no_such_button"):
        await dylan.presses("Oui", nth=3)


async def test_a_button_on_a_message_that_is_gone(telegram, tiny):
    dylan = telegram.person("dylan")
    await dylan.starts()
    sent = await tiny.bot.send_message(dylan.id, "Prêt ?", reply_markup=keyboard("Oui"))
    kept = dylan.last()
    await sent.delete()
    await dylan.presses("Oui", on=kept)
    query = tiny.heard[-1].callback_query
    assert (query.message.message_id, query.message.is_accessible) == (kept.message_id, False)
    assert not dylan.sees("Prêt ?")


async def test_a_link_to_the_bot_starts_it_with_what_it_carries(telegram, tiny):
    dylan, hina = telegram.person("dylan"), telegram.person("hina")
    await dylan.starts("inv_4f2-a")
    assert tiny.heard[-1].message.text == "/start inv_4f2-a"
    assert tiny.heard[-1].message.parse_entities() == {tiny.heard[-1].message.entities[0]: "/start"}
    link = [
        [
            InlineKeyboardButton("Me relier", url="https://t.me/maillage_bot?start=abc"),
            InlineKeyboardButton("Site", url="https://x.example"),
        ]
    ]
    await tiny.bot.send_message(telegram.group_id("emploi"), "Reliez-vous", reply_markup=InlineKeyboardMarkup(link))
    assert (await hina.presses("Me relier")).url.endswith("start=abc")
    assert (tiny.heard[-1].message.text, tiny.heard[-1].message.chat.id) == ("/start abc", hina.id)
    heard = len(tiny.heard)
    assert (await hina.presses("Site")).url == "https://x.example"
    assert len(tiny.heard) == heard
    for payload in ("x" * 65, "é", "a b"):
        with pytest.raises(GestureError, match="bad_deep_link"):
            await dylan.starts(payload)


async def test_a_person_blocks_the_bot_and_comes_back(telegram, tiny):
    dylan = telegram.person("dylan")
    await dylan.says("Bonjour")
    await dylan.blocks()
    blocked = tiny.heard[-1].my_chat_member
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert (blocked.chat.id, blocked.from_user.id, blocked.date) == (dylan.id, dylan.id, FRIDAY)
    with pytest.raises(GestureError, match="blocked"):
        await dylan.says("rien")
    await dylan.starts()
    assert [bool(one.my_chat_member) for one in tiny.heard] == [False, True, True, False]
    assert tiny.heard[2].my_chat_member.new_chat_member.status == "member"


async def test_the_bot_enters_a_group_and_leaves_it(telegram, tiny):
    dylan = telegram.person("dylan")
    await dylan.adds_bot("ailleurs")
    entered, service = tiny.heard
    assert (entered.my_chat_member.chat.title, entered.my_chat_member.new_chat_member.status) == ("Ailleurs", "member")
    assert service.message.new_chat_members[0].id == telegram.bot_id
    assert dylan.text(dylan.messages("ailleurs")[0]) == "→ Maillage"
    await dylan.removes_bot("ailleurs")
    assert tiny.heard[-1].my_chat_member.new_chat_member.status == "kicked"
    await dylan.says("/aide", "ailleurs")
    assert len(tiny.heard) == 3
    with pytest.raises(GestureError, match="not_in_room"):
        await telegram.person("paul").adds_bot("emploi")
    with pytest.raises(GestureError, match="no_such_room"):
        dylan.messages("inconnu")


async def test_topics_of_a_forum(telegram, tiny):
    @tiny.on
    async def answer(update, bot):
        if update.message.text:
            where = update.message.message_thread_id if update.message.is_topic_message else None
            await bot.send_message(update.message.chat_id, "Noté", message_thread_id=where)

    dylan = telegram.person("dylan")
    await dylan.says("/offre", "forum", topic="Offres")
    await telegram.person("hina").says("/aide", "forum")
    opened, offer, general = (one.message for one in tiny.heard)
    assert opened.forum_topic_created.name == "Offres"
    assert (offer.message_thread_id, offer.is_topic_message) == (opened.message_id, True)
    # What answers nothing answers the message that opened the topic.
    assert offer.reply_to_message.forum_topic_created.name == "Offres"
    assert (general.message_thread_id, general.is_topic_message, general.reply_to_message) == (None, None, None)
    in_topic = await dylan.says("suite", "forum", topic=opened.message_id)
    assert [dylan.text(one) for one in dylan.messages(in_topic)] == ["# Offres", "/offre", "Noté", "suite"]
    assert dylan.last("forum").topic == 0
    with pytest.raises(TelegramError, match="the chat is not a forum"):
        await dylan.says("x", "emploi", topic="Offres")


async def test_a_thread_in_a_supergroup_without_topics_is_no_topic(telegram, tiny):
    dylan = telegram.person("dylan")
    new = telegram.migrates("emploi")
    await telegram.quiet()
    away, here = (one.message for one in tiny.heard)
    assert (away.migrate_to_chat_id, here.migrate_from_chat_id) == (new, away.chat.id)
    with pytest.raises(GestureError, match="migrated"):
        await dylan.says("trop tard", reply_to=dylan.everything()[0])
    sent = await tiny.bot.send_message(new, "Offre 21")
    await dylan.says("je prends", reply_to=dylan.last("emploi"))
    heard = tiny.heard[-1].message
    assert (heard.message_thread_id, heard.is_topic_message, heard.reply_to_message.message_id) == (sent.message_id, None, sent.message_id)
    # Each supergroup counts its own messages.
    assert here.message_id == 1


async def test_what_is_forwarded_names_its_origin_or_hides_it(telegram, tiny):
    dylan = telegram.person("dylan")
    await dylan.forwards("Offre : **comptable**", sender="hina", formatted=True)
    await dylan.forwards("Réunion mardi", sender="Une amie")
    await dylan.forwards("Sans nom")
    origins = [one.message.forward_origin for one in tiny.heard]
    assert [one.type for one in origins] == ["user", "hidden_user", "hidden_user"]
    assert origins[0].sender_user.first_name == "Hina"
    assert origins[1].sender_user_name == "Une amie"
    assert tiny.heard[0].message.from_user.id == dylan.id
    assert dylan.text(dylan.messages()[0]) == "↪ Hina\nOffre : comptable"


async def test_what_is_no_text(telegram, tiny):
    dylan = telegram.person("dylan")
    for kind in ("voice", "sticker", "photo", "document", "poll", "location"):
        await dylan.sends(kind, caption="voir ici" if kind == "photo" else "")
    assert [one.message.text for one in tiny.heard] == [None] * 6
    assert [one.message.caption for one in tiny.heard] == [None, None, "voir ici", None, None, None]
    texts = [dylan.text(one) for one in dylan.messages()]
    assert texts == ["🎤", "🏷", "🖼\nvoir ici", "📎 document.pdf", "📊 ?", "📍"]
    with pytest.raises(GestureError, match="no_such_attachment"):
        await dylan.sends("hologram")
    with pytest.raises(GestureError, match="no_text"):
        await dylan.says(" \n")


async def test_reactions_go_both_ways(telegram, tiny):
    dylan = telegram.person("dylan")
    sent = await dylan.says("cherche modèle")
    await tiny.bot.set_message_reaction(dylan.id, sent.message_id, "👌")
    await dylan.reacts(sent, "🙏")
    changed = tiny.heard[-1].message_reaction
    assert ([one.emoji for one in changed.old_reaction], [one.emoji for one in changed.new_reaction]) == ([], ["🙏"])
    assert dylan.messages()[0].reactions == {telegram.bot_id: ("👌",), dylan.id: ("🙏",)}
    await dylan.reacts(sent, "")
    assert dylan.messages()[0].reactions == {telegram.bot_id: ("👌",)}
    with pytest.raises(GestureError, match="no_such_reaction"):
        await dylan.reacts(sent, "✅")
    # Of a group only an administrator is told.
    heard = len(tiny.heard)
    await dylan.reacts(await dylan.says("@maillage_bot oui", "emploi"), "👍")
    assert len(tiny.heard) == heard + 1


async def test_each_app_shows_the_narrowest_menu_in_its_language(telegram, tiny):
    dylan, hina, bot = telegram.person("dylan"), telegram.person("hina"), tiny.bot
    assert dylan.menu == []
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("aide", "Aide")], language_code="fr")
    assert (dylan.menu, hina.menu) == ([("aide", "Aide")], [("help", "Help")])
    await bot.set_my_commands([("offer", "Offer")], scope=BotCommandScopeAllPrivateChats())
    assert (dylan.menu, hina.menu) == ([("offer", "Offer")], [("offer", "Offer")])
    await bot.set_my_commands([("mine", "Mine")], scope=BotCommandScopeChat(dylan.id))
    assert (dylan.menu, hina.menu) == ([("mine", "Mine")], [("offer", "Offer")])
    await bot.set_my_commands([("agenda", "Agenda")], scope=BotCommandScopeAllGroupChats())
    one_of_them = BotCommandScopeChatMember(telegram.group_id("emploi"), hina.id)
    await bot.set_my_commands([("hers", "Hers")], scope=one_of_them)
    assert (dylan.menu_in("emploi"), hina.menu_in("emploi")) == ([("agenda", "Agenda")], [("hers", "Hers")])
    await bot.delete_my_commands(scope=one_of_them)
    assert hina.menu_in("emploi") == [("agenda", "Agenda")]


async def test_a_keyboard_in_place_of_letters_types_its_label(telegram, tiny):
    dylan = telegram.person("dylan")
    await dylan.starts()
    await tiny.bot.send_message(dylan.id, "Oui ou non ?", reply_markup=ReplyKeyboardMarkup([["Oui"], ["Non"]]))
    assert (dylan.keyboard, dylan.buttons()) == (["Oui", "Non"], [])
    await dylan.presses("Non")
    assert tiny.heard[-1].message.text == "Non"
    await tiny.bot.send_message(dylan.id, "Merci", reply_markup=ReplyKeyboardRemove())
    assert dylan.keyboard == []


async def test_people_see_their_own_rooms_only(telegram, tiny):
    dylan, hina, paul = (telegram.person(name) for name in ("dylan", "hina", "paul"))
    await dylan.says("à moi")
    mine = await dylan.says("à tous", "Emploi ESS")
    await tiny.bot.send_message(telegram.group_id("emploi"), "Offre\u202f21 – comptable")
    assert hina.sees("Offre 21 – comptable", "emploi")
    assert hina.sees("à tous")
    assert not hina.sees("à moi")
    assert not paul.sees("Offre")
    assert [one.text for one in hina.received()] == ["Offre\u202f21 – comptable"]
    assert (paul.messages(), paul.received()) == ([], [])
    await dylan.deletes(mine)
    assert not hina.sees("à tous")
    with pytest.raises(GestureError, match="no_such_message"):
        paul.last()
    with pytest.raises(GestureError, match="not_in_room"):
        await paul.says("x", "emploi")
    with pytest.raises(KeyError):
        telegram.person("nobody")


async def test_all_that_happens_is_numbered_and_can_be_waited_for(telegram, tiny):
    dylan, hina = telegram.person("dylan"), telegram.person("hina")
    happenings = telegram.world.happenings
    waiting = asyncio.create_task(happenings.wait_beyond(0, 5, hina.id))
    sent = await dylan.says("à moi")
    await dylan.edits(sent, "à moi seul")
    await dylan.deletes(sent)
    await dylan.says("à tous", "emploi")
    (seen,) = await waiting
    assert (seen.kind, seen.message.text, seen.number) == ("message", "à tous", 4)
    assert [(one.number, one.kind) for one in dylan.happenings()] == [(1, "message"), (2, "changed"), (3, "deleted"), (4, "message")]
    assert happenings.since(3) == [seen]
    assert await happenings.wait_beyond(4, 0.01) == []
    assert telegram.world.find(sent.channel, sent.ts) is None
    assert telegram.world.find(seen.message.channel, seen.message.ts) == seen.message


def test_two_people_of_one_name():
    with pytest.raises(ValueError, match="two people are called dylan"):
        StrictTelegram(people=["dylan", "dylan"])


def test_the_strict_telegram_knows_nothing_of_the_bot():
    package = Path(playground.__file__).parent / "telegram"
    imported = re.compile(r"^(?:from|import) (\S+)", re.MULTILINE)
    names = {name for file in package.glob("*.py") for name in imported.findall(file.read_text(encoding="utf-8"))}
    assert [one for one in names if one.startswith(("handlers", "storage", "scheduler", "telegram"))] == []
    assert {one for one in names if one.startswith("bot.")} <= {one for one in names if one.startswith("bot.playground.")}
