"""Minutes as they are laid out: statements under headings and labels, bullets, numbered resolutions and tables."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.fields import Question
from bot.domain.folding import fold
from bot.domain.reading.grammar import Grammar

_MARK = re.compile(
    r"\s*(?:\[[ xX]?\]|[-*•◦▪●‣·–—>→➜👉🔹🔸☐☑]+(?=\s)|->|\(?\d{1,2}\s?[.)°/]+(?=\s)|[A-Z]\d{1,3}\s?[.):]\s|[a-z]\)\s|"
    r"[IVX]{1,4}(?:\.\d{1,2})?\s?[.–—)-]+\s|[IVX]{1,4}\.\d{1,2}\s|:[a-z_0-9]+:|[^\w\s\"'«“(\[@#€:.,;=+&/-]+(?=\s))\s*"
)
_STOPS = re.compile(r"[.!?](?:\s+|$)")
_ABBREVIATED = re.compile(
    r"(?:(?:^|[\s(;,])(?:m|mm|mme|mmes|mlle|mr|dr|st|ste|ex|art|env|lun|mar|mer|jeu|ven|sam|dim|proch|n|[a-z])|(?:^|[;:]\s)\d{1,2}|"
    r"\s[a-z]|etc)$"
)
_LONGEST_ABBREVIATED = 12
_ORDINAL = (
    r"(?:(?:premiere?|deuxieme|seconde|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|derniere?|first|"
    r"second|third|\d{1,2}(?:e|re|eme|ere))\s+)?"
)
_INCLUSIVE = r"(?:[·.(/-]?(?:e|s|es|x)\)?){0,3}"
_QUALIFIED = (
    r"(?:\s(?:prise?s?|actee?s?|validee?s?|adoptee?s?|retenue?s?|decidee?s?|arretee?s?|principale?s?|essentielle?s?|a (?:prendre|"
    r"mener|faire|engager|suivre)|"
    r"du jour|de la (?:seance|reunion)|taken|agreed))?"
)
_LOOSE = ("attendance",)
"""Lists of names often follow their word with no sign between: "étaient présents Anne et Luc"."""
_SHORTEST_LOOSE = 4
"""As in "là :" is a label, "la charte" is none."""
COLUMNS = {
    "decision": ("decision", "decisions", "conclusion"),
    "vote": ("vote", "votes", "resultat", "adoption", "result"),
    "who": ("pilote", "qui", "responsable", "porteur", "porteuse", "referent", "referente", "who", "owner", "en charge"),
    "when": ("echeance", "quand", "pour quand", "date", "delai", "when", "due", "date limite"),
    "what": ("action", "actions", "quoi", "tache", "a faire", "what", "theme", "sujet", "point", "objet", "topic"),
}
"""What the columns of tables are called."""
_CELL = re.compile(r"\t+|\s*\|\s*")
_TITLED = re.compile(
    r"\s(?=(?:Monsieur|Madame|Mme|M\.)\s[A-ZÀ-Ý][\wà-ÿ'-]+\s(?!(?:Monsieur|Madame|Mme|M\.|le|la|les|un|une|des|du|et|on|nous|il|elle|"
    r"puis|ensuite)\s)[a-z])|"
    r"\s(?=(?i:prochaine?)\s(?i:conseil|bureau|reunion|réunion|séance|ca)\b)"
)
_NUMBERED = re.compile(r"\s+(?=\d{1,2}\)\s)|(?:(?<=\s)|^)\d{1,2}\)\s+")
_UNPUNCTUATED = 160


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence, one bullet or one row; `alone` on its line. `field`: the question whose label stands before it, or whose section it is
    in; `labelled`: it has the label itself. `count`: the number announced beside the label. `cells`: of a table's row."""

    text: str
    field: str = ""
    labelled: bool = False
    marked: bool = False
    alone: bool = False
    first: bool = False
    count: int | None = None
    cells: tuple[str, ...] = ()

    @functools.cached_property
    def folded(self) -> str:
        return fold(self.text)


@functools.cache
def labels_of(grammar: Grammar) -> re.Pattern[str]:
    """Of all the labels of a kind: with a sign after them, alone on their line, or (names) with nothing at all."""
    labels = [(fold(label), question.type) for question in _sections(grammar) for label in (*question.labels, question.label)]
    signs = [re.escape(label) for label, _ in labels if not re.search(r"[a-z]", label) or label.startswith(":")]
    loose = [label for label, type_ in labels if type_ in _LOOSE and len(label) >= _SHORTEST_LOOSE]
    plain = [label for label, _ in labels if re.search(r"[a-z]", label) and not label.startswith(":")]
    return re.compile(
        rf"\s*(?:(?P<sign>{'|'.join(signs) or '(?!)'})\ufe0f?\s*:?\s*|"
        rf"(?:l[ae]s? |sont |etaient |etait |cres\S* |(?:membres?|personnes?|administrat\S+|elue?s?|salarie\S*|participant\S*|mm?\.?|"
        rf"mme?s?) )?{_ORDINAL}(?P<label>{_any(plain)}){_INCLUSIVE}(?![\w']){_QUALIFIED}(?:\s?n?°?\s?\d{{1,2}})?"
        rf"(?:\s*\((?P<count>\d{{1,4}})?[^()\n]*\))?\s*(?:[:=\t]+|->|→|\s[-–—]\s|$)\s*|"
        rf"(?:l[ae]s? |sont |etaient |(?P<number>\d{{1,4}}) \w+ )?(?P<loose>{_any(loose)}){_INCLUSIVE}(?![\w'])\s*(?=[\w(])(?!(?:a|au|"
        rf"aux|de|du|pour|le|la|les|ou|ok|ce|demain|par)\s))"
    )


def _any(labels: list[str]) -> str:
    folded = sorted({fold(label) for label in labels}, key=len, reverse=True)
    return "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in folded) or "(?!)"


def _sections(grammar: Grammar) -> list[Question]:
    types = ("attendance", "lines", "decisions", "actions")
    return [one for one in grammar.questions.values() if one.type in types or one.shape == "next_day" or one.counts]


@functools.cache
def _by_label(grammar: Grammar) -> dict[str, str]:
    return {" ".join(fold(label).split()): one.name for one in _sections(grammar) for label in (one.label, *one.labels)}


def field_of(grammar: Grammar, label: str) -> str:
    """The question that a label names."""
    return _by_label(grammar)[" ".join(label.split())]


def statements(text: str, grammar: Grammar) -> list[Statement]:
    """A text in its statements, in their order."""
    found: list[Statement] = []
    section, after_blank = "", False
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        rows = _row(line)
        marked = bool(_MARK.match(line))
        if not rows and (place == 0 or _is_heading(line, lines[place + 1 :])):
            section = "" if not labels_of(grammar).match(fold(unmarked(line))) else section
        if after_blank and not marked and not rows and section and found and found[-1].marked:
            section = ""
        after_blank = False
        for one in _in_line(line, rows, section, grammar, first=place == 0):
            found.append(one)
            if one.labelled:
                section = one.field
            if one.labelled and one.text and not _opens(one, grammar):
                section = ""
    return found


def _opens(one: Statement, grammar: Grammar) -> bool:
    """As in "Décisions : D1. ..." goes on with the lines below; "Décision : le site ferme" is one."""
    return grammar.questions[one.field].type in ("decisions", "actions") and one.text.rstrip().endswith(":")


def _row(line: str) -> tuple[str, ...]:
    """The cells of a table's row, as word processors and Markdown give them; none for other lines."""
    if "\t" not in line.strip() and not re.match(r"\s*\|.*\|.*\|\s*$|[^|]+\s\|\s[^|]+\s\|\s[^|]+", line):
        return ()
    cells = [cell.strip() for cell in _CELL.split(line.strip().strip("|"))]
    return tuple(cells) if len(cells) > 1 and not all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells) else ()


def columns_of(cells: tuple[str, ...]) -> dict[int, str]:
    """The columns that the cells of a table's first row name, by their places."""
    return {place: column for place, cell in enumerate(cells) for column, names in COLUMNS.items() if fold(cell).strip(" ?:") in names}


def _is_heading(line: str, below: list[str]) -> bool:
    """A few words alone on their line, above others: "Sujets", "II – FINANCES"."""
    bare = unmarked(line).strip()
    next_line = next((one for one in below if one.strip()), "")
    short = len(bare.split()) <= 5 and not re.search(r"[.!?,;]$|\d{1,2}[/ h]\d", bare)
    above = bool(_MARK.match(next_line)) or bare.isupper() or bare.endswith(":")
    return short and above and (not _MARK.match(line) or bare.isupper() or not _MARK.match(next_line))


def unmarked(line: str) -> str:
    """A line without its bullet, number or box; a sign that labels stays."""
    for _ in range(3):
        match = _MARK.match(line)
        if not match or _SIGN_LABEL.match(line.strip()):
            break
        line = line[match.end() :]
    return line.strip()


_SIGN_LABEL = re.compile(r"(?:👥|✅|📌|🗓|📅|:busts_in_silhouette:|:white_check_mark:|:pushpin:|:calendar:|:date:)")


def _in_line(line: str, cells: tuple[str, ...], section: str, grammar: Grammar, *, first: bool) -> Iterator[Statement]:
    marked = bool(_MARK.match(line)) or bool(_SIGN_LABEL.match(line.strip()))
    bare = unmarked(line)
    if cells:
        label = labels_of(grammar).match(fold(cells[0]))
        if label and label.end() == len(cells[0]) and len(columns_of(cells)) < len(cells):
            name = field_of(grammar, label["label"] or label["sign"] or label["loose"])
            between = " – " if grammar.questions[name].type == "actions" else ", "
            yield Statement(text=between.join(cells[1:]), field=name, labelled=True)
            return
        yield Statement(text=line.strip(), field=section, cells=cells)
        return
    parts = sentences(bare)
    opened = ""
    for place, sentence in enumerate(map(_label_first, parts)):
        label = labels_of(grammar).match(fold(sentence))
        if label and not (first and place == 0 and grammar.spoken.match(fold(sentence))):
            name = field_of(grammar, label["label"] or label["sign"] or label["loose"])
            number = label["count"] or label["number"]
            count = int(number) if number else None
            text = "" if label["number"] and sentence[label.end() : label.end() + 1] not in ("(", ":") else sentence[label.end() :].strip()
            opened = name if sentence.rstrip().endswith(":") and not text.strip(" :") and place + 1 < len(parts) else ""
            if not opened:
                yield Statement(text=text, field=name, labelled=True, marked=marked, count=count, first=first and place == 0)
        else:
            yield Statement(
                text=sentence,
                field=opened or section,
                labelled=bool(opened),
                marked=marked,
                alone=len(parts) == 1,
                first=first and place == 0,
            )


_BEHIND = re.compile(
    r"(?P<names>[^.:;]{2,160}?),?\s(?:(?:etaient|etait|sont|est|s'est|s'etait)\s(?:tous |toutes |bien )?)?(?P<label>present|excuse|"
    r"absent)(?:e?s?|[·.(]?e?[·.)]?s?)\s*[.!]?"
)
_COUNTED = re.compile(r"(?P<number>\d{1,4}) (?:\w+ ){0,2}(?P<label>present)e?s?(?: (?:ou|et) representee?s?)?(?: sur \d{1,4})?\s*[.!]?")
_VERBAL = re.compile(r"\b(?:a|ont|est|sont|va|on|nous|je|il|elle|qui|que|se|y|au|aux|pour|nombre|combien|membres?|personnes?|d'entre)\b|\d")


_ROLL_ENDS = re.compile(
    r"\b(?:presente?s?|excusee?s?|absente?s?)(?P<stop>\s*[,;]\s+|\s+et\s+)(?=[^.:]{2,80}\s(?:presente?s?|"
    r"excusee?s?|absente?s?)\b)"
)


def _rolls(sentence: str) -> list[str]:
    """As in "Olga et Martin présents, Jürgen excusé": one part for each list."""
    found, start = [], 0
    for end in _ROLL_ENDS.finditer(fold(sentence)):
        found.append(sentence[start : end.start("stop")])
        start = end.end()
    return [*found, sentence[start:]]


def _label_first(sentence: str) -> str:
    """As in "Anli, Rehema, Faïza présents": the label in front of the names."""
    folded = fold(sentence)
    if counted := _COUNTED.fullmatch(folded.strip()):
        return f"{counted['label']} : {counted['number']} personnes"
    said = _BEHIND.fullmatch(folded)
    if not said or _VERBAL.search(said["names"]) or any(len(name.split()) > 3 for name in re.split(r",|\set\s", said["names"])):
        return sentence
    return f"{said['label']} : {sentence[: said.end('names')]}"


def sentences(line: str) -> list[str]:
    """The sentences of a line; what was dictated without a stop is cut before who acts."""
    found, start = [], 0
    for stop in _STOPS.finditer(line):
        before = line[max(start, stop.start() - _LONGEST_ABBREVIATED) : stop.start()]
        before = before if len(before) < _LONGEST_ABBREVIATED else f"_{before}"  # so that nothing begins there
        if _ABBREVIATED.search(fold(before)) and line[stop.start()] == "." and stop.end() < len(line):
            continue
        found.append(line[start : stop.end()])
        start = stop.end()
    found.append(line[start:])
    cut = [part for one in found for part in (_TITLED.split(one) if len(one) > _UNPUNCTUATED else [one])]
    cut = [part for one in cut for part in _NUMBERED.split(one)]
    cut = [part for one in cut for part in _rolls(one)]
    return [one.strip() for one in cut if re.search(r"\w", one) or one.strip() == "…"]
