"""The control door's second side: everything that is done with a phone, and nobody's but one's own."""

import asyncio

import aiohttp
import pytest

from bot.playground.door import KEY_HEADER
from tests.platforms.phone_rooms import CAYENNE, door, moved, slack, story, telegram

__all__ = ["door", "moved", "slack", "story", "telegram"]


@pytest.fixture
async def visitor(door):
    async with aiohttp.ClientSession(door.url.partition("/?")[0], headers={KEY_HEADER: door.key}) as session:
        yield session


async def do(visitor, gesture, **request):
    who = {"as": request.pop("as_", "dylan")}
    async with visitor.post(f"/{gesture}", json=who | request) as response:
        return response.status, await response.json()


async def ask(visitor, path, **query):
    async with visitor.get(f"/{path}", params={"as": "dylan"} | query) as response:
        return await response.json()


async def texts(visitor, **query):
    """What stands there, line by line as one reads it."""
    found = (await ask(visitor, "messages", **query))["messages"]
    return ["\n".join("".join(text for text, _ in part["line"]) for part in one["parts"] if "line" in part) for one in found]


class TestThroughTheDoor:
    async def test_who_is_there_on_which_side(self, visitor):
        shown = await ask(visitor, "workspace")
        assert [(one["name"], one["side"], one["tz"]) for one in shown["people"]] == [
            ("claire", "slack", "Europe/Paris"),
            ("hina", "slack", "Europe/Paris"),
            ("dylan", "telegram", CAYENNE),
            ("hina.telegram", "telegram", "Europe/Paris"),
            ("claire.telegram", "telegram", "Europe/Paris"),
        ]
        assert shown["rooms"] == ["emploi", "guyane", "bureau"]

    async def test_what_is_said_edited_pressed_and_taken_away(self, visitor):
        status, said = await do(visitor, "says", text="une **offre**")
        assert status == 200
        on = (await ask(visitor, "messages"))["messages"][1]
        assert (on["by"], on["mine"], on["side"], on["room"]) == ("Maillage", False, "telegram", "")
        assert [one["label"] for part in on["parts"] for one in part.get("controls", ())] == ["1 Oui", "Non"]
        where = {"channel": on["channel"], "ts": on["ts"]}
        assert await do(visitor, "presses", label="1 Oui", on=where) == (200, {"acknowledged": True, "toast": "Noté."})
        assert (await do(visitor, "edits", message=said["message"], text="deux offres"))[0] == 200
        assert (await do(visitor, "reacts", message=where, emoji="👍"))[0] == 200
        assert await texts(visitor) == ["deux offres", "Oui.", "Corrigé : deux offres"]
        assert (await ask(visitor, "messages"))["messages"][1]["reactions"] == ["👍"]
        assert (await do(visitor, "deletes", message=said["message"]))[0] == 200
        assert await texts(visitor) == ["Oui.", "Corrigé : deux offres"]

    async def test_bold_is_typed_as_telegram_types_it_unless_it_was_pasted(self, visitor):
        await do(visitor, "says", text="une **offre**")
        await do(visitor, "says", text="une **offre**", pasted=True)
        shown = [one["parts"][0]["line"] for one in (await ask(visitor, "messages"))["messages"] if one["mine"]]
        assert shown == [[["une ", ""], ["offre", "b"]], [["une **offre**", ""]]]

    async def test_links_forwards_files_and_the_menu(self, visitor):
        await do(visitor, "starts", payload="abc")
        await do(visitor, "forwards", text="Recherche comptable", sender="Quelqu'un")
        await do(visitor, "sends", kind="voice")
        await do(visitor, "command", command="/aide", text="offre")
        answers = [one for one in await texts(visitor) if one.startswith("Entendu")]
        assert answers == [
            "Entendu : /start abc",
            "Entendu de Quelqu'un : Recherche comptable",
            "Entendu : autre chose",
            "Entendu : /aide offre",
        ]
        assert (await ask(visitor, "menu"))["menu"] == [{"command": "aide", "description": "Ce que je sais faire"}]
        assert (await ask(visitor, "form"), await ask(visitor, "home")) == ({}, {})

    async def test_in_a_group_and_under_a_message(self, visitor):
        await do(visitor, "says", text="bonjour", **{"in": "#guyane"})
        assert await texts(visitor, **{"in": "#guyane"}) == ["bonjour"], "privacy mode: the bot hears what is meant for it alone"
        await do(visitor, "says", text="@Maillage aide", **{"in": "#guyane"})
        assert (await texts(visitor, **{"in": "#guyane"}))[1:] == ["@maillage_bot aide", "Entendu : @maillage_bot aide"]
        heard = (await ask(visitor, "messages", **{"in": "#guyane"}))["messages"][-1]
        where = {"channel": heard["channel"], "ts": heard["ts"]}
        await do(visitor, "says", text="merci", thread=where, **{"in": "#guyane"})
        assert (await texts(visitor, **{"in": "#guyane"}))[-1] == "Entendu : merci", "who answers the bot is heard"

    async def test_what_is_typed_offline_leaves_later_and_a_tap_is_lost(self, visitor, story):
        await do(visitor, "says", text="a")
        assert (await do(visitor, "goes_offline"))[0] == 200
        await do(visitor, "says", text="b")
        await do(visitor, "says", text="c")
        assert (await do(visitor, "presses", label="Non"))[1]["refused"] == "offline"
        assert len(await texts(visitor)) == 2
        assert await do(visitor, "comes_online", twice=True) == (200, {"sent": 4})
        assert [one for one in await texts(visitor) if len(one) == 1] == ["a", "b", "b", "c", "c"]
        assert await do(visitor, "comes_online") == (200, {"sent": 0})

    async def test_blocked_and_let_in_again(self, visitor):
        await do(visitor, "blocks")
        assert (await do(visitor, "says", text="a"))[1]["refused"] == "blocked"
        await do(visitor, "unblocks")
        assert (await do(visitor, "says", text="a"))[0] == 200

    async def test_one_person_on_both_sides_is_one_at_a_time(self, visitor):
        await do(visitor, "says", text="sur Slack", as_="hina")
        await do(visitor, "says", text="au téléphone", as_="hina.telegram")
        assert await texts(visitor, **{"as": "hina"}) == ["sur Slack", "Liens"]
        assert await texts(visitor, **{"as": "hina.telegram"}) == ["au téléphone", "Entendu : au téléphone"]
        assert await texts(visitor, **{"as": "hina.slack"}) == ["sur Slack", "Liens"]

    async def test_two_who_look_at_once_see_each_his_own(self, visitor):
        last = {one["name"]: one["last"] for one in (await ask(visitor, "workspace"))["people"]}
        both = [{"as": who, "since": last[who], "wait": 5} for who in ("dylan", "hina.telegram")]
        waiting = [asyncio.create_task(ask(visitor, "happenings", **one)) for one in both]
        await do(visitor, "says", text="à tous", **{"in": "guyane"})
        for found in await asyncio.gather(*waiting):
            (one,) = found["happenings"]
            assert (one["kind"], one["message"]["room"], one["by"]) == ("message", "guyane", "Dylan Clet")
        assert [one["mine"] for task in waiting for one in task.result()["happenings"]] == [True, False]

    async def test_the_clock_is_moved_by_the_hour_of_who_asks(self, visitor, moved):
        await do(visitor, "clock", to="lundi 08:00")
        await do(visitor, "clock", to="lundi 08:00", as_="claire")
        assert moved.asked == [("lundi 08:00", CAYENNE), ("lundi 08:00", "Europe/Paris")]
        assert (await do(visitor, "clock", to="hier"))[1]["refused"] == "clock_not_understood"

    @pytest.mark.parametrize(
        ("gesture", "request_", "status", "refused"),
        [
            ("says", {"text": "a", "in": "#nulle-part"}, 409, "no_such_room"),
            ("says", {"text": "a", "in": "#bureau"}, 409, "not_in_room"),
            ("says", {"text": " "}, 409, "no_text"),
            ("says", {}, 400, "not_understood"),
            ("presses", {"label": "Corriger"}, 409, "no_such_button"),
            ("presses", {"label": "Oui", "on": {"channel": "1", "ts": "1"}}, 409, "no_such_message"),
            ("starts", {"payload": "a b"}, 409, "bad_deep_link"),
            ("sends", {"kind": "parfum"}, 409, "no_such_attachment"),
            ("opens_home", {}, 409, "not_on_a_phone"),
            ("shortcut", {"message": {}, "callback_id": "x"}, 409, "not_on_a_phone"),
            ("goes_offline", {"as_": "claire"}, 409, "only_on_a_phone"),
            ("starts", {"as_": "hina.slack"}, 409, "only_on_a_phone"),
            ("says", {"text": "a", "as_": "dylan.slack"}, 409, "unknown_person"),
            ("says", {"text": "a", "as_": "dylan.fax"}, 409, "unknown_person"),
        ],
    )
    async def test_what_a_phone_does_not_do_is_refused_with_a_reason(self, visitor, gesture, request_, status, refused):
        answered, body = await do(visitor, gesture, **request_)
        assert (answered, body["refused"]) == (status, refused)

    async def test_slack_shows_no_menu(self, visitor):
        assert (await ask(visitor, "menu", **{"as": "claire"}))["refused"] == "only_on_a_phone"
