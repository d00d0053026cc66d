"""How people ask in a chat: "quelqu'un aurait ...", "il nous faudrait ...", "does anyone have ...", and the thing that they ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.grammar import Grammar

_SOMEBODY = (
    r"(?:quelqu'?une?(?: d'entre vous| parmi vous| ici)?|quelquun|kelkun|qqu?'?une?|qqn|qq1|qui|ki|qui ici|vous|tu|une cress|une chambre|"
    r"un collegue|l'une? d'entre vous|"
    r"le reseau|certaine?s?(?: cress| chambres| d'entre vous)?|une autre cress|d'autres(?: cress| chambres)?|des (?:collegues|cress|"
    r"chambres))"
)
_ADVERB = (
    r"(?:\s?(?:deja|bien|vraiment|urgemment|actuellement|aussi|egalement|par hasard|svp|encore|plutot|toujours|donc|vite|now|"
    r"urgently|currently))*"
)
CLEAR = re.compile(
    r"\b(?:"
    rf"(?:je|j'|j|on|nous|ns)\s?(?:re)?cherch\w*{_ADVERB}|(?:je|j'|j|on|nous|ns)?\s?(?:suis|sommes|est) (?:a la recherche|en quete) "
    rf"d(?:e |')|"
    r"(?:re)?cherchons|comment (?:font )?(?:les )?(?:autres )?(?:cress|chambres|regions|structures)\b|"
    r"on (?:peut|pourrait) (?:m'|me |nous )\s?(?:aider|expliquer|dire|renseigner|conseiller|orienter|eclairer)|"
    r"(?:qui|ki|quelqu'un|qqn) (?:peut|pourrait|accepterait de|voudrait) venir (?=(?:intervenir|temoigner|parler|animer|presenter))|"
    rf"(?:{_SOMEBODY}) (?:sait|saurait|a une idee|aurait une idee|a la reponse)(?=\s*[?.!]|$)|"
    r"(?:il )?(?:me|m'|nous|ns|te)\s?(?:faudrait|faut|manque|manquerait)|"
    rf"(?:(?:je|j'|j|on|nous|ns|g|avons|aurions)\s?)?(?:ai |a |avons |aurais |aurait |aurions )?{_ADVERB}\s?(?:grand |un grand |tres "
    rf")?besoin (?=d(?:e|u|es|'|une?)?\b)(?:de |d'|d )?|"
    r"(?:j'ai|j ai|jai|on a|nous avons)?\s?(?:une|quelques|des|ma) questions? (?:sur|concernant|a propos d\w*|au sujet d\w*|relative a)\b|"
    r"auri(?:ez|on)s?[ -]vous|auriez vous|aurais[ -]tu|"
    rf"{_SOMEBODY} (?:aurait|aurai(?:ent|s|t)?|auriez)(?:[ -](?:il|elle|t-il|t-elle))?|"
    rf"(?:est[ -]ce (?:que |qu'))?{_SOMEBODY} (?:connai\w*|conai\w*)(?:[ -](?:il|elle))?|connai(?:ssez|s)[ -](?:vous|tu)|"
    rf"(?:est[ -]ce (?:que |qu')|esk )?{_SOMEBODY} (?:peut|peuvent|pourrait|pourraient|pouvez|pourriez|saurait|sait)(?:[ -](?:il|elle|"
    rf"t-il))? "
    r"(?:(?:nous|m'|me|n'|nous|lui)\s?)?(?:aider|preter|conseiller|eclairer|renseigner|orienter|indiquer|dire|transmettre|partager|"
    r"envoyer|fournir|intervenir|temoigner|"
    r"animer|donner|expliquer|recommander|rappeler|depanner|relire|montrer|former|accompagner|parrainer)|"
    r"(?:pouvez|pourriez)[ -]vous (?:(?:nous|m'|me)\s?)?(?:aider|preter|conseiller|eclairer|renseigner|orienter|indiquer|dire|"
    r"transmettre|fournir|partager|envoyer)|"
    r"(?:je|nous|on) (?:souhaite\w*|voudrai\w*|aimerai\w*)(?: bien)?(?: avoir| obtenir| recevoir| trouver| disposer d)?(?= (?:des?|de l'|"
    r"d'|un|une|le|la|les|du|savoir|comparer|connaitre|comprendre)\b)|"
    rf"(?:est[ -]ce (?:que |qu'))?{_SOMEBODY} (?:a|ont|avez) deja \w+|"
    r"does (?:any|some)(?:one|body) (?:have|know)(?: of)?|(?:any|some)(?:one|body) (?:have|has|know|knows)(?: of)?|(?:we|i)(?:'re|'m| "
    r"are| am)? looking for|looking for|"
    r"(?:we|i) (?:really |urgently )?need(?: help)?(?: finding| with)?|need help(?: finding| with)?|"
    r"can (?:any|some)(?:one|body) (?:help|recommend|share|lend|send)(?: us| me)?(?: with)?|could (?:any|some)(?:one|body) (?:help|"
    r"recommend|share|lend|send)(?: us| me)?(?: with)?|"
    r"comment (?:vous )?(?:faites|gerez|procedez|calculez|organisez|financez)(?:[ -]vous)?|vous faites comment|combien (?:payez|cotisez|"
    r"facturez|avez|demandez|comptez)[ -]vous|"
    r"qui (?:peut|pourrait|pourra) (?:nous|m')\s?aider|help needed|je suis preneu(?:r|se)"
    r")\s*"
)
_FIRST = re.compile(
    r"(?:urgent\W+)?(?:re)?cherch(?:e|ons|er|es)\b\s*|(?:re)?cherche\s*:\s*|recherche d'|besoin (?:de |d')|je (?:re)?cherche\s*|"
    r"dispo(?:nible)? pour m'aider"
)
"""At the beginning of a sentence only: telegraphic, "cherche modèle de convention"."""
UNCLEAR = re.compile(
    r"\b(?:"
    rf"(?:est[ -]ce (?:que |qu'))?{_SOMEBODY} (?:a|ont|avez|as)(?:[ -](?:t-il|t-elle|il|elle))?|avez[ -]vous|as[ -]tu|avez vous|"
    r"(?:est[ -]ce qu'il |il )?y a[ -]?(?:t[ -]?il)?|y'?a|ya|existe[ -]t[ -](?:il|elle)|est-ce qu'il existe|il existe|do you (?:have|"
    r"know)|who has|is there|are there|"
    r"(?:ou|comment) (?:puis-je |peut-on |je peux )?(?:trouver|se procurer|obtenir)"
    r")\s+"
)
COMPARING = re.compile(
    r"\b(?:benchmark|comparer|comparaison|comparatif|parangonnage|chez vous|dans vos (?:regions|cress|chambres|structures|reseaux)|"
    r"(?:d')?autres (?:cress|chambres|regions)|"
    r"dans les autres|comment (?:vous )?(?:faites|gerez|procedez|calculez|organisez|financez)|vous faites comment|combien (?:payez|"
    r"cotisez|facturez|demandez|comptez)|"
    r"vos pratiques|quelles pratiques|retours? d'experiences?|how do (?:you|others)|what do others|in your regions?|quelle est (?:votre|"
    r"la pratique))\b"
)
_TALK = re.compile(
    r"\bj'ai trouve|\bon a trouve|\bnous avons trouve|\bmerci pour (?:votre|ton|vos|tes|l'|le|la|les|cet|ces)\b|\bbesoin de rien|\bpas "
    r"besoin|\bplus besoin|\bje plaisante\b|"
    r"\b(?:le|du|au|pour le) bot\b|\bcette appli\b|\bl'appli\b|\bmaillage\b|\bdocument joint\b|\bpiece jointe\b|\bmon message\b|\bmon "
    r"mail\b|\ble mail\b|\ble lien\b|\bpourvu\b|"
    r"\bles cles\b|\bmes cles\b|\bclefs?\b|\bclope\b|\bfeu\b|\bcafe\b|\bvacances\b|\bdejeuner\b|\bdiner\b|\bresto\b|\bpizza|\bplage\b|"
    r"\bapero\b|\bau pot\b|\bun pot\b|"
    r"\bbesoin de (?:toi|vous|dormir|souffler|repos|vacances|calme|temps)\b|\bmatch\b|\bchargeur\b|\bparking\b|\bcovoit|\bwifi\b|\bcode "
    r"de la\b|\bgoogle\b|\bs'occupait\b|\bva bien\b|\bl'heure\b|\bsurf\b|\bmanger\b|\bdormi|\bsi ca interesse\b|"
    r"\bprend les notes\b|\bvient\b.{0,20}\bsoir\b|\bquelqu'un vient\b|\bmon nom\b|\bkit de survie\b|\bm'appeler\b|\bun stylo\b|\bqui "
    r"vient\b|\bil pleut\b|\brepos\b"
)
_SEARCHES = re.compile(
    r"(?:ou (?:est|sont|se trouve|c'est|trouve-t-on le|en est|on en est)\b|retrouve|liste(?:-moi| moi|r)?\b|find\b|montre|affiche|"
    r"donne-moi|show\b|list\b|"
    r"quelles? (?:decisions?|sont)\b|qui s'occupe|chercher? (?:dans|les offres|le cr|les cr)|c'est quoi|quand\b|what|where)"
)
_PURPOSE = re.compile(
    r"\s(?:pour|pr|afin|dans le cadre|en vue)\s(?:de|d'|du|qu|une?|l[ae]s?|l'|notre|nos|mon|ma|mes|nous|ce|cette|ces|son|sa|ses|lundi|"
    r"mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|\w+er|\w+ir|\w+re)\b|"
    r"\s(?:qui|ki|que|qu')\b|\ssans\s|\sd'ici\b|\s(?:svp|stp|s'il (?:vous|te) plait|merci|please|pls|asap|thanks)\b|\s\(|,\s|\s:\s*[?]|"
    r"\?|\s;\s|\.\.|…|\slors d|"
    r"\s(?:for|before|by) (?:our|my|next|the next|monday|tuesday|wednesday|thursday|friday)\b|\.\s|\s(?:chez vous|dans vos|chez toi)\b|"
    r"\savant le\b|\sd'urgence\b|\s!"
)
_CONTACT = re.compile(
    r"(?:(?:le|un|des|les|l[ae]s?|some)\s)?(?:bons? )?(?:contacts?|coordonnees|mail|numero|nom)\s(?:d'|de |des |of |for )(?:l[ae] )?"
)
_ABOUT = re.compile(
    r"(?:(?:des?|d'|les?|l'|du|de la|de l'|some|any|une?|quelques|de)\s?)?(?:petite?s? )?"
    r"(?:chiffres?|infos?|informations?|renseignements?|donnees|statistiques|stats|etudes?|matiere|elements|documentation|docs?|figures|"
    r"information|data|facts|ressources|sources?|"
    r"eclairages?|precisions?)"
    r"(?:\s[a-z]+){0,2}?\s(?:sur|about|on|concernant|a propos d[eu]|relati\w+ (?:a|au|aux))\s"
)
_THIS = re.compile(
    r"(?:(?:un|une|le|la|des|des|cet?|d'|quelques|any|an?|the)\s)?(?:ca|cela|exemples?|sources?|modeles?|idees?|infos?|avis|piste?s?|"
    r"example|template|reponse|solution|contacts?|trame)?"
    r"\s*(?:a (?:me |nous )?(?:proposer|partager|transmettre|envoyer))?\W*"
)
_WANTED = re.compile(
    r"(?:.*\b(?:rediger|redige[rz]?|redigeons|faire|preparer|prepare|preparons|ecrire|ecris|monter|monte|realiser|produire|trouver|"
    r"elaborer|construire|demande(?:nt)?|reclame(?:nt)?|"
    r"reclame|d'ou vient|vient|cherche\w*|actualiser|refaire|mettre en place|mettons en place|lancer|lance|travaille sur|organise[rz]?|"
    r"organisons|asks? (?:us )?for|write)\s+)"
    r"(?P<thing>(?:une?|l[ae]s?|l'|des|d'|du|notre|nos|mon|ma|an?|the|our)\s?\S.*)"
)
_ARTICLE = re.compile(r"(?:un?\s?e?\b|1|des?|d'|l'|le|la|les|du|de l'|de la|an?|any|some|the)\s*")
_TRAILING_PLACE = re.compile(r"[\s.]*\s[-–—]\s*(?P<place>[^\n]{2,40})$")
LAW = re.compile(
    r"(?:bonjour\W+)?(?:peut-on|peut on|doit-on|doit on|faut-il|est-il possible|est-ce possible|est-ce qu'on (?:peut|doit)|a-t-on le "
    r"droit|ai-je le droit|quel(?:le)?s? (?:est|sont) (?:le|la|les|l')|"
    r"comment (?:declarer|facturer|calculer|obtenir|remplir|faire pour|financer|embaucher|exonerer|beneficier|modifier|creer|dissoudre|"
    r"gerer)|une cress peut-elle|une association peut-elle|can we|is it possible)"
)
_MATTER = re.compile(
    r"\b(?:cumul\w+|tva|taux|impot\w*|fiscal\w*|taxe|subvention\w*|aide|agrement|statuts?|convention\w*|contrat|cdd|cdi|pec|fse|feder|"
    r"leader|interreg|esus|scop|scic|siae|cotisation|salari\w+|"
    r"benevol\w+|volontaire|mandat\w*|administrateur\w*|quorum|rgpd|loi|decret|marche|appel d'offres?|facturer|declarer|assurance|"
    r"mecenat|dons?|recu|urssaf|rescrit|agrement|association\w*|delai|"
    r"dossier|plafond|reglement\w*|juridique|legal|vat|grant)\b"
)
_KEPT = re.compile(
    r"(?:le |la |les |l'|du |des |de la |un |d'un |d'une )?(?:dernier |derniere |dernieres |derniers )?(?:cr|pv|comptes?[- ]rendus?|"
    r"releves?|offres?|demandes?|lettre|decisions?|stage|emploi|travail|boulot|job|taf|appart\w*|logement)\b"
)
"""What we keep ourselves is searched for, and work for oneself is nobody's request."""
_FOR_WORK = re.compile(
    r"(?:notre |son |sa |une? |un·e |un\(e\) |des |\d )?(?:futur\S* |nouve\S+ )?(?:alternant\S*|stagiaires?|apprentie?s?|salariee?|"
    r"service civique|volontaire en service civique)\b"
)
"""Whom one hires: an offer, which says so in other words."""
_AT_ONCE = re.compile(r"^\s*(?:d['’]urgence|urgemment|rapidement|vite|en urgence|au plus vite)\s+", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:(?:dans vos \w+|chez vous|de votre cote|d'un coup de main|un (?:petit )?coup de main|un coup de pouce|d'aide|de l'aide|help|a "
    r"hand)\s+(?=(?:pour|sur|a|avec|with|to)\b))"
)
_PRONOUN = re.compile(r"(?:de |d')?(?:quelqu'un|qqun|qqn|kelkun|une personne|someone|somebody)\s+(?:qui|ki|who|pour|to)\s+")
_SPEAK = re.compile(r".*?\b(?:pour|afin d[e']|to)\s+(?=\w+(?:er|ir|re)\b)")
_ANNOUNCED_END = re.compile(r"\s*(?::|-\s|–|—|\?|!|\n)\s*")


MOST_SENTENCES = 12
"""Who asks does so early: what comes later in a longer text is an account of something."""
REMEMBERED = 3
"""How many sentences back "un exemple ?" may point."""


@dataclass(frozen=True)
class Asked:
    """One request. `topic`: what is needed, as the asker words it, empty where only "a hand" is asked for; `object`: all that follows the
    words that ask. `announced`: the text begins with words that announce a request; `clear`: nobody talks so who does not ask;
    `first`: the first sentence asks. `meant`: what is needed was said before ("vous avez ça ?")."""

    topic: str
    object: str
    text: str
    announcement: str = ""
    announced: bool = False
    clear: bool = True
    first: bool = True
    about: str = ""
    meant: bool = False


def is_talk(text: str) -> bool:
    """What is asked of those who stand beside, or of us, or is answered already."""
    folded = fold(text)
    return bool(_TALK.search(folded) or _SEARCHES.match(folded))


def whole(text: str) -> Asked:
    """A command said that it is a request: the whole text is its topic."""
    return Asked(topic=_cut(text), object=text, text=text, announced=True)


def asked_in(text: str, quoted: str, grammar: Grammar, reading: Reading) -> Asked | None:
    """The request that a text makes, if it makes one."""
    text = _without_place(text, reading)
    if announced := _announced(text, grammar):
        return announced
    sentences = _sentences(text)
    for place, sentence in enumerate(sentences[:MOST_SENTENCES]):
        said = [*([quoted] if place < REMEMBERED else []), *sentences[max(0, place - REMEMBERED) : place]]
        if found := _asked(sentence, " ".join(". ".join(one.strip(" .") for one in said if one).split()), first=place == 0):
            return found
    return None


def _without_place(text: str, reading: Reading) -> str:
    """Without the chamber that signs: "Cherche un intervenant. – Picardie"."""
    place = _TRAILING_PLACE.search(text)
    return text[: place.start()] if place and reading.directory.resolve(place["place"].strip(" .!"), reading.today) else text


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n+|(?<=[.!?…])\s+(?=\S)", text) if one.strip()]


def _announced(text: str, grammar: Grammar) -> Asked | None:
    """As in "Question juridique : ...", "Auriez-vous un modèle : ...", "Cherche un intervenant sur ...": what follows is the topic."""
    folded = fold(text)
    match = grammar.spoken.match(folded)
    if not match:
        return None
    end = _ANNOUNCED_END.match(folded, match.end())
    joined = match[0].endswith((" sur", "informations"))
    if not end and not joined:
        return None
    rest = text[end.end() if end else match.end() :].strip()
    if joined and not end:
        rest = re.sub(r"^(?:sur|concernant)\s+", "", rest)
    inside = CLEAR.search(fold(rest)) if end else None
    if inside and inside.start() < 60:
        asked = _asked(_sentences(rest)[0], "", first=True)
        if asked:
            return Asked(asked.topic, asked.object, text, match[0], announced=True)
    if not rest.strip(" ?!."):
        return None
    vague = "?" in (end[0] if end else "") or match[0] in ("coup de main", "sos", "besoin d'aide", "help")
    if vague and not CLEAR.search(folded) and len(rest.split()) <= 5:
        return Asked("", "", text, match[0], announced=True, about=rest)
    return Asked(_topic(rest, ""), rest, text, match[0], announced=True)


def _asked(sentence: str, before: str, *, first: bool) -> Asked | None:
    folded = fold(sentence)
    clear = _FIRST.match(folded) or CLEAR.search(folded)
    unclear = None if clear else UNCLEAR.search(folded)
    match = clear or unclear
    if match is None and folded.endswith("?") and LAW.match(folded) and _MATTER.search(folded):
        return Asked(_topic(sentence, before), sentence, sentence, first=first)
    if match is None:
        exists = re.search(r"\bexiste[- ]t[- ](?:il|elle)\b.*\?", folded)
        question = re.match(r"(?:question|une question)\b", fold(before)) and folded.endswith("?")
        return Asked(_topic(sentence, before), sentence, sentence, clear=bool(question), first=first) if exists or question else None
    if unclear and not ("?" in sentence or re.search(r"\b(?:merci|svp|stp)\b", folded)) and not re.match(r"(?:avez|as)\b", unclear[0]):
        return None
    thing = sentence[match.end() :].strip()
    if not thing.strip(" ?!."):
        thing = ""
    asks_who = sentence[: match.start()].strip(" ,") if not thing else ""
    before = f"{before} {sentence[: match.start()]}".strip(" ,:") if thing and _THIS.fullmatch(fold(thing)) else before
    if _KEPT.match(fold(thing)) or _FOR_WORK.match(fold(thing)) or re.match(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[,?.!]|$)", thing):
        return None
    if not thing and not sentence[: match.start()].strip(" ,"):
        return Asked(_cut(before), before, sentence, clear=bool(clear), first=first, meant=bool(before))
    topic = _topic(thing or asks_who, before)
    points_back = bool(_THIS.fullmatch(fold(thing)))
    sure = bool(clear) or (points_back and bool(_WANTED.match(fold(before))))
    meant = bool(thing) and bool(before) and points_back
    return Asked(topic, topic if meant else thing or before, sentence, clear=sure, first=first, about=asks_who, meant=meant)


def _topic(thing: str, before: str) -> str:
    """What is needed: without purpose, term and thanks; what "un exemple ?" stands for was said in the sentence before."""
    thing = _AT_ONCE.sub("", thing)
    aside = _ASIDE.match(fold(thing))
    thing = thing[aside.end() :] if aside else thing
    folded = fold(thing)
    if _THIS.fullmatch(folded):
        wanted = _WANTED.match(fold(before)) if before else None
        return _cut(before[wanted.start("thing") :]) if wanted else (_cut(thing) if folded.strip(" ?!.") not in ("", "ca", "cela") else "")
    about = _ABOUT.match(folded)
    if about:
        return _cut(thing[about.end() :])
    if person := _PRONOUN.match(folded):
        rest = thing[person.end() :]
        purpose = _SPEAK.match(fold(rest))
        return _cut(rest[purpose.end() :] if purpose else rest)
    contact = _CONTACT.match(folded)
    thing = thing[contact.end() :] if contact else thing
    return _cut(re.sub(r"^(?:(?:sur|pour|de|à|savoir|que)\s+|d'|d’|si\s+)+(?=\w)", "", thing) if not contact else thing)


def _cut(thing: str) -> str:
    """Up to where it is said what for, when, or thank you; at least two words."""
    thing = thing.strip()
    folded = fold(thing)
    first = re.compile(r"(?:\S+\s+){0,1}\S+").match(folded)
    stop = _PURPOSE.search(folded, first.end() if first else 0)
    kept = (thing[: stop.start()] if stop else thing).strip(' ,;:.!?-–—«»"')
    return re.sub(r"\s+(?:svp|stp|merci|please)$", "", kept, flags=re.IGNORECASE)
