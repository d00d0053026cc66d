"""What members may type, at its worst: the catalogue of PROMISES.md (17-28, 31, 42-43), mixed with all of Unicode."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.wording.document import Block, Code, Heading, Listing, Paragraph, Quote, Rule, Run, merged
from bot.wording.escape import clean

CATALOGUE = (
    "<!channel> <!here> <!everyone> <@U123> <!subteam^S1>",
    "@channel @everyone @here",
    "<https://evil.example|banque.example>",
    "&lt;!here&gt; &amp;amp; &#42; &nbsp;",
    "*gras* _italique_ ~barré~ `code` ```\nbloc\n```",
    "**x** __y__ ~~z~~ ***",
    '<b>x</b> <a href="tg://user?id=1">x</a> </code> & <script>alert(1)</script> <!-- -->',
    "[a](javascript:alert(1)) [b](person:42) ![c](https://e.example/p.png) <javascript:x> [d]: http://e.example",
    "{{7*7}} {% for i in range(10**9) %} {name} %(name)s %s",
    "# titre\n## titre\n- liste\n1. un\n> cite\n    code\n---\n===\n| a | b |\n|---|---|",
    "\u202eenversé\u2066 " + "e" + "\u0301" * 50,
    "a\x00b\x07c\x85d\x1b[31m \ud800 \udfff \ufdd0 \uffff \U0001ffff",
    "  deux  espaces \t tab \u00a0 insécable \u2028 ligne \u200b rien \ufeff",
    "fin\r\nligne\rligne\n\n\nligne\n",
    "👩‍👩‍👧‍👦 🇫🇷🇬🇫 👍🏽 각 ☎️",
    "=HYPERLINK(1) +1 -1 @a \\ \\\\ \\* `` ` ``` ~~~",
    "l’été à 8 h : « déjà », n° 21 – 12 % ; œuvre·s",
    ":no_entry: :-) <http://169.254.169.254/> http://localhost www.e.example a@b.example",
)

BITS = (
    "<!channel>",
    "1. x",
    "12) ",
    "#",
    "# ",
    "> ",
    "![",
    "](",
    "[x]: http://e",
    "\\",
    "\t",
    "    ",
    "  ",
    " ",
    "&amp;",
    "&#42;",
    "\u00a0",
)
BITS += (
    "*",
    "**",
    "_",
    "__",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "\n",
    "\n\n",
    "---",
    "- ",
    "+ ",
    "===",
    "é",
    "\u0301",
    "👩‍👧",
    "€",
    "‘",
    "a",
    "mot",
)

texts = st.one_of(
    st.sampled_from(CATALOGUE),
    st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=4)), max_size=8).map("".join),
    st.text(st.characters(), max_size=20),
)
"""Any text at all, lone surrogates and controls included."""

stored = texts.map(clean)
"""The same as it is stored."""

LINKS = ("https://e.example/a_b_(c)", "https://x.example/?a=1&copy;=2#%C3%A9", "mailto:a@b.example", "http://e.example/*_~%60")
runs = st.lists(
    st.builds(Run, stored, st.frozensets(st.sampled_from("bisc")), st.one_of(st.none(), st.none(), st.sampled_from(LINKS))),
    max_size=5,
).map(tuple)

_leaves = st.one_of(st.builds(Paragraph, runs), st.builds(Heading, runs, st.integers(1, 6)), st.builds(Code, stored), st.just(Rule()))


def _around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(several, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Quote, several), st.builds(Listing, items, st.one_of(st.none(), st.integers(0, 1200))))


documents = st.lists(st.recursive(_leaves, _around, max_leaves=8), max_size=4).map(tuple)


def as_written(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a document is once written: no empty paragraph, no line end inside a code span, like letters in one run."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            spoken = merged(_lines_out_of_code(block.runs))
            kept += [Paragraph(spoken) if isinstance(block, Paragraph) else Heading(spoken, block.level)] if spoken else []
        elif isinstance(block, Quote):
            kept.append(Quote(as_written(block.blocks)))
        elif isinstance(block, Listing):
            kept.append(Listing(tuple(as_written(item) for item in block.items), block.start))
        else:
            kept.append(block)
    return tuple(kept)


def _lines_out_of_code(spoken: tuple[Run, ...]) -> list[Run]:
    return [Run(letter, run.styles - ({"c"} if letter == "\n" else set()), run.link) for run in spoken for letter in run.text]
