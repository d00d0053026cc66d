"""The roster as people say it: roles, names, addresses, chambers. (DOMAIN.md F03)"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from bot.domain.chambers import NATIONAL, NETWORK_ZONE, Chamber, Directory
from bot.domain.fields import Problem
from bot.domain.folding import words
from bot.domain.i18n import mark as _
from bot.domain.people import Role

LONGEST_NAME, LONGEST_ADDRESS = 150, 254
ROLE_NAMES: Mapping[Role, str] = {
    Role.NATIONAL: _("national team"),
    Role.DIRECTOR: _("director"),
    Role.EMPLOYEE: _("employee"),
    Role.ADMINISTRATOR: _("administrator"),
    Role.AMBASSADOR: _("ambassador"),
    Role.PARTNER: _("partner"),
}
_ROLES = {
    Role.NATIONAL: "national team, national, equipe nationale, nationale",
    Role.DIRECTOR: "director, directeur, directrice, direction, dg, delegue general, deleguee generale",
    Role.EMPLOYEE: "employee, staff, salarie, salariee, charge de mission, chargee de mission, equipe",
    Role.ADMINISTRATOR: "administrator, elected, administrateur, administratrice, elu, elue, president, presidente",
    Role.AMBASSADOR: "ambassador, ambassadeur, ambassadrice",
    Role.PARTNER: "partner, partenaire",
}
UNKNOWN_ROLE = _("I do not know the role “{typed}”. Write director, employee, administrator, ambassador, partner or national team.")
NO_ADDRESS = _("“{typed}” is not an e-mail address.")
_ROLE_OF = {said: role for role, names in _ROLES.items() for said in names.split(", ")}
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]=+@-][^\s@<>\"(),:;\\\[\]]*@[^\s@<>\"(),:;\\\[\]]+\.[^\W\d_]{2,}")


def role_of(typed: str) -> Role | None:
    """The role of that name, French or English, or of that code."""
    return _ROLE_OF.get(re.sub(r" [es]$", "", words(typed))) or next((role for role in Role if role.value == typed.strip().lower()), None)


def role_name(role: Role) -> str:
    """How the role is called: a message id."""
    return ROLE_NAMES[role]


def email_of(typed: str) -> str:
    """The address in the form in which two are compared, or nothing when it is none.

    Letters outside ASCII stay as they are: some fold into ASCII (the sign of the kelvin is a k even in form NFC), and an address that only
    looks like another would be taken for it.
    """
    bare = re.sub(r"^(?:mailto:)?|^.*<(?=[^<>]+>$)|>$", "", typed.strip())
    return (bare.lower() if bare.isascii() else bare) if len(bare) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(bare) else ""


def name_of(typed: str) -> str:
    """The name with single spaces, or nothing when it is none: it begins with a letter, and what a spreadsheet would run does not."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    plain = all(character.isprintable() for character in name) and not set(name) & set("<>=|@{}[]\\")
    return name if name[:1].isalpha() and plain and len(name) <= LONGEST_NAME else ""


_PARTICLES = frozenset(["le", "la", "les", "l", "de", "du", "des", "d", "van", "von", "der", "ben", "el", "al", "da", "di", "dos"])


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one person's: who marries keeps a name, and an address that was mistyped is nobody's."""
    return bool((set(words(one).split()) & set(words(other).split())) - _PARTICLES) or words(one) == words(other)


def unknown_chamber(typed: str, directory: Directory) -> Problem:
    """No chamber has that name: the sentence names the three closest, or where none is close, what can be typed."""
    close = directory.near(typed)
    if not close:
        return Problem(_("I do not know “{typed}”. Type a region or a department, for example Normandie or 973."), {"typed": seen(typed)})
    first, second, third = (chamber.region for chamber in close)
    return Problem(
        _("I do not know “{typed}”. {first}, {second} or {third}?"),
        {"typed": seen(typed), "first": first, "second": second, "third": third},
    )


def chamber_of(typed: str, directory: Directory, on: date) -> Chamber | None:
    """The chamber of that name, department or code on that day; the national team by its role's name."""
    if role_of(typed) is Role.NATIONAL:
        return directory.get(NATIONAL)
    return directory.resolve(typed, on) or next((one for one in directory.on(on) if one.code == typed.strip().upper()), None)


def zone_for(chamber: str, directory: Directory) -> str:
    """The zone of somebody of that chamber of whom nothing else is known."""
    found = directory.get(chamber)
    return found.zone if found else NETWORK_ZONE


def seen(typed: str) -> str:
    """What was typed, short and in letters that do nothing to a terminal: for a sentence that names it."""
    shown = "".join(character if character.isprintable() else "·" for character in typed)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
