"""A real Bolt app and people in the strict Slack: what is said, typed as a command and pressed."""

import re
from pathlib import Path

import pytest

from bot import playground
from bot.playground.slack import GestureError, Member, Rules, StrictSlack
from tests.platforms.slack_rooms import FRIDAY, bolt, slack
from tests.platforms.tiny_bolt import (
    button,
    ignores_the_rest,
    over_socket,
    picks,
    plain,
    row,
    section,
)

__all__ = ["bolt", "slack"]

PLAYGROUND = Path(playground.__file__).parent


async def test_a_message_is_answered_in_the_direct_message_and_dated_by_the_story(slack, bolt):
    @bolt.app.event("message")
    async def answer(event, say):
        await say(text=f"Reçu : {event['text']}")

    claire = slack.person("claire")
    sent = await claire.says("Bonjour")

    assert claire.sees("Reçu : Bonjour")
    assert [claire.text(one) for one in claire.messages()] == ["Bonjour", "Reçu : Bonjour"]
    assert float(sent.ts) == pytest.approx(FRIDAY.timestamp(), abs=1)
    assert float(claire.last().ts) > float(sent.ts)


async def test_the_event_has_the_shape_a_real_client_gives_it(slack, bolt):
    ignores_the_rest(bolt)
    claire = slack.person("claire")
    sent = await claire.says("Tom & *Léa* <ici>")

    (event,) = bolt.heard.events("message")
    envelope = bolt.heard.payloads[0]
    assert event["text"] == "Tom &amp; *Léa* &lt;ici&gt;"
    assert event["channel_type"] == "im"
    assert event["user"] == claire.id
    assert event["ts"] == sent.ts == event["event_ts"]
    assert event["client_msg_id"]
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "Tom & "},
        {"type": "text", "text": "Léa", "style": {"bold": True}},
        {"type": "text", "text": " <ici>"},
    ]
    assert envelope["team_id"] == slack.team_id
    assert envelope["event_id"].startswith("Ev")
    assert envelope["event_time"] == int(FRIDAY.timestamp())
    assert envelope["authorizations"][0]["user_id"] == slack.bot_user_id


async def test_a_mention_comes_as_message_and_as_app_mention_with_two_event_ids(slack, bolt):
    @bolt.app.event("app_mention")
    async def marks(event, client):
        await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="white_check_mark")

    ignores_the_rest(bolt)
    malik = slack.person("malik")
    sent = await malik.says("@Maillage le questionnaire est parti", "#emploi")

    assert len(bolt.heard.events("message")) == len(bolt.heard.events("app_mention")) == 1
    assert len({one["event_id"] for one in bolt.heard.payloads}) == 2
    assert bolt.heard.events("app_mention")[0]["text"] == f"<@{slack.bot_user_id}> le questionnaire est parti"
    (now,) = malik.messages("#emploi")
    assert now.reactions == {"white_check_mark": (slack.bot_user_id,)}
    assert sent.reactions == {}


async def test_an_edit_and_a_removal_come_as_subtypes(slack, bolt):
    ignores_the_rest(bolt)
    claire = slack.person("claire")
    sent = await claire.says("avant le 14")
    await claire.edits(sent, "avant le 15")
    await claire.deletes(sent)

    (changed,) = bolt.heard.events("message", subtype="message_changed")
    (deleted,) = bolt.heard.events("message", subtype="message_deleted")
    assert changed["message"]["text"] == "avant le 15"
    assert changed["previous_message"]["text"] == "avant le 14"
    assert changed["message"]["edited"]["user"] == claire.id
    assert changed["message"]["ts"] == sent.ts != changed["ts"]
    assert deleted["deleted_ts"] == sent.ts
    assert claire.messages() == []


async def test_what_the_bot_posts_comes_back_as_an_event(slack, bolt):
    ignores_the_rest(bolt)
    channel = slack.world.channel_named("emploi").id
    await bolt.client.chat_postMessage(channel=channel, text="Offre 21")
    await slack.quiet()

    # Bolt's own middleware drops it before any listener: what matters is that it was sent.
    (delivered,) = slack.delivery.attempts
    assert delivered.payload["event"]["bot_id"] == slack.world.identity.bot_id
    assert delivered.answer.acknowledged


async def test_another_apps_message_carries_its_bot_id(slack, bolt):
    ignores_the_rest(bolt)
    slack.world.welcome(Member(name="robot", is_bot=True))
    slack.world.channel_named("emploi").members.add(slack.world.member_named("robot").id)
    await slack.person("robot").says("bip", "#emploi")

    (event,) = bolt.heard.events("message")
    assert event["subtype"] == "bot_message"
    assert event["bot_id"]


async def test_a_command_is_answered_to_its_author_alone(slack, bolt):
    @bolt.app.command("/offre")
    async def offre(ack, command):
        await ack(f"Aide : {command['text']} ({command['channel_name']})")

    claire, malik = slack.person("claire"), slack.person("malik")
    await claire.types_command("/offre", "a & b", "#emploi")

    assert claire.sees("Aide : a & b (emploi)", "#emploi")
    assert not malik.sees("Aide")
    (command,) = bolt.heard.of("/offre")
    assert command["text"] == "a &amp; b"
    assert command["user_name"] == "claire"


async def test_a_command_can_answer_in_the_channel_with_blocks(slack, bolt):
    @bolt.app.command("/offre")
    async def offre(ack):
        await ack(response_type="in_channel", text="Offre", blocks=[section("*Offre* 21")])

    await slack.person("claire").types_command("/offre", "", "#emploi")
    assert slack.person("malik").sees("Offre 21", "#emploi")


async def test_an_ephemeral_message_is_seen_by_one(slack, bolt):
    claire, malik = slack.person("claire"), slack.person("malik")
    channel = slack.world.channel_named("emploi").id
    await bolt.client.chat_postEphemeral(channel=channel, user=claire.id, text="Pour vous seule")

    assert claire.sees("Pour vous seule", "#emploi")
    assert not malik.sees("Pour vous seule")
    history = await bolt.client.conversations_history(channel=channel)
    assert history["messages"] == []


async def test_nobody_sees_anothers_direct_messages_nor_rooms(slack, bolt):
    ignores_the_rest(bolt)
    claire, malik = slack.person("claire"), slack.person("malik")
    await bolt.client.chat_postMessage(channel=claire.id, text="Confidentiel")

    assert claire.sees("Confidentiel")
    assert not malik.sees("Confidentiel")
    with pytest.raises(GestureError, match="not_in_room"):
        malik.messages(claire.last())
    with pytest.raises(GestureError, match="not_in_room"):
        claire.messages("#bureau")
    with pytest.raises(GestureError, match="no_such_button"):
        await malik.presses("Corriger")


async def test_a_room_without_the_bot_tells_it_nothing(slack, bolt):
    await slack.person("claire").says("@Maillage es-tu là ?", "#sans-bot")
    assert bolt.heard.payloads == []


async def test_a_press_carries_the_message_its_container_and_a_response_url(slack, bolt):
    @bolt.app.action("withdraw")
    async def withdraw(ack, body, respond):
        await respond(text="Retirée", replace_original=True)
        await ack()

    ignores_the_rest(bolt)
    claire = slack.person("claire")
    await bolt.client.chat_postMessage(
        channel=claire.id, text="Offre 21", blocks=[section("Offre 21"), row(button("Retirer", "withdraw", "21"))]
    )
    before = claire.last()
    assert claire.buttons() == ["Retirer"]
    await claire.presses("Retirer")

    assert claire.text(claire.last()) == "Retirée"
    assert len(claire.received()) == 1
    (pressed,) = bolt.heard.of("block_actions")
    assert pressed["actions"][0]["value"] == "21"
    assert pressed["actions"][0]["block_id"] == before.blocks[1]["block_id"]
    assert pressed["container"] == {
        "type": "message",
        "message_ts": before.ts,
        "channel_id": before.channel,
        "is_ephemeral": False,
    }
    assert pressed["message"]["blocks"] == list(before.blocks)
    with pytest.raises(GestureError, match="no_such_button"):
        await claire.presses("Retirer")
    await claire.presses("Retirer", on=before)  # his screen had not caught up
    assert len(bolt.heard.of("block_actions")) == 2


async def test_a_list_in_a_message_acts_at_once(slack, bolt):
    @bolt.app.action("picked")
    async def picked(ack, body, say):
        await say(text=body["actions"][0]["selected_option"]["text"]["text"])
        await ack()

    ignores_the_rest(bolt)
    claire = slack.person("claire")
    select = picks("Bretagne", "Normandie") | {"placeholder": plain("Chambre")}
    await bolt.client.chat_postMessage(channel=claire.id, text="Laquelle ?", blocks=[section("Laquelle ?"), row(select)])
    await claire.chooses("Normandie", "Chambre")

    assert claire.text(claire.last()) == "Normandie"
    state = bolt.heard.of("block_actions")[0]["state"]["values"]
    assert [entry["picked"]["selected_option"]["value"] for entry in state.values()] == ["normandie"]


async def test_threads_stay_together(slack, bolt):
    ignores_the_rest(bolt)
    claire, malik = slack.person("claire"), slack.person("malik")
    root = await claire.says("Qui sait ?", "#emploi")
    await malik.says("Moi", thread=root)
    channel = slack.world.channel_named("emploi").id
    await bolt.client.chat_postMessage(channel=channel, thread_ts=root.ts, text="Noté")
    await claire.says("Autre chose", "#emploi")

    assert [claire.text(one) for one in claire.messages(root)] == ["Qui sait ?", "Moi", "Noté"]
    assert bolt.heard.events("message", thread_ts=root.ts)[0]["parent_user_id"] == claire.id
    top = (await bolt.client.conversations_history(channel=channel))["messages"]
    assert [one["text"] for one in top] == ["Autre chose", "Qui sait ?"]
    assert top[1]["reply_count"] == 2
    below = (await bolt.client.conversations_replies(channel=channel, ts=root.ts))["messages"]
    assert [one["text"] for one in below] == ["Qui sait ?", "Moi", "Noté"]


async def test_only_what_the_manifest_declares_leaves_the_client():
    rules = Rules(commands=frozenset({"/offre"}), shortcuts=frozenset(), events=frozenset({"message.im"}))
    async with StrictSlack(users=["claire"], channels={"emploi": ["claire"]}, rules=rules) as slack, over_socket(slack) as bolt:
        ignores_the_rest(bolt)
        claire = slack.person("claire")
        sent = await claire.says("ici", "#emploi")
        await claire.opens_home()
        assert bolt.heard.payloads == []
        with pytest.raises(GestureError, match="unknown_command"):
            await claire.types_command("/autre")
        with pytest.raises(GestureError, match="unknown_shortcut"):
            await claire.shortcut(sent, "file_it")


async def test_each_gesture_waits_for_quiet(slack, bolt):
    ignores_the_rest(bolt)
    waited = []

    async def settle():
        waited.append(slack.world.happenings.last)

    slack.settle_with(settle)
    claire = slack.person("claire")
    await claire.says("un")
    await claire.says("deux")
    assert waited == [1, 2]


def test_it_knows_nothing_of_what_the_bot_does():
    sources = [path for name in ("slack", "chat") for path in (PLAYGROUND / name).glob("*.py")]
    sources += PLAYGROUND.glob("door*.py")
    assert len(sources) > 20
    for source in sources:
        imported = re.findall(r"^\s*(?:from|import) ([\w.]+)", source.read_text(encoding="utf-8"), re.MULTILINE)
        ours = [one for one in imported if one.split(".")[0] in ("bot", "handlers", "storage", "scheduler")]
        assert [one for one in ours if not one.startswith("bot.playground")] == [], source


async def test_two_members_with_one_id_are_a_mistake(slack):
    with pytest.raises(ValueError, match="clairé"):
        slack.world.welcome(Member(name="clairé"))
