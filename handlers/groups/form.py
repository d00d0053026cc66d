"""The form of a new group, where a window can be opened; elsewhere, how to say it in a line. (DOMAIN.md F20)"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from bot.domain.bodies import LONGEST_NAME, body_key
from bot.domain.chambers import NATIONAL
from bot.domain.messages import Form, FormErrors, Input, Message, Option
from bot.domain.people import Person
from bot.domain.reading.groups import GroupSheet
from bot.domain.reading.lists import chamber_code
from handlers.answer import Answer, Reply
from handlers.groups.registry import file_sheet
from handlers.groups.rights import check_founds
from handlers.groups.telling import filed
from handlers.typed import Typed
from storage.transaction import Tx

PURPOSE = "new_group"
"""With it begins the token of such a form."""
_LONGEST_LIST = 2000


def group_form(typed: Typed, person: Person, tx: Tx) -> Answer:
    """The form after a command that can open a window; else an example to copy. Raises NotAllowed."""
    check_founds(person)
    words = tx.words(person.language, person.zone)
    if person.plainly or typed.origin.message is not None:
        text = words.markdown("Type for example: create the GT Financement, led by Pays de la Loire, members: Bretagne, Normandie")
        return Reply(message=Message.of(text))
    own = person.chamber if person.chamber != NATIONAL else ""
    chambers = tuple(Option(one.code, one.region) for one in tx.directory if one.valid(tx.now.date()) and one.code != NATIONAL)
    return Form(
        title=words.text("New working group"),
        submit=words.text("Create"),
        cancel=words.text("Cancel"),
        token=f"{PURPOSE}:{secrets.token_urlsafe(9)}",
        inputs=(
            Input(name="name", label=words.text("Name"), type="text", required=True, limit=LONGEST_NAME),
            Input(name="lead", label=words.text("Led by"), type="chamber", required=True, options=chambers, value=own),
            Input(
                name="members",
                label=words.text("Member chambers"),
                type="text",
                required=False,
                limit=_LONGEST_LIST,
                hint=words.text("Their names, with commas between."),
            ),
            Input(
                name="objectives",
                label=words.text("Objectives"),
                type="text",
                required=False,
                limit=_LONGEST_LIST,
                hint=words.text("One on each line."),
            ),
        ),
    )


def submit_group(answers: Mapping[str, str], person: Person, tx: Tx) -> Answer:
    """Creates the group that the form describes, or says what is wrong, under its field. Raises NotAllowed, Refused."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    name, lead = answers.get("name", "").strip(), answers.get("lead", "")
    chamber = tx.directory.get(lead)
    if not name:
        return FormErrors({"name": words.text("This is needed.")})
    known = next((body for body in tx.bodies.all() if body.key in (body_key(name), body_key(f"GT {name}"))), None)
    if known is not None:
        return FormErrors({"name": words.text("{group} is there already.", group=known.name)})
    if chamber is None or not chamber.valid(tx.now.date()) or lead == NATIONAL:
        return FormErrors({"lead": words.text("Choose a chamber.")})
    typed = [one.strip() for one in answers.get("members", "").replace("\n", ",").replace(";", ",").split(",") if one.strip()]
    codes = {one: chamber_code(one, tx.directory, today) for one in typed}
    if unknown := [one for one, code in codes.items() if not code]:
        return FormErrors({"members": words.text("I do not know “{typed}” as a chamber.", typed=unknown[0][:80])})
    objectives = tuple(line.strip(" -•") for line in answers.get("objectives", "").splitlines() if line.strip(" -•"))
    sheet = GroupSheet(name=name, lead=lead, members=tuple(dict.fromkeys(codes.values())), objectives=objectives, created=today)
    return filed(file_sheet(sheet, person, tx), sheet, person, tx, new=True)
