"""The prefectures, the overseas sub-prefectures and some three hundred other towns, with their departments: a town alone then says which
region it is in. Names that are several towns (Saint-Denis, Saint-Louis) or ordinary words (Sens, Fontaine, Le Port) are left out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping

from bot.domain.departments import department_of
from bot.domain.folding import words

_LIST = """
01 Bourg-en-Bresse|02 Laon|02 Saint-Quentin|02 Soissons|02 Château-Thierry|03 Moulins|03 Montluçon|03 Vichy|04 Digne-les-Bains
04 Manosque|05 Gap|05 Briançon|06 Nice|06 Cannes|06 Antibes|06 Grasse|06 Cagnes-sur-Mer|06 Le Cannet|06 Menton|07 Privas|07 Annonay
07 Aubenas|08 Charleville-Mézières|08 Sedan|09 Foix|09 Pamiers|09 Saint-Girons|10 Troyes|11 Carcassonne|11 Narbonne|11 Limoux|12 Rodez
12 Millau|12 Villefranche-de-Rouergue|13 Marseille|13 Aix-en-Provence|13 Arles|13 Martigues|13 Aubagne|13 Salon-de-Provence|13 Istres
13 Vitrolles|13 Marignane|13 La Ciotat|13 Gardanne|14 Caen|14 Lisieux|14 Bayeux|14 Vire|14 Hérouville-Saint-Clair|15 Aurillac
16 Angoulême|16 Cognac|16 Soyaux|17 La Rochelle|17 Rochefort|17 Saintes|17 Royan|18 Bourges|18 Vierzon|18 Saint-Amand-Montrond|19 Tulle
19 Brive-la-Gaillarde|19 Ussel|2A Ajaccio|2B Bastia|2B Corte|21 Dijon|21 Beaune|21 Chenôve|22 Saint-Brieuc|22 Lannion|22 Dinan
22 Guingamp|23 Guéret|24 Périgueux|24 Bergerac|24 Sarlat-la-Canéda|25 Besançon|25 Montbéliard|25 Pontarlier|26 Valence|26 Montélimar
26 Romans-sur-Isère|26 Bourg-lès-Valence|27 Évreux|27 Vernon|27 Louviers|27 Bernay|28 Chartres|28 Dreux|29 Quimper|29 Brest|29 Morlaix
29 Concarneau|29 Landerneau|29 Douarnenez|30 Nîmes|30 Alès|30 Bagnols-sur-Cèze|30 Beaucaire|31 Toulouse|31 Colomiers|31 Tournefeuille
31 Muret|31 Blagnac|31 Saint-Gaudens|32 Auch|33 Bordeaux|33 Mérignac|33 Pessac|33 Talence|33 Arcachon|33 Libourne|33 Villenave-d'Ornon
34 Montpellier|34 Béziers|34 Sète|34 Agde|34 Lunel|34 Frontignan|35 Rennes|35 Saint-Malo|35 Fougères|35 Vitré|36 Châteauroux|36 Issoudun
37 Tours|37 Joué-lès-Tours|37 Chinon|38 Grenoble|38 Bourgoin-Jallieu|38 Échirolles|38 Voiron|38 Saint-Martin-d'Hères|39 Lons-le-Saunier
39 Dole|40 Mont-de-Marsan|40 Dax|40 Biscarrosse|41 Blois|41 Vendôme|41 Romorantin-Lanthenay|42 Saint-Étienne|42 Roanne|42 Saint-Chamond
42 Firminy|42 Montbrison|43 Le Puy-en-Velay|43 Brioude|44 Nantes|44 Saint-Nazaire|44 Rezé|44 Saint-Herblain|44 Châteaubriant|44 Orvault
45 Orléans|45 Montargis|45 Pithiviers|45 Gien|46 Cahors|46 Figeac|47 Agen|47 Villeneuve-sur-Lot|47 Marmande|48 Mende|49 Angers|49 Cholet
49 Saumur|50 Saint-Lô|50 Cherbourg|50 Cherbourg-en-Cotentin|50 Avranches|50 Coutances|51 Châlons-en-Champagne|51 Reims|51 Épernay
51 Vitry-le-François|52 Chaumont|52 Saint-Dizier|53 Laval|54 Nancy|54 Vandœuvre-lès-Nancy|54 Lunéville|55 Bar-le-Duc|55 Verdun|56 Vannes
56 Lorient|56 Pontivy|56 Lanester|57 Metz|57 Thionville|57 Forbach|57 Sarreguemines|57 Montigny-lès-Metz|58 Nevers|59 Lille|59 Roubaix
59 Tourcoing|59 Dunkerque|59 Valenciennes|59 Villeneuve-d'Ascq|59 Douai|59 Maubeuge|59 Cambrai|59 Marcq-en-Barœul|59 Wattrelos
59 Lambersart|59 Armentières|60 Beauvais|60 Compiègne|60 Creil|60 Senlis|61 Alençon|61 Flers|61 Argentan|62 Arras|62 Calais
62 Boulogne-sur-Mer|62 Lens|62 Béthune|62 Liévin|62 Hénin-Beaumont|62 Saint-Omer|63 Clermont-Ferrand|63 Riom|63 Issoire|64 Pau
64 Bayonne|64 Biarritz|64 Anglet|64 Oloron-Sainte-Marie|65 Tarbes|65 Lourdes|66 Perpignan|67 Strasbourg|67 Haguenau|67 Schiltigheim
67 Illkirch-Graffenstaden|67 Sélestat|67 Saverne|68 Colmar|68 Mulhouse|69 Lyon|69 Villeurbanne|69 Vénissieux|69 Vaulx-en-Velin|69 Bron
69 Caluire-et-Cuire|69 Villefranche-sur-Saône|69 Givors|70 Vesoul|71 Mâcon|71 Chalon-sur-Saône|71 Le Creusot|71 Montceau-les-Mines
71 Autun|72 Le Mans|72 La Flèche|73 Chambéry|73 Aix-les-Bains|73 Albertville|74 Annecy|74 Annemasse|74 Thonon-les-Bains|74 Cluses
75 Paris|76 Rouen|76 Le Havre|76 Dieppe|76 Sotteville-lès-Rouen|76 Saint-Étienne-du-Rouvray|76 Fécamp|76 Elbeuf|77 Melun|77 Meaux
77 Chelles|77 Fontainebleau|77 Pontault-Combault|77 Savigny-le-Temple|77 Provins|78 Versailles|78 Sartrouville|78 Mantes-la-Jolie
78 Saint-Germain-en-Laye|78 Poissy|78 Rambouillet|78 Montigny-le-Bretonneux|78 Les Mureaux|79 Niort|79 Bressuire|79 Parthenay|80 Amiens
80 Abbeville|81 Albi|81 Castres|81 Gaillac|82 Montauban|83 Toulon|83 Fréjus|83 La Seyne-sur-Mer|83 Hyères|83 Draguignan
83 Six-Fours-les-Plages|83 Brignoles|84 Avignon|84 Carpentras|84 Cavaillon|85 La Roche-sur-Yon|85 Les Sables-d'Olonne
85 Fontenay-le-Comte|86 Poitiers|86 Châtellerault|87 Limoges|87 Bellac|88 Épinal|88 Saint-Dié-des-Vosges|89 Auxerre|89 Avallon
90 Belfort|91 Évry|91 Évry-Courcouronnes|91 Corbeil-Essonnes|91 Massy|91 Palaiseau|91 Savigny-sur-Orge|91 Sainte-Geneviève-des-Bois
91 Étampes|92 Nanterre|92 Boulogne-Billancourt|92 Colombes|92 Asnières-sur-Seine|92 Courbevoie|92 Rueil-Malmaison|92 Levallois-Perret
92 Issy-les-Moulineaux|92 Neuilly-sur-Seine|92 Antony|92 Clichy|92 Clamart|92 Puteaux|92 Gennevilliers|92 Malakoff|92 Bagneux
92 Suresnes|92 Montrouge|92 Meudon|93 Bobigny|93 Montreuil|93 Aubervilliers|93 Aulnay-sous-Bois|93 Drancy|93 Noisy-le-Grand|93 Pantin
93 Le Blanc-Mesnil|93 Épinay-sur-Seine|93 Bondy|93 Sevran|93 Saint-Ouen-sur-Seine|93 Livry-Gargan|93 Rosny-sous-Bois|93 Clichy-sous-Bois
93 La Courneuve|93 Stains|93 Bagnolet|93 Gagny|93 Villepinte|93 Le Raincy|93 Tremblay-en-France|94 Créteil|94 Vitry-sur-Seine
94 Champigny-sur-Marne|94 Saint-Maur-des-Fossés|94 Ivry-sur-Seine|94 Maisons-Alfort|94 Villejuif|94 Fontenay-sous-Bois|94 Alfortville
94 Vincennes|94 Choisy-le-Roi|94 Le Kremlin-Bicêtre|94 Nogent-sur-Marne|95 Cergy|95 Pontoise|95 Argenteuil|95 Sarcelles
95 Garges-lès-Gonesse|95 Franconville|95 Goussainville|95 Bezons|95 Ermont|971 Basse-Terre|971 Pointe-à-Pitre|971 Les Abymes
971 Baie-Mahault|971 Le Gosier|971 Petit-Bourg|971 Marie-Galante|972 Fort-de-France|972 Le Lamentin|972 Schœlcher|973 Cayenne|973 Kourou
973 Saint-Laurent-du-Maroni|973 Matoury|973 Rémire-Montjoly|973 Maripasoula|973 Saint-Georges-de-l'Oyapock|973 Macouria|973 Mana|973 Roura
973 Régina|973 Apatou|973 Grand-Santi|973 Papaïchton|973 Saül|973 Camopi|973 Ouanary|973 Iracoubo
973 Sinnamary|973 Montsinéry-Tonnegrande|973 Awala-Yalimapo|973 Saint-Élie
974 Saint-Denis de La Réunion|974 Le Tampon|974 Saint-Pierre de La Réunion|974 Saint-Louis de La Réunion|976 Mamoudzou|976 Dzaoudzi
976 Koungou|976 Bandraboua|976 Dembéni|976 Tsingoni|976 Pamandzi|976 Sada|976 Bouéni|976 Acoua|976 Chiconi|976 Chirongui|976 Kani-Kéli
976 M'Tsangamouji|976 Mtsamboro
976 Ouangani|976 Bandrélé
"""
_WRITTEN = [(town, number) for number, town in (one.split(" ", 1) for one in _LIST.strip().replace("\n", "|").split("|"))]
_ENTRIES = [(words(town), number) for town, number in _WRITTEN]
_OF_DEPARTMENT: Mapping[str, list[tuple[str, str]]] = {
    number: [(town, words(town)) for town, of in _WRITTEN if of == number] for number in {number for _, number in _WRITTEN}
}
_TOLD = Counter(town for town, _ in _ENTRIES)
TOWNS: Mapping[str, str] = {town: number for town, number in _ENTRIES if _TOLD[town] == 1}
_DISTRICT = re.compile(r"\s(?:\d{1,2}(?:er?|eme|nd)?|cedex(?: \d{1,2})?)$")
_NAME = re.compile(r"[^\W\d_][\w\s'’.-]*")


_SAINTS = frozenset(" ".join(name.split()[:2]) for name, _ in _ENTRIES if name.startswith(("saint ", "sainte ")))
"""How towns called after a saint are shortened: "St-Laurent" is Saint-Laurent-du-Maroni."""
_MOST_WORDS = 6


def _accents(text: str) -> set[str]:
    return {letter for letter in unicodedata.normalize("NFC", text).lower() if letter.isalpha() and not letter.isascii()}


_ACCENTS: Mapping[str, set[str]] = {words(town): accents for town, _number in _WRITTEN if (accents := _accents(town))}


def is_known(place: str) -> bool:
    """Whether a place is a town of the list, however it is typed: "st laurent", "CAYENNE", "Évreux (27)". An accent that its name has not
    makes it another word: "maçon" is no Mâcon."""
    name = re.sub(r"\bst(e?)\b", r"saint\1", words(re.sub(r"\s*\([\dAB]{2,3}\)\s*$", "", place)))
    name = name if name in TOWNS else _DISTRICT.sub("", name)
    return name in _SAINTS or (name in TOWNS and _accents(place) <= _ACCENTS.get(name, set()))


def town_at_end(text: str) -> int | None:
    """Where the town begins with which a text ends; None when it ends otherwise."""
    starts = [word.start() for word in re.finditer(r"\S+", text)][-_MOST_WORDS:]
    return next((start for start in starts if is_known(text[start:])), None)


def home_of(place: str) -> str:
    """The number of the department that a place says surely: in brackets, by a postcode, or as a town of the list ("Paris 13e")."""
    if number := department_of(place):
        return number
    return TOWNS.get(_DISTRICT.sub("", words(place)), "") if _NAME.fullmatch(place.strip()) else ""


def first_town(departments: Collection[str]) -> str:
    """A town that everybody there knows: the first of the list in these departments. Nothing where none is listed."""
    return next((_OF_DEPARTMENT[number][0][0] for number in departments if number in _OF_DEPARTMENT), "")


def in_full(place: str, departments: Collection[str]) -> str:
    """A town as it is written on a map, with its department, when it is surely one of these departments: "St-Laurent" in Guyane. Any
    other place as it was typed."""
    typed = re.sub(r"\bst(e?)\b", r"saint\1", words(place))
    towns = ((name, folded, number) for number in departments for name, folded in _OF_DEPARTMENT.get(number, ()))
    found = [(name, number) for name, folded, number in towns if f"{folded} ".startswith(f"{typed} ")]
    if not typed or len(found) != 1 or not is_bare_name(place):
        return place
    name, number = found[0]
    return f"{name} ({number})"


def is_bare_name(place: str) -> bool:
    """Whether a place is a name and nothing else: what holds an address or a formula names no region."""
    return bool(_NAME.fullmatch(place.strip()))
