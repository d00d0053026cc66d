"""What a real client sends for what is typed or pasted, what readers see of it, and which mentions in it would ring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.screen import Control, controls, plain
from bot.playground.slack.composer import Composer
from bot.playground.slack.emoji import NAMES
from bot.playground.slack.entities import Identity, Member, Room
from bot.playground.slack.escaping import escape, unescape
from bot.playground.slack.limits import check_message
from bot.playground.slack.mentions import links, live_mentions
from bot.playground.slack.rendering import Renderer
from bot.playground.slack.world import World, wall_clock
from tests.platforms.tiny_bolt import button, picks, row, section
from tests.platforms.tiny_bolt import plain as plain_text

WORLD = World(wall_clock, Identity(), [Member(name="claire", real_name="Claire Martin")], [Room(name="emploi")])
COMPOSER, RENDERER = Composer(WORLD), Renderer(WORLD)
CLAIRE, BOT, EMPLOI = WORLD.member_named("claire").id, WORLD.identity.bot_user_id, WORLD.channel_named("emploi").id

TYPED = {
    "words": ("Bonjour", "Bonjour", "Bonjour"),
    "markup characters": ("a & b <c>", "a &amp; b &lt;c&gt;", "a & b <c>"),
    "an entity typed as such": ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;", "&lt;!here&gt;"),
    "a control sequence typed": ("<!channel>", "&lt;!channel&gt;", "<!channel>"),
    "bold": ("un *mot* gras", "un *mot* gras", "un mot gras"),
    "bold inside italic": ("_un *mot* gras_", "_un *mot* gras_", "un mot gras"),
    "code": ("`a*b*c`", "`a*b*c`", "a*b*c"),
    "stars that are not bold": ("2*3*4 et a_b_c", "2*3*4 et a_b_c", "2*3*4 et a_b_c"),
    "a link": ("voir https://a.fr/b?c=d&e.", "voir <https://a.fr/b?c=d&amp;e>.", "voir https://a.fr/b?c=d&e."),
    "a bare domain": ("voir exemple.fr", "voir <http://exemple.fr|exemple.fr>", "voir exemple.fr"),
    "an address": ("à a.b@exemple.fr", "à <mailto:a.b@exemple.fr|a.b@exemple.fr>", "à a.b@exemple.fr"),
    "the bot": ("@Maillage bonjour", f"<@{BOT}> bonjour", "@Maillage bonjour"),
    "a member": ("@claire", f"<@{CLAIRE}>", "@Claire Martin"),
    "nobody": ("@personne", "@personne", "@personne"),
    "a room": ("#emploi et #rien", f"<#{EMPLOI}> et #rien", "#emploi et #rien"),
    "everybody": ("@channel", "<!channel>", "@channel"),
    "an emoji": ("bravo 🎉 :tada: :inconnu:", "bravo :tada: :tada: :inconnu:", "bravo 🎉 🎉 :inconnu:"),
    "a list": ("- un\n- deux", "• un\n• deux", "• un\n• deux"),
    "a numbered list": ("Points\n1. un\n2. deux", "Points\n1. un\n2. deux", "Points\n1. un\n2. deux"),
    "a list in a list": ("- un\n    - deux", "• un\n    ◦ deux", "• un\n    ◦ deux"),
    "a quotation": ("> il a dit\n> oui", "&gt; il a dit\n&gt; oui", "│ il a dit\n│ oui"),
    "a fence": ("```\na *b*\n```", "```a *b*```", "a *b*"),
    "two paragraphs": ("un\n\ndeux", "un\n\ndeux", "un\n\ndeux"),
}


@pytest.mark.parametrize(("typed", "sent", "shown"), TYPED.values(), ids=TYPED)
def test_what_is_typed_is_sent_and_shown(typed, sent, shown):
    text, block = COMPOSER.compose(typed)
    assert text == sent
    assert plain(RENDERER.blocks([block])) == shown
    check_message(text, [block])


@pytest.mark.parametrize("typed", [one[0] for one in TYPED.values()], ids=TYPED)
def test_the_text_alone_is_shown_as_the_blocks_are(typed):
    text, block = COMPOSER.compose(typed)
    assert plain(RENDERER.mrkdwn(text)) == plain(RENDERER.blocks([block]))


def test_pasted_text_keeps_its_marks_but_links_and_mentions_live():
    text, block = COMPOSER.compose("CR *bureau*\n- un : https://a.fr\n> @claire", pasted=True)
    assert text == f"CR *bureau*\n- un : <https://a.fr>\n&gt; <@{CLAIRE}>"
    assert plain(RENDERER.blocks([block])) == "CR *bureau*\n- un : https://a.fr\n> @Claire Martin"


@given(st.text(alphabet=st.characters(exclude_characters="*_~`@#:-•>|/.\r" + "".join(NAMES), exclude_categories=["Cs", "Nd"])))
def test_any_plain_text_makes_the_round_trip(typed):
    text, block = COMPOSER.compose(typed)
    assert unescape(text) == plain(RENDERER.blocks([block])) == typed
    assert live_mentions(text, (block,)) == ()


@given(st.text())
def test_any_text_can_be_typed_and_is_a_message_slack_accepts(typed):
    for pasted in (False, True):
        text, block = COMPOSER.compose(typed, pasted=pasted)
        check_message(text or "x", [block])
    assert unescape(escape(typed)) == typed


LIVE = {
    "escaped": ("&lt;!channel&gt; @channel", [], ()),
    "in the text": ("<!channel> <!here|ici>", [], ("!channel", "!here|ici")),
    "a member": (f"<@{CLAIRE}>", [], (f"@{CLAIRE}",)),
    "a group": ("<!subteam^S1>", [], ("!subteam^S1",)),
    "a date is not a mention": ("<!date^1^{date}|hier>", [], ()),
    "a channel is not": ("<#C1>", [], ()),
    "in a section": ("a", [section("<!everyone>")], ("!everyone",)),
    "in a plain_text": ("a", [{"type": "header", "text": plain_text("<!channel>")}], ()),
    "in rich text": ("a", [COMPOSER.compose("@here @claire")[1]], ("here", f"@{CLAIRE}")),
    "in markdown": ("a", [{"type": "markdown", "text": "<!here>"}], ("!here",)),
}


@pytest.mark.parametrize(("text", "blocks", "expected"), LIVE.values(), ids=LIVE)
def test_mentions_that_would_ring_are_found(text, blocks, expected):
    assert live_mentions(text, tuple(blocks)) == expected


def test_link_names_bring_bare_names_to_life():
    assert live_mentions("@channel a@here.fr", (), link_names=True) == ("!channel",)
    message = WORLD.post(channel=EMPLOI, user=BOT, text="<https://evil|bank.fr>", blocks=(section("<!here>"),))
    assert message.live_mentions == ("!here",)
    assert message.links == (("https://evil", "bank.fr"),)
    assert links("a", (COMPOSER.compose("a@b.fr")[1],)) == (("mailto:a@b.fr", "a@b.fr"),)


BLOCKS = (
    {"type": "header", "text": plain_text("Offre :tada:")},
    section("*gras* _penché_ ~barré~ `code` <https://a.fr|ici> &lt;b&gt;\n&gt; cité"),
    {"type": "section", "fields": [{"type": "mrkdwn", "text": "un"}, {"type": "plain_text", "text": "*deux*"}]},
    section("```\na\nb```"),
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "<!date^1795189320^{date_short}|20 nov.>"}]},
    {"type": "image", "image_url": "https://a.fr/a.png", "alt_text": "Carte"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]]},
    {"type": "markdown", "text": "**x**"},
)


def test_every_block_has_a_plain_rendering():
    check_message("a", list(BLOCKS))
    assert plain(RENDERER.blocks(BLOCKS)).split("\n") == [
        "Offre 🎉",
        "gras penché barré code ici <b>",
        "│ cité",
        "un",
        "*deux*",
        "a",
        "b",
        "————————",
        "20 nov.",
        "[Carte]",
        "a | b",
        "**x**",
    ]


def test_styles_and_controls_are_kept_apart_from_the_text():
    accessory = section("Lire") | {"block_id": "s", "accessory": button("Ouvrir", "open")}
    parts = RENDERER.blocks([section("*a*b _c_"), accessory, row(picks("x")) | {"block_id": "r"}])
    assert [(span.text, span.style) for span in parts[0].spans] == [("*a*b ", ""), ("c", "i")]
    assert [(one.label, one.block_id, one.kind) for one in controls(parts)] == [
        ("Ouvrir", "s", "button"),
        ("…", "r", "static_select"),
    ]
    assert isinstance(controls(parts)[0], Control)
