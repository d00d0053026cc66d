"""A kind that exists only while this test runs, declared once: everything else follows, with no other file naming it."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.domain.contribution import Action, Command, Contribution, Kind, Kinds, Scope
from bot.domain.fields import ChamberCode, Choice, Link, OneQuestion, Problem, RichText, ask, contribution
from bot.reference import reference
from bot.wording import Wording
from handlers.slack.manifest import commands, manifest
from storage.export import csv_of
from storage.tables import tables_for
from tests.town import Town, opened_town, private


class Course(Choice):
    STARTER = "starter", "starter", "entrée"
    DESSERT = "dessert", "dessert", "dessert"


@contribution
class Recipe(Contribution):
    """A dish that a canteen of the network cooks."""

    kind = "recipe"
    prefix = "RE"
    noun = "Recipe"
    proposal = "Share a recipe"
    section = "Recipes"
    rank = 10
    command = Command(french="recette", english="recipe", example="recipe: apple pie, dessert")
    said = ("recette", "recipe")
    default_scope = Scope.NETWORK
    default_topics = ("formation",)
    actions = (Action(name="cooked", label="Cooked", words=("cuisinée", "cooked"), to_state="cooked", done="Recipe {number}: cooked."),)

    dish: str = ask("Dish", limit=80, labels=("plat", "dish"), lead=True, names=True)
    course: Course | None = ask("Course", labels=("service", "course"), default=None)
    season: date | None = ask(
        "In season until",
        labels=("saison",),
        cues=("avant",),
        default=None,
        future=True,
        missing=OneQuestion(text="Until when is it in season?", days=(10,), without="All year"),
    )
    source: Link = ask("Source", limit=200, labels=("source",), default=Link(""))
    method: RichText = ask("Method", limit=2_000, labels=("méthode",), default=RichText(""))
    chamber: ChamberCode = ask("Chamber", inferred="chamber", labels=("chambre",), default=ChamberCode(""))

    def heading(self) -> str:
        return self.dish

    def problems(self, today: date) -> dict[str, Problem]:
        if self.course is Course.STARTER and self.season:
            return {"season": Problem("A starter has no season.")}
        return {}

    def offers(self, today: date) -> tuple[Action, ...]:
        return self.actions if self.state == "published" else ()


TEMPLATES = {
    "card": '**{{ label }} – {{ item.dish | one_line }}**{% if item.state != "published" %} ({{ item.state }}){% endif %}',
    "line": "**{{ label }}** {{ item.dish | one_line }}, {{ chamber }}{% if item.season %}, {{ item.season | day }}{% endif %}",
    "draft": "**{{ label }} – {{ answers.dish | one_line }}**\n\n{{ question }}",
    "filed": '{{ _("**{label} shared**, {dish}.", label=label, dish=item.dish | one_line) }}',
}
FRENCH = {
    "Recipe": "Recette", "Share a recipe": "Partager une recette", "Recipes": "Recettes", "Dish": "Plat", "Course": "Service",
    "In season until": "De saison jusqu'au", "Source": "Source", "Method": "Méthode", "starter": "entrée", "Cooked": "Cuisinée",
    "Until when is it in season?": "Jusqu'à quand est-ce de saison ?", "All year": "Toute l'année", "Chamber": "Chambre",
    "A starter has no season.": "Une entrée n'a pas de saison.", "Recipe {number}: cooked.": "Recette {number} : cuisinée.",
    "**{label} shared**, {dish}.": "**{label} partagée**, {dish}.", "recipe: apple pie, dessert": "recette : tarte aux pommes, dessert",
}  # fmt: skip


def kinds_in(folder: Path) -> Kinds:
    folder.mkdir()
    for name, text in TEMPLATES.items():
        (folder / f"{name}.md.j2").write_text(text, encoding="utf-8")
    entries = [f'msgid "{english}"\nmsgstr "{french}"' for english, french in FRENCH.items()]
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"'
    (folder / "fr.po").write_text("\n\n".join([head, *entries]) + "\n", encoding="utf-8")
    return Kinds([Kind(Recipe, folder)])


@pytest.fixture
def kinds(tmp_path: Path) -> Kinds:
    return kinds_in(tmp_path / "recipe")


@pytest.fixture
async def town(tmp_path: Path, kinds: Kinds) -> AsyncIterator[Town]:
    async with opened_town(tmp_path, kinds=kinds) as opened:
        yield opened


async def test_its_form_has_every_field_and_its_errors_under_the_right_one(town: Town) -> None:
    await town.claire.types_command("/recette")
    assert town.claire.view_text("modal").startswith("Partager une recette")
    assert [(field.label, field.kind) for field in town.claire.fields()] == [
        ("Plat", "plain_text_input"),
        ("Service", "static_select"),
        ("De saison jusqu'au", "datepicker"),
        ("Source", "url_text_input"),
        ("Méthode", "rich_text_input"),
        ("Chambre", "static_select"),
    ]
    await town.claire.submits({"Plat": "Tarte aux pommes", "De saison jusqu'au": date(2026, 11, 1)})
    assert list(town.claire.field_errors) == ["De saison jusqu'au"]
    await town.claire.submits({"De saison jusqu'au": date(2026, 12, 1), "Service": "entrée"})
    assert town.claire.field_errors == {"De saison jusqu'au": "Une entrée n'a pas de saison."}
    await town.claire.submits({"Service": "dessert", "Source": "https://exemple.fr/tarte", "Méthode": "Au *four*."})
    assert town.claire.sees("Recette 1 partagée, Tarte aux pommes.", None)
    item = town.read(lambda tx: tx.contributions.numbered("recipe", 1))
    assert isinstance(item, Recipe)
    assert (item.course, item.season, item.source, item.chamber) == (Course.DESSERT, date(2026, 12, 1), "https://exemple.fr/tarte", "NOR")
    assert "**four**" in item.method


async def test_text_is_recognised_asked_once_corrected_closed_and_read(town: Town) -> None:
    await town.malik.types_command("/lettre", "ici formation tout de suite", in_="#general")
    await town.claire.says("Recette : tarte aux pommes, dessert", in_="#reseau")
    assert town.claire.sees("Recette 1 – tarte aux pommes Jusqu'à quand est-ce de saison ?", "#reseau")
    await town.claire.presses("Toute l'année")
    assert town.claire.sees("Recette 1 partagée, tarte aux pommes.", "#reseau")
    assert town.yann.sees("Recette 1 – tarte aux pommes", "#general")
    await town.claire.says("corriger plat : tarte aux poires")
    assert town.yann.sees("Recette 1 – tarte aux poires", "#general")
    await town.claire.opens_home()
    assert "Recette 1 tarte aux poires" in town.claire.view_text("home")
    await town.at(datetime(2026, 11, 23, 8, 0))
    assert town.yann.sees("Recettes Recette 1 tarte aux poires, CRESS Normandie", "#reseau")
    assert not town.paul.sees("Recette 1", None), "its scope is the network"
    await town.claire.says("recette 1 cuisinée")
    assert town.claire.sees("Recette 1 : cuisinée.", None)
    assert town.yann.sees("Recette 1 – tarte aux poires (cooked)", "#general")


async def test_in_english_by_words_and_by_help(town: Town) -> None:
    await town.emma.types_command("/recipe", "apple pie, dessert")
    assert town.emma.sees("Until when is it in season?", None)
    await town.emma.says("all year")
    assert town.emma.sees("Recipe 1 shared, apple pie.", None)
    await town.emma.says("help")
    assert town.emma.sees("Share a recipe: write “recipe: apple pie, dessert”, or /recipe", None)
    await town.claire.says("je ne sais pas")
    assert town.claire.sees("Voulez-vous : 1 partager une recette, 2 voir l'aide ?", None)
    assert private(town.claire)


async def test_its_alike_speaks_of_no_other_kind(town: Town) -> None:
    await town.claire.says("Recette : tarte aux pommes, dessert, saison : 01/12/2026")
    await town.yann.says("Recette : tarte aux pommes, dessert, saison : 02/12/2026")
    assert town.yann.sees("Cela ressemble à ce qui est déjà là : recette 1 (CRESS Normandie). Est-ce la même chose ?", None)
    assert town.yann.buttons() == ["Oui, la même", "Non, autre chose"]


async def test_its_table_to_take_away(town: Town, kinds: Kinds) -> None:
    await town.claire.types_command("/recette")
    await town.claire.submits({"Plat": '=HYPERLINK("http://x";"y")', "Service": "dessert"})
    await town.yann.types_command("/recette")
    await town.yann.submits({"Plat": "Kig ha farz, lard", "De saison jusqu'au": date(2026, 12, 1), "Méthode": "-1 heure\n+ 2 heures"})
    kind = kinds["recipe"]
    rows = list(csv.reader(io.StringIO(csv_of(kind, town.read(lambda tx: tx.contributions.every("recipe"))))))
    assert rows[0] == [
        "reference",
        "chamber",
        "state",
        "scope",
        "filed_at",
        "published_at",
        "version",
        "language",
        "dish",
        "course",
        "season",
        "source",
        "method",
        "chamber",
    ]
    first, second = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    assert (first["reference"], first["state"], first["scope"], first["chamber"]) == ("RE-001", "published", "network", "NOR")
    assert first["dish"] == '\'=HYPERLINK("http://x";"y")'
    assert (second["dish"], second["season"], second["chamber"]) == ("Kig ha farz, lard", "2026-12-01", "BRE")
    labelled = csv_of(kind, [], town.house.store.setting.wording.words("fr", "UTC"))
    assert labelled.strip().endswith("Plat,Service,De saison jusqu'au,Source,Méthode,Chambre")


def test_its_command_its_table_and_its_row_of_documentation(kinds: Kinds) -> None:
    assert commands(kinds)[:2] == ["recette", "recipe"]
    french = manifest(kinds, Wording(kinds.folders()).words("fr", "UTC"))
    assert french["features"]["slash_commands"][0]["description"] == "Partager une recette"
    assert set(tables_for(kinds).kinds["recipe"].c.keys()) == {"contribution_id", "dish", "course", "season", "source", "method"}
    assert "| `course` | Service | Course | starter, dessert |  | optional | service, course |" in reference(kinds)
