from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.messages import Form, Input, InputType, Option
from bot.wording.document import Block, runs_of
from bot.wording.escape import clean
from bot.wording.reading import read
from bot.wording.rich import safe, write
from handlers.slack.inbound import answers
from handlers.slack.limits import Json, escaped
from handlers.slack.modal import modal, token_of
from tests.domain.hostile import CATALOGUE, documents
from tests.platforms.slack_rules import faults_of_view

CONTRACTS = (Option("CDI", "permanent"), Option("CDD", "fixed-term"))


def question(kind: InputType = "text", *, name: str = "title", label: str = "Job title", required: bool = True, hint: str = "", limit: int | None = None, options: tuple[Option, ...] = (), value: str = "") -> Input:  # fmt: skip
    return Input(name=name, label=label, type=kind, required=required, hint=hint, limit=limit, options=options, value=value)


def form(*inputs: Input, title: str = "Job offer", intro: str = "") -> Form:
    return Form(title=title, submit="Send", cancel="Cancel", token="k7f2", inputs=inputs, intro=intro)


def element(asked: Input) -> Json:
    view = modal(form(asked))
    assert faults_of_view(view) == []
    found: Json = view["blocks"][-1]["element"]
    return found


def test_a_form_is_a_modal() -> None:
    view = modal(form(question(hint="One line", limit=150, value="Chargée de mission"), question("rich_text", name="body", required=False)))
    assert view == {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "Job offer", "emoji": False},
        "submit": {"type": "plain_text", "text": "Send", "emoji": False},
        "close": {"type": "plain_text", "text": "Cancel", "emoji": False},
        "private_metadata": '{"token": "k7f2"}',
        "blocks": [
            {
                "type": "input",
                "block_id": "title",
                "label": {"type": "plain_text", "text": "Job title", "emoji": False},
                "element": {
                    "type": "plain_text_input",
                    "multiline": False,
                    "max_length": 150,
                    "initial_value": "Chargée de mission",
                    "action_id": "answer",
                },
                "optional": False,
                "hint": {"type": "plain_text", "text": "One line", "emoji": False},
            },
            {
                "type": "input",
                "block_id": "body",
                "label": {"type": "plain_text", "text": "Job title", "emoji": False},
                "element": {"type": "rich_text_input", "action_id": "answer"},
                "optional": True,
            },
        ],
    }
    assert faults_of_view(view) == []


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (question(limit=None), {"type": "plain_text_input", "multiline": True, "max_length": 3000}),
        (question(limit=3000), {"type": "plain_text_input", "multiline": True, "max_length": 3000}),
        (question(limit=2, value="😀😀"), {"type": "plain_text_input", "multiline": False, "max_length": 4, "initial_value": "😀😀"}),
        (question("date", value="2026-12-04"), {"type": "datepicker", "initial_date": "2026-12-04"}),
        (question("date"), {"type": "datepicker"}),
        (question("date", limit=60, value="bientôt"), {"type": "plain_text_input", "multiline": False, "max_length": 60, "initial_value": "bientôt"}),
        (question("link", value="https://e.example"), {"type": "url_text_input", "initial_value": "https://e.example"}),
        (question("link"), {"type": "url_text_input"}),
        (question("link", limit=100, value="e.example"), {"type": "plain_text_input", "multiline": False, "max_length": 100, "initial_value": "e.example"}),
        (question("choice", limit=100), {"type": "plain_text_input", "multiline": False, "max_length": 100}),
    ],
)  # fmt: skip
def test_each_type_of_question(asked: Input, shown: Json) -> None:
    assert element(asked) == shown | {"action_id": "answer"}


def test_a_choice_begins_with_what_was_chosen() -> None:
    shown = element(question("choice", options=CONTRACTS, value="CDD"))
    assert (
        shown["initial_option"]
        == shown["options"][1]
        == {"text": {"type": "plain_text", "text": "fixed-term", "emoji": False}, "value": "CDD"}
    )
    assert "initial_option" not in element(question("choice", options=CONTRACTS, value="gone"))


@pytest.mark.parametrize("count", [1, 100, 101, 250, 10_000])
def test_any_number_of_options(count: int) -> None:
    options = tuple(Option(f"v{n}", f"Chambre {n} {'é' * 90} & Cie") for n in range(count))
    shown = element(question("chamber", options=options, value=f"v{count - 1}"))
    groups = [group["options"] for group in shown.get("option_groups", ())] or [shown["options"]]
    assert [option["value"] for group in groups for option in group] == [f"v{n}" for n in range(count)]
    assert shown["initial_option"]["value"] == f"v{count - 1}"


def test_a_title_that_was_cut_stands_in_the_body() -> None:
    view = modal(form(question(), title="Offre d'emploi & appel à projets"))
    assert view["title"]["text"] == "Offre d'emploi &amp; ap…"
    assert view["blocks"][0] == {
        "type": "section",
        "text": {"type": "plain_text", "text": "Offre d'emploi &amp; appel à projets", "emoji": False},
    }
    assert faults_of_view(view) == []


def test_an_introduction_is_a_context_line() -> None:
    view = modal(form(question(), intro="*Tout* reste <ici>"))
    assert view["blocks"][0] == {
        "type": "context",
        "elements": [{"type": "plain_text", "text": "*Tout* reste &lt;ici&gt;", "emoji": False}],
    }


def test_a_plain_question_beyond_slacks_limit_is_a_mistake_of_its_kind() -> None:
    with pytest.raises(ValueError, match="title: Slack takes 3000"):
        modal(form(question(limit=3001)))


@pytest.mark.parametrize("typed", CATALOGUE)
def test_hostile_texts_everywhere(typed: str) -> None:
    option = Option("v", typed)
    view = modal(
        form(
            question(label=typed, hint=typed, value=clean(typed)),
            question("choice", name="c", options=(option,), value="v"),
            title=typed,
            intro=typed,
        )
    )
    assert faults_of_view(view) == []
    assert view["blocks"][-1]["label"]["text"] == "Job title"
    assert view["blocks"][-2]["label"]["text"] == escaped(clean(typed))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_rich_text_comes_back_from_the_form_as_it_went_in(document: tuple[Block, ...]) -> None:
    markdown = safe(write(document))
    shown = element(question("rich_text", value=markdown))
    state = {"type": "rich_text_input", "rich_text_value": shown.get("initial_value")}
    back = answers({"state": {"values": {"body": {"answer": state}}}})["body"]
    assert _letters(back) == _letters(markdown)


def _letters(markdown: str) -> str:
    return re.sub(r"[\s─]", "", "".join(run.text for run in runs_of(read(markdown))))


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        ({"type": "plain_text_input", "value": " Caen\r\n"}, " Caen\n"),
        ({"type": "plain_text_input", "value": None}, ""),
        ({"type": "url_text_input", "value": "https://e.example"}, "https://e.example"),
        ({"type": "datepicker", "selected_date": "2026-12-04"}, "2026-12-04"),
        ({"type": "datepicker", "selected_date": None}, ""),
        ({"type": "static_select", "selected_option": {"text": {}, "value": "CDI"}}, "CDI"),
        ({"type": "static_select", "selected_option": None}, ""),
        ({"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]}]}}, "**a**"),
        ({"type": "rich_text_input"}, ""),
    ],
)  # fmt: skip
def test_what_was_answered(state: Json, answer: str) -> None:
    assert answers({"state": {"values": {"q": {"answer": state}}}}) == {"q": answer}


@pytest.mark.parametrize(
    ("view", "token"),
    [
        (modal(form(question())), "k7f2"),
        ({"private_metadata": ""}, ""),
        ({}, ""),
        ({"private_metadata": "not json"}, ""),
        ({"private_metadata": "[1]"}, ""),
        ({"private_metadata": json.dumps({"token": 4})}, ""),
    ],
)
def test_the_token_comes_back(view: Json, token: str) -> None:
    assert token_of(view) == token


@given(st.integers(0, 3), st.text("é&<>😀", max_size=60))
def test_titles_never_break_the_view(extra: int, title: str) -> None:
    assert faults_of_view(modal(form(question(), title=(title or "x") + "y" * extra))) == []
