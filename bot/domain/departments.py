"""The 101 departments, by their INSEE number. A number that a member types is a department, never a region: all 18 region codes of
today are also departments of another place (75 is Paris, and Nouvelle-Aquitaine)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.domain.folding import fold

_LIST = """
01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche|08 Ardennes|09 Ariège|10 Aube|11 Aude
12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal|16 Charente|17 Charente-Maritime|18 Cher|19 Corrèze|2A Corse-du-Sud|2B Haute-Corse
21 Côte-d'Or|22 Côtes-d'Armor|23 Creuse|24 Dordogne|25 Doubs|26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|30 Gard|31 Haute-Garonne|32 Gers
33 Gironde|34 Hérault|35 Ille-et-Vilaine|36 Indre|37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire|43 Haute-Loire
44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche|51 Marne|52 Haute-Marne|53 Mayenne
54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle|58 Nièvre|59 Nord|60 Oise|61 Orne|62 Pas-de-Calais|63 Puy-de-Dôme
64 Pyrénées-Atlantiques|65 Hautes-Pyrénées|66 Pyrénées-Orientales|67 Bas-Rhin|68 Haut-Rhin|69 Rhône|70 Haute-Saône|71 Saône-et-Loire
72 Sarthe|73 Savoie|74 Haute-Savoie|75 Paris|76 Seine-Maritime|77 Seine-et-Marne|78 Yvelines|79 Deux-Sèvres|80 Somme|81 Tarn
82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne|88 Vosges|89 Yonne|90 Territoire de Belfort|91 Essonne
92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d'Oise|971 Guadeloupe|972 Martinique|973 Guyane|974 La Réunion|976 Mayotte
"""
DEPARTMENTS: Mapping[str, str] = dict(entry.split(" ", 1) for entry in _LIST.strip().replace("\n", "|").split("|"))

_NUMBER = re.compile(r"(?<![\w,.])(?:(97\d)\d{2}|(2[ab])|20(\d)\d{2}|(\d{2})\d{3}|(97\d)|(\d{1,2}))(?![\w])")


@lru_cache(maxsize=256)
def department_of(place: str) -> str:
    """The number of the department a place is in, from "Caen (14)", "14000 Caen" or "Cayenne (973)"; empty when none is said.

    A number that stands alone in a place ("Paris 13e", "3 rue du Port") is a street or a district: only brackets and postcodes count.
    """
    folded = fold(place)
    for inside in [*re.findall(r"\(\s*([0-9ab]{1,5})\s*\)", folded), *re.findall(r"(?<!\w)\d{5}(?!\w)", folded)]:
        if number := number_of(inside):
            return number
    return ""


@lru_cache(maxsize=256)
def number_of(typed: str) -> str:
    """The department a whole answer names by its number or by a postcode ("14", "2a", "97400", "20" is Corse-du-Sud); else empty."""
    found = _NUMBER.fullmatch(fold(typed).strip())
    if not found:
        return ""
    if found[3]:
        return "2A" if found[3] in "01" else "2B"
    if found[6] == "20":
        return "2A"
    number = next(part for part in found.groups() if part).upper().zfill(2)
    return number if number in DEPARTMENTS else ""
