"""A real Bolt app and people in the strict Slack: forms, the home page and shortcuts."""

from datetime import date

import pytest

from bot.playground.slack import GestureError
from tests.platforms.slack_rooms import bolt, slack
from tests.platforms.tiny_bolt import (
    asks,
    button,
    form,
    ignores_the_rest,
    option,
    picks,
    row,
    section,
    words,
)

__all__ = ["bolt", "slack"]


async def test_a_form_is_filled_refused_corrected_and_closed(slack, bolt):
    @bolt.app.command("/offre")
    async def offre(ack, body, client):
        blocks = (
            asks("Intitulé", "title", words(max_length=20)),
            asks("Contrat", "contract", picks("CDI", "CDD")),
            asks("Avant le", "deadline", {"type": "datepicker", "action_id": "day"}, optional=True),
            asks("Thèmes", "topics", picks("emploi", "europe", kind="checkboxes"), optional=True),
        )
        await client.views_open(trigger_id=body["trigger_id"], view=form(*blocks, private_metadata="draft-1"))
        await ack()

    @bolt.app.view("offer")
    async def submitted(ack, view, say, client, body):
        values = view["state"]["values"]
        if values["title"]["typed"]["value"] == "x":
            await ack(response_action="errors", errors={"title": "Trop vague"})
            return
        await client.chat_postMessage(channel=body["user"]["id"], text=f"{view['private_metadata']} {sorted(values)}")
        await ack()

    ignores_the_rest(bolt)
    claire = slack.person("claire")
    await claire.types_command("/offre")
    assert claire.view_text("modal") == "Offre"
    assert [one.label for one in claire.fields()] == ["Intitulé", "Contrat", "Avant le", "Thèmes"]

    for values, refused in (
        ({"Contrat": "CDI"}, "required: Intitulé"),
        ({"Intitulé": "x" * 21}, "too_long: Intitulé"),
        ({"Contrat": "CDX"}, "unknown_choice: Contrat"),
        ({"Avant le": "31/02/2026"}, "not_a_date: Avant le"),
        ({"Salaire": "1"}, "no_such_field: Salaire"),
    ):
        with pytest.raises(GestureError, match=refused):
            await claire.submits(values)
    assert bolt.heard.of("view_submission") == []

    await claire.submits({"Intitulé": "x", "Contrat": "CDD", "Avant le": date(2026, 12, 4), "topics": ["emploi"]})
    assert claire.field_errors == {"Intitulé": "Trop vague"}
    assert [one.current for one in claire.fields()] == ["x", "CDD", "2026-12-04", "emploi"]
    await claire.submits({"Intitulé": "Chargé"})
    assert claire.modal is None
    assert claire.sees("draft-1 ['contract', 'deadline', 'title', 'topics']")
    state = bolt.heard.of("view_submission")[-1]["view"]["state"]["values"]
    assert state["topics"]["picked"]["selected_options"] == [option("emploi")]
    assert state["deadline"]["day"] == {"type": "datepicker", "selected_date": "2026-12-04"}


@pytest.mark.parametrize(("action", "title"), [("update", "Suite"), ("push", "Suite"), ("clear", None), ("", None)], ids=str)
async def test_what_follows_a_form(slack, bolt, action, title):
    second = form(asks("Autre", "other", words()), title="Suite")

    @bolt.app.command("/offre")
    async def offre(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=form(asks("Intitulé", "title", words())))
        await ack()

    @bolt.app.view("offer")
    async def submitted(ack):
        more = {"response_action": action} if action else {}
        await ack(**more, **({"view": second} if title else {}))

    claire = slack.person("claire")
    await claire.types_command("/offre")
    await claire.submits({"Intitulé": "a"})

    assert (claire.modal and claire.view_text("modal")) == title
    if action == "push":
        assert claire.modal.previous_id == claire.modal.root_id != claire.modal.id
        await claire.closes_modal()
        assert claire.view_text("modal") == "Offre"


async def test_a_closed_form_is_told_only_where_asked(slack, bolt):
    @bolt.app.command("/offre")
    async def offre(ack, body, client, command):
        told = command["text"] == "dis-le"
        view = form(asks("Intitulé", "title", words()), notify_on_close=told)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @bolt.app.view_closed("offer")
    async def closed(ack):
        await ack()

    claire = slack.person("claire")
    for text in ("", "dis-le"):
        await claire.types_command("/offre", text)
        await claire.closes_modal()
        assert claire.modal is None
    assert len(bolt.heard.of("view_closed")) == 1


async def test_choices_looked_up_by_the_app(slack, bolt):
    @bolt.app.command("/offre")
    async def offre(ack, body, client):
        element = {"type": "external_select", "action_id": "chamber", "min_query_length": 2}
        await client.views_open(trigger_id=body["trigger_id"], view=form(asks("Chambre", "chamber", element)))
        await ack()

    @bolt.app.options("chamber")
    async def chambers(ack, payload):
        await ack(options=[option(one) for one in ("Normandie", "Bretagne") if payload["value"] in one.lower()])

    @bolt.app.view("offer")
    async def submitted(ack):
        await ack()

    claire = slack.person("claire")
    await claire.types_command("/offre")
    with pytest.raises(GestureError, match="unknown_choice"):
        await claire.submits({"Chambre": "Normandie"})
    assert await claire.looks_up("Chambre", "norm") == ["Normandie"]
    await claire.submits({"Chambre": "Normandie"})
    state = bolt.heard.of("view_submission")[0]["view"]["state"]["values"]
    assert state["chamber"]["chamber"]["selected_option"]["value"] == "normandie"


async def test_a_home_page_is_published_and_pressed(slack, bolt):
    @bolt.app.event("app_home_opened")
    async def opened(event, client):
        view = {"type": "home", "blocks": [section("Bonjour"), row(button("Mes réglages", "settings"))]}
        await client.views_publish(user_id=event["user"], view=view)

    @bolt.app.action("settings")
    async def settings(ack, body, client):
        view = {"type": "home", "blocks": [section(f"Réglages de {body['user']['name']}")]}
        await client.views_publish(user_id=body["user"]["id"], view=view, hash=body["view"]["hash"])
        await ack()

    claire = slack.person("claire")
    await claire.opens_home()
    assert claire.view_text("home") == "Bonjour"
    await claire.presses("Mes réglages")
    assert claire.view_text("home") == "Réglages de claire"
    assert slack.person("malik").home is None


async def test_a_message_shortcut_brings_the_message(slack, bolt):
    @bolt.app.shortcut("file_it")
    async def filed(ack, body, client):
        await client.reactions_add(channel=body["channel"]["id"], timestamp=body["message_ts"], name="memo")
        await ack()

    ignores_the_rest(bolt)
    claire, malik = slack.person("claire"), slack.person("malik")
    sent = await claire.says("le questionnaire est parti", "#emploi")
    await malik.shortcut(sent, "file_it")

    (told,) = bolt.heard.of("message_action")
    assert told["message"]["text"] == "le questionnaire est parti"
    assert malik.messages("#emploi")[0].reactions["memo"]
