"""The prefectures and the largest other towns, with their departments: a town alone then says which region it is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from bot.domain.departments import department_of
from bot.domain.folding import words

_LIST = """
01 Bourg-en-Bresse|02 Laon|02 Saint-Quentin|02 Soissons|03 Moulins|03 Montluçon|03 Vichy|04 Digne-les-Bains|04 Manosque|05 Gap|06 Nice
06 Cannes|06 Antibes|06 Grasse|07 Privas|07 Annonay|08 Charleville-Mézières|09 Foix|09 Pamiers|10 Troyes|11 Carcassonne|11 Narbonne
12 Rodez|12 Millau|13 Marseille|13 Aix-en-Provence|13 Arles|13 Martigues|13 Aubagne|14 Caen|14 Lisieux|14 Bayeux|14 Vire|15 Aurillac
16 Angoulême|16 Cognac|17 La Rochelle|17 Rochefort|17 Saintes|18 Bourges|18 Vierzon|19 Tulle|19 Brive-la-Gaillarde|2A Ajaccio|2B Bastia
2B Corte|21 Dijon|21 Beaune|22 Saint-Brieuc|22 Lannion|23 Guéret|24 Périgueux|24 Bergerac|25 Besançon|25 Montbéliard|26 Valence
26 Montélimar|27 Évreux|27 Vernon|28 Chartres|28 Dreux|29 Quimper|29 Brest|29 Morlaix|30 Nîmes|30 Alès|31 Toulouse|31 Colomiers|32 Auch
33 Bordeaux|33 Mérignac|33 Pessac|34 Montpellier|34 Béziers|34 Sète|35 Rennes|35 Saint-Malo|35 Fougères|36 Châteauroux|37 Tours
38 Grenoble|38 Bourgoin-Jallieu|39 Lons-le-Saunier|39 Dole|40 Mont-de-Marsan|40 Dax|41 Blois|41 Vendôme|42 Saint-Étienne|42 Roanne
43 Le Puy-en-Velay|44 Nantes|44 Saint-Nazaire|44 Rezé|45 Orléans|45 Montargis|46 Cahors|46 Figeac|47 Agen|48 Mende|49 Angers|49 Cholet
49 Saumur|50 Saint-Lô|50 Cherbourg|50 Cherbourg-en-Cotentin|50 Avranches|51 Châlons-en-Champagne|51 Reims|51 Épernay|52 Chaumont|53 Laval
54 Nancy|55 Bar-le-Duc|56 Vannes|56 Lorient|57 Metz|57 Thionville|58 Nevers|59 Lille|59 Roubaix|59 Tourcoing|59 Dunkerque|59 Valenciennes
59 Villeneuve-d'Ascq|59 Douai|60 Beauvais|60 Compiègne|61 Alençon|61 Flers|62 Arras|62 Calais|62 Boulogne-sur-Mer|62 Lens
63 Clermont-Ferrand|64 Pau|64 Bayonne|64 Biarritz|65 Tarbes|66 Perpignan|67 Strasbourg|67 Haguenau|68 Colmar|68 Mulhouse|69 Lyon
69 Villeurbanne|69 Vénissieux|70 Vesoul|71 Mâcon|71 Chalon-sur-Saône|72 Le Mans|73 Chambéry|74 Annecy|75 Paris|76 Rouen|76 Le Havre
76 Dieppe|77 Melun|77 Meaux|78 Versailles|79 Niort|80 Amiens|80 Abbeville|81 Albi|81 Castres|82 Montauban|83 Toulon|83 Fréjus|84 Avignon
85 La Roche-sur-Yon|86 Poitiers|86 Châtellerault|87 Limoges|88 Épinal|89 Auxerre|90 Belfort|91 Évry|91 Évry-Courcouronnes|92 Nanterre
92 Boulogne-Billancourt|93 Bobigny|93 Montreuil|94 Créteil|95 Cergy|95 Pontoise|95 Argenteuil|971 Basse-Terre|971 Pointe-à-Pitre
972 Fort-de-France|973 Cayenne|973 Kourou|974 Saint-Denis de La Réunion|974 Le Tampon|976 Mamoudzou
"""
_ENTRIES = [(words(town), number) for number, town in (one.split(" ", 1) for one in _LIST.strip().replace("\n", "|").split("|"))]
_TOLD = Counter(town for town, _ in _ENTRIES)
TOWNS: Mapping[str, str] = {town: number for town, number in _ENTRIES if _TOLD[town] == 1}
_DISTRICT = re.compile(r"\s(?:\d{1,2}(?:er?|eme|nd)?|cedex(?: \d{1,2})?)$")
_NAME = re.compile(r"[^\W\d_][\w\s'’.-]*")


def home_of(place: str) -> str:
    """The number of the department that a place says surely: in brackets, by a postcode, or as a town of the list ("Paris 13e")."""
    if number := department_of(place):
        return number
    return TOWNS.get(_DISTRICT.sub("", words(place)), "") if _NAME.fullmatch(place.strip()) else ""


def is_bare_name(place: str) -> bool:
    """Whether a place is a name and nothing else: what holds an address or a formula names no region."""
    return bool(_NAME.fullmatch(place.strip()))
