"""How updates reach a bot: by polling with offsets, by webhook with a secret, again when they were not taken; and what goes wrong on the way."""

import asyncio
import time
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import Update
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.playground.telegram import StrictTelegram, faults
from tests.platforms.telegram_rooms import story, telegram
from tests.platforms.tiny_ptb import EVERYTHING, SECRET, a_bot, by_polling, by_webhook, keyboard, served

__all__ = ["story", "telegram"]


@pytest.fixture
async def bot(telegram):
    async with a_bot(telegram) as bot:
        yield bot


async def said(telegram, *texts):
    """Typed while no bot listens."""
    return [await telegram.person("dylan").says(text) for text in texts]


async def test_an_update_comes_until_a_higher_offset_confirms_it(telegram, bot):
    await said(telegram, "un", "deux", "trois")
    first = await bot.get_updates()
    again = await bot.get_updates(limit=2)
    assert [one.message.text for one in first] == ["un", "deux", "trois"]
    assert [one.update_id for one in again] == [one.update_id for one in first[:2]]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [one.message.text for one in rest] == ["deux", "trois"]
    assert await bot.get_updates(offset=first[-1].update_id + 1) == ()
    assert telegram.pending == []
    assert telegram.polls == [0, 0, first[0].update_id + 1, first[-1].update_id + 1]


async def test_a_negative_offset_forgets_all_but_the_last(telegram, bot):
    await said(telegram, "un", "deux", "trois")
    assert [one.message.text for one in await bot.get_updates(offset=-1)] == ["trois"]
    assert len(telegram.pending) == 1


async def test_a_long_poll_waits_for_what_comes(telegram, bot):
    polling = asyncio.create_task(bot.get_updates(timeout=5))
    assert await telegram.connected()
    telegram.stage.patience = 0.01  # nobody confirms in this test
    await telegram.person("dylan").says("Bonjour")
    assert [one.message.text for one in await polling] == ["Bonjour"]


async def test_updates_of_a_day_ago_are_gone(telegram, bot, story):
    await said(telegram, "un")
    story.now += timedelta(hours=23)
    await said(telegram, "deux")
    story.now += timedelta(hours=2)
    assert [one.message.text for one in await bot.get_updates()] == ["deux"]


async def test_allowed_updates_are_kept_from_one_poll_to_the_next(telegram, bot):
    telegram.stage.patience = 0.01  # nobody confirms in this test
    dylan = telegram.person("dylan")
    (sent,) = await said(telegram, "un")
    await dylan.reacts(sent, "👍")
    await bot.get_updates(allowed_updates=["message_reaction"])
    await dylan.says("jamais gardé")
    await dylan.reacts(sent, "🙏")
    kinds = [one.to_dict().keys() - {"update_id"} for one in await bot.get_updates()]
    assert kinds == [{"message"}, {"message_reaction"}]
    await bot.get_updates(allowed_updates=[])
    await dylan.says("deux")
    assert (await bot.get_updates())[-1].message.text == "deux"


async def test_of_two_pollers_the_older_gets_a_conflict(telegram, bot):
    start = time.monotonic()
    older = asyncio.create_task(bot.get_updates(timeout=5))
    assert await telegram.connected()
    async with a_bot(telegram) as other:
        newer = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        again = asyncio.create_task(bot.get_updates(timeout=5))
        with pytest.raises(Conflict):
            await newer
        assert time.monotonic() - start >= telegram.rules.conflict_seconds
        telegram.stage.patience = 0.01
        await telegram.person("dylan").says("pour le dernier")
        assert len(await again) == 1


async def test_polling_beside_a_webhook_is_a_conflict(telegram, bot):
    polling = asyncio.create_task(bot.get_updates(timeout=5))
    assert await telegram.connected()
    await bot.set_webhook("https://bot.example/telegram", secret_token=SECRET)
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await polling
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://bot.example/telegram"
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_bot_that_dies_while_it_polls_is_not_waited_for(telegram):
    async with by_polling(telegram):
        assert (await telegram.person("dylan").types_command("/vivant")).acknowledged
    telegram.delivery.grace = 0.0
    await telegram.person("dylan").says("mort")
    await telegram.quiet()
    assert not telegram.delivery.awake
    assert [one.body["text"] for one in telegram.pending] == ["mort"]


async def test_connected_says_when_nobody_comes(telegram):
    assert await telegram.connected(0.01) is False


class Failing:
    """A bot behind a webhook that answers what a test wants, and remembers what came."""

    def __init__(self, *statuses):
        self.statuses = list(statuses)
        self.came = []
        self.secrets = []

    async def receive(self, request):
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.came.append(await request.json())
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


async def test_a_webhook_is_called_again_until_it_says_yes_and_in_order(telegram, bot):
    failing = Failing(500, 302, 200)
    async with served(failing.receive) as url:
        await bot.set_webhook(url, secret_token=SECRET, allowed_updates=EVERYTHING)
        dylan = telegram.person("dylan")
        await asyncio.gather(dylan.says("un"), dylan.says("deux"))
        await telegram.quiet()
    assert [one["message"]["text"] for one in failing.came] == ["un", "un", "un", "deux"]
    assert len({one["update_id"] for one in failing.came}) == 2
    assert set(failing.secrets) == {SECRET}
    assert [(one.attempt, one.status) for one in telegram.delivery.webhook.attempts] == [(0, 500), (1, 302), (2, 200), (0, 200)]
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 302"


async def test_what_waited_for_a_poller_goes_to_the_webhook(telegram, bot):
    await said(telegram, "un", "deux")
    failing = Failing()
    async with served(failing.receive) as url:
        await bot.set_webhook(url)
        await telegram.quiet()
    assert [one["message"]["text"] for one in failing.came] == ["un", "deux"]
    assert failing.secrets == [None, None]


async def test_a_bot_that_sets_its_webhook_again_gets_what_it_had_refused(telegram, bot):
    down, up = Failing(*[500] * 4), Failing()
    telegram.delivery.webhook.delays = (60.0,)
    telegram.stage.patience = 0.0
    async with served(down.receive) as old, served(up.receive) as new:
        await bot.set_webhook(old)
        await said(telegram, "un", "deux")
        await bot.set_webhook(new)
        await telegram.quiet()
    assert [one["message"]["text"] for one in up.came] == ["un", "deux"]
    assert {one["message"]["text"] for one in down.came} <= {"un"}


async def test_what_nobody_takes_in_the_end_is_lost(telegram, bot):
    failing = Failing(*[500] * 4)
    async with served(failing.receive) as url:
        await bot.set_webhook(url)
        assert not (await telegram.person("dylan").types_command("perdue")).acknowledged
    assert len(failing.came) == 1 + len(telegram.rules.webhook_retry_delays)
    assert telegram.pending == []


async def test_what_waits_can_be_dropped_and_an_empty_address_is_none(telegram, bot):
    await said(telegram, "perdu")
    failing = Failing(500, 500, 500, 500)
    async with served(failing.receive) as url:
        await bot.set_webhook(url, drop_pending_updates=True)
        assert telegram.pending == []
        telegram.stage.patience = 0.0
        await said(telegram, "deux")
        await bot.set_webhook("")
    assert (await bot.get_webhook_info()).url == ""
    assert [one.message.text for one in await bot.get_updates()] == ["deux"]
    assert "perdu" not in [one["message"]["text"] for one in failing.came]
    await bot.delete_webhook(drop_pending_updates=True)
    assert telegram.pending == []


async def test_a_long_poll_ends_with_nothing(telegram, bot):
    assert await bot.get_updates(timeout=1) == ()


async def test_a_webhook_nobody_is_behind(telegram, bot):
    await bot.set_webhook("http://127.0.0.1:9/telegram")
    await telegram.person("dylan").says("perdu")
    assert {one.status for one in telegram.delivery.webhook.attempts} == {0}
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"


async def test_a_bot_with_another_secret_takes_nothing(telegram):
    async with by_webhook(telegram) as tiny:
        telegram.delivery.webhook.secret = "another"
        await telegram.person("dylan").says("Bonjour")
        await tiny.bot.send_message(telegram.person("dylan").id, "Prêt ?", reply_markup=keyboard("Oui"))
        assert not (await telegram.person("dylan").presses("Oui")).acknowledged
        assert tiny.heard == []
        assert [one.status for one in telegram.delivery.webhook.attempts] == [403] * 8


FAULTS = [
    (faults.accept_then_drop(), NetworkError, True),
    (faults.drop_before_accept(), NetworkError, False),
    (faults.http_500(), NetworkError, False),
    (faults.http_500(effect=True), NetworkError, True),
    (faults.html_page(), NetworkError, False),
    (faults.html_page(effect=True), NetworkError, True),
    (faults.empty_body(effect=True), TelegramError, True),
    (faults.refused("Bad Request: not today"), TelegramError, False),
    (faults.conflict(), Conflict, False),
    (faults.hang(), TimedOut, False),
    (faults.late(0.5), TimedOut, True),
]


@pytest.mark.parametrize(("fault", "error", "done"), FAULTS, ids=lambda one: getattr(one, "name", None))
async def test_faults_do_the_work_or_not_and_say_something_else(telegram, fault, error, done):
    dylan = telegram.person("dylan")
    await dylan.says("Bonjour")
    async with a_bot(telegram) as bot:
        telegram.faults.arm("sendMessage", fault)
        with pytest.raises(error):
            await bot.send_message(dylan.id, "une fois", read_timeout=0.1 if error is TimedOut else 5)
        assert dylan.sees("une fois") is done
        assert [one.fault for one in telegram.log] == ["", fault.name]
        assert len(telegram.accepted("sendMessage")) == done
        assert telegram.faults.left == 0
        await bot.send_message(dylan.id, "et puis")
        assert dylan.sees("et puis")


async def test_a_rate_limit_says_how_long(telegram, bot):
    dylan = telegram.person("dylan")
    await dylan.says("Bonjour")
    telegram.faults.arm("sendMessage", faults.rate_limited(35), channel=str(dylan.id))
    with pytest.raises(RetryAfter) as limited:
        await bot.send_message(dylan.id, "trop vite")
    assert limited.value._retry_after == timedelta(seconds=35)
    assert not dylan.sees("trop vite")


async def test_a_poll_whose_answer_is_lost_brings_the_same_again(telegram, bot):
    await said(telegram, "un")
    telegram.faults.arm("getUpdates", faults.accept_then_drop())
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert [one.message.text for one in await bot.get_updates()] == ["un"]


async def test_a_fault_waits_for_its_chat(telegram, bot):
    dylan, hina = telegram.person("dylan"), telegram.person("hina")
    await dylan.says("Bonjour")
    await hina.says("Bonjour")
    telegram.faults.arm("sendMessage", faults.http_500(), channel=str(hina.id))
    await bot.send_message(dylan.id, "passe")
    assert telegram.faults.left == 1
    with pytest.raises(NetworkError):
        await bot.send_message(hina.id, "ne passe pas")
    telegram.faults.disarm()


async def test_a_gesture_waits_until_the_bot_is_done_with_it(telegram):
    async with by_polling(telegram) as tiny:
        begun, may_go_on = asyncio.Event(), asyncio.Event()

        @tiny.on
        async def slow(update, bot):
            begun.set()
            await may_go_on.wait()
            await update.message.reply_text("Fini")

        gesture = asyncio.create_task(telegram.person("dylan").says("Bonjour"))
        await begun.wait()
        assert not gesture.done()
        may_go_on.set()
        await gesture
        assert telegram.person("dylan").sees("Fini")


async def test_settle_is_awaited_after_each_gesture(telegram):
    calls = []

    async def settle():
        calls.append(len(telegram.person("dylan").messages()))

    telegram.settle_with(settle)
    await telegram.person("dylan").says("Bonjour")
    assert calls == [1]


async def test_two_bots_do_not_know_each_other(telegram, bot):
    async with StrictTelegram(people=["dylan"]) as elsewhere:
        assert elsewhere.token != telegram.token
        await elsewhere.person("dylan").says("là-bas")
        assert await bot.get_updates() == ()


async def test_every_update_is_one_ptb_can_read(telegram):
    async with a_bot(telegram) as bot:
        await bot.get_updates(allowed_updates=EVERYTHING)
        telegram.delivery.grace = 0.0
        dylan = telegram.person("dylan")
        sent = await dylan.says("un *deux* https://x.example @maillage_bot")
        await dylan.edits(sent, "trois")
        await dylan.reacts(sent, "👌")
        for kind in ("voice", "audio", "video", "sticker", "photo", "document", "location", "contact", "poll"):
            await dylan.sends(kind, caption="")
        await dylan.forwards("transféré", sender="hina")
        await dylan.says("sujet", "forum", topic="Offres")
        await bot.send_message(dylan.id, "Prêt ?", reply_markup=keyboard("Oui"))
        await dylan.presses("Oui")
        telegram.migrates("emploi")
        await dylan.blocks()
        updates = [Update.de_json(one.as_json(), bot) for one in telegram.pending]
        assert len(updates) == len(telegram.pending) == 18
        assert all(one.effective_chat for one in updates)
        assert [one.message.effective_attachment is not None for one in updates[3:12]] == [True] * 9
