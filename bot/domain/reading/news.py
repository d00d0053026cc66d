"""News of a group: which group is spoken of, and what is new there. "GT Santé : la Carsat nous suit", "Le groupe PTCE avance : ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.contribution import Kind
from bot.domain.fields import ChamberCode
from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.drafts import Draft
from bot.domain.reading.grammar import Grammar, grammar_of
from bot.domain.reading.judging import SURE, Verdict
from bot.domain.reading.layout import Page
from bot.domain.reading.lists import chamber_code

_NOUN = re.compile(
    r"\b(?:groupes? de travail|groupe[- ]projet|groupe|gts?|gp|grpe?|wg|working group|task ?force|comite de pilotage|comite technique|"
    r"comite|copil|"
    r"commission|cercle|cellule|collectif|club|chantier|communaute)\b\.?(?=[\s:\]-]|$)"
)
_ENGLISH = re.compile(r"(?:the\s+)?(?P<name>[a-z][\w'&-]*(?:\s[\w'&-]+){0,4}?)\s+(?:working group|task ?force|committee)\b")
_BEFORE = frozenset((
    "minute", "je", "l", "m", "partage", "partageons", "donne", "transmets", "suite", "le", "la", "les", "l", "the", "du", "de", "des",
    "d", "au", "aux", "a", "pour", "cote", "sur", "dans", "chez", "an", "of", "from", "for", "our", "notre", "nos", "un", "une",
    "petit", "petite", "petites", "petits", "rapide", "rapides", "bref", "voici", "quelques", "merci", "peux", "tu", "pouvez", "vous",
    "noter", "note", "notez", "publier", "publie", "ajouter", "ajoute", "svp", "stp", "info", "infos", "fyi", "yo", "ici", "depuis",
    "en", "et", "on", "alors", "point", "cette", "semaine", "jour", "aujourd'hui", "enfin", "bonne", "bonnes", "derniere", "dernieres",
    "nouvelle", "nouvelles", "news", "quick", "short", "small", "little", "latest", "last", "avancement", "resume", "brief", "court",
    "courte",
    "concernant", "s'agissant", "agissant", "s", "sujet", "propos", "niveau", "sein", "travaux", "suivi", "chers", "cheres", "collegues",
    "toutes", "tous", "y", "c'est", "bien", "aussi", "hier", "matin", "soir", "ce", "ces", "lundi", "mardi", "mercredi", "jeudi",
    "vendredi", "samedi", "dimanche", "today", "yesterday", "this", "week", "here", "is", "some", "it", "good", "great", "super",
    "important", "enregistre", "enregistrer", "inscrire", "inscris", "deposer", "depose", "diffuser", "partager", "passer", "signaler",
    "indiquer", "annoncer", "dire", "can", "please", "post", "share", "could", "svp", "nous", "avons", "ai", "des", "ouf", "yes", "eh",
    "he",
    "ben", "bon", "donc", "voila", "ca", "to", "hi", "hello", "apres", "via", "mes", "ma", "mon", "lettre", "rubrique", "new", "cote",
    "rien", "bloquant", "special", "particulier", "mots", "mot", "retours", "resultats", "resultat", "succes", "etape", "fin", "ceci",
    "nouveaute", "nouveautes", "progres", "changement",
))  # fmt: skip
_SEPARATOR = re.compile(
    r"\s*(?::(?![a-z_]+:)|:arrow_right:|:[a-z_]+:|->|=>|→|➜|⇒|\s[-–—/|=]\s|\]|\n|\?\s*\n|!\s|\.\s(?!\s*$)|"
    r"\s[^\w\s\"'«»“”()&@#+.,;:/=|–—-]{1,4}\s)\s*:?\s*"
)
_THAT = re.compile(r"(?:que\b|qu'|that\b)\s*")
_TELLS = re.compile(
    r"\b(?:note[rz]?|dire|publie[rz]?|ajoute[rz]?|signale[rz]?|indique[rz]?|annonce[rz]?|informe[rz]?|inscri\w+|"
    r"enregistre[rz]?|share|post|note)\b"
)
"""As in "merci de noter pour le GT Emploi que la convention est signée"."""
_COMMA = re.compile(r"\s*,\s+")
_VERB = re.compile(
    r"(?:a|ont|est|sont|va|vont|vient|viennent|sera|seront|avait|fait|font|se|s'est|n'a|n'est|ne|y|avance|avancent|progresse|demarre|"
    r"commence|lance|"
    r"termine|finit|finalise|boucle|prepare|publie|travaille|continue|poursuit|organise|propose|valide|attend|souhaite|teste|signe|"
    r"recoit|accueille|"
    r"cloture|livre|passe|sort|reprend|redemarre|annonce|remercie|invite|cherche|recherche|recrute|embauche|ouvre|met|tient|tu|vous|on|"
    r"nous|je|"
    r"is|has|are|have|will|did|finished|launched|submitted|started|completed)\b"
)
_OTHER_MATTERS = re.compile(
    r"(?:re)?cherche\b|recrute|embauche|se (?:reunit|reunira|retrouve|tiendra)|(?:du \d+\S* \S* )?(?:est|sera|a ete) (?:annule|reporte|"
    r"deplace|decale)|"
    r"(?:etait|est|sont|etaient) (?:vraiment |trop |tres |super )?(?:genial|super|top|sympa|cool|parfait|excellent|bien|fort|"
    r"nul)\w*\W*$|s'est (?:reuni|retrouve|vu)\b[^:.;\n]{0,60}$|(?:la )?reunion\b.{0,60}\b(?:annule|reporte|annonce)|reunion (?:le|du)\b"
)
_TOLD = re.compile(
    r"(?:tu peux |vous pouvez |peux-tu |pouvez-vous |merci de |a )?(?:noter|note|notez|dire|ajouter|publier)\s+(?:que |qu'|:)\s*|(?:vous "
    r"|nous )?(?:informe|signale|annonce|fait savoir|previent) (?:que |qu')"
)
_TALK = re.compile(
    r"(?:merci|bravo|ok|oui|non|super|desole|bonne|je|j'|jai|tu|vous|annule|aide|help|top|cool|mdr|lol|\+1|a demain|a lundi)\b"
)
_MEETING = r"(?:(?:la |notre |le |l'|une |un )?(?:prochaine? |petite? )?(?:reunion|reu|visio|seance|point|appel|call|rdv|rendez-vous))"
_APPOINTMENT = re.compile(
    rf"(?:(?:bon|alors|donc|rappel|info|du coup)\W+)*(?:(?:on|nous) (?:se |nous )?(?:re)?(?:voi[rt]|voyons|verra|verrons|trouv|reuni|cale|"
    rf"retrouv)\w*|{_MEETING} (?:(?:est|sera|a ete|du|de|d'|l[ae]|a|ce|\d\S*|en|aura|lieu|lundi|mardi|mercredi|jeudi|vendredi|demain|"
    rf"hier|prochaine?|maintenue?|finalement|encore|confirmee?|avancee?|annule\w*|report\w+|deplace\w*|decale\w*|midi|matin|soir)\b"
    r"(?! (?:pris|ete pris))\s*)|"
    r"(?:on|nous) (?:(?:se |nous )?(?:fai[ts]|faisons|prend|prenons|fixe|fixons)) (?:un |une |le )?(?:petite? )?"
    r"(?:point|reunion|visio|appel|date|call|rdv)\b|(?:lundi|mardi|mercredi|jeudi|vendredi|demain) .{0,20}\b\d{1,2} ?h\b|"
    r"(?:attention|finalement|pas de) .{0,12}\b(?:reunion|visio|point)\b)"
)
"""When they meet is no news of what they do."""
_WORKED = re.compile(
    r"(?:(?:j'ai|j ai|jai|je viens d(?:e |')|je)\s)(?:enfin |bien |deja |aussi |tout juste |juste |de )*"
    r"(?:envoy|transm|termin|fini|finalis|prepar|redig|relanc|contact|rencontr|obten|relu|mis (?:a jour|en ligne|au propre|en page)|"
    r"met(?:s|tre) (?:a jour|en ligne)|depos|publi|boucl|complet|actualis|corrig|sign(?:e|er) l|diffus|collect|recens|teste|organis|"
    r"present(?:e|er) (?:l[ae]s?|notre|nos|au)|ajout|construi|ecri[ts]|tradui|compil|synthetis|recueill|avanc(?:e|er) sur|travaill\w+ sur|"
    r"commenc\w+ l|remis l|rendu l|mont(?:e|er) l|cree|analys|calcul|cartograph|interrog|enregistr|tourn|recu (?:\d|l[ae]s? (?:reponse|"
    r"accord|devis|convention|retour|subvention|donnee)|des reponses)|continu|poursui|consult\w+ l[ae]s? (?:chambre|cress|adherent))\w*"
    r"(?!.*\b(?:desole|demain|tout a l'heure|train|mail perso|badge|cles?)\b)"
)
_THANKS = re.compile(r"[\s.,;!]*\bmerci(?:\s(?:d'avance|beaucoup|bien|a vous|a tous|bcp))?[^\w]*$")
_SMALL = frozenset((
    "de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "sur", "a", "au", "aux", "the", "of", "and", "pour", "&",
))  # fmt: skip
_WORD = re.compile(r"[^\s,:\]]+")
_NEVER_A_NAME = frozenset((
    "a", "ont", "est", "sont", "va", "vont", "avance", "avancent", "progresse", "se", "ne", "y", "bouge", "travaille",
))  # fmt: skip
_NO_NAME = _SMALL | frozenset((
    "d'hier", "hier", "demain", "aujourd'hui", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "matin",
    "soir", "midi",
    "ce", "cet", "cette", "semaine", "mois", "an", "dernier", "derniere", "prochain", "prochaine", "qui", "dont", "electrogene", "whatsapp",
    "facebook", "signal", "telegram", "slack", "mail", "mails", "travail", "nous", "vous", "entier", "pleniere", "il", "elle", "on", "la",
))  # fmt: skip
"""As in "le groupe de jeudi était sympa": no group is called so."""
_LONGEST_NAME = 9
_SHORTEST_NEWS = 3
_SHORTEST_LABELLED = 2
_EMPTY = frozenset(("a", "pas", "rien", "plus", "bientot", "on", "voir", "cf", "ras", "aucune", "aucun", "not", "no", "nothing", "see"))
"""As in "avancée : à venir"."""
_SHORTEST_STOP = 3
"""A full stop behind a shorter word abbreviates it."""


@dataclass(frozen=True)
class _Told:
    """The group as it is named, and where what is new begins."""

    group: str
    start: int
    clear: bool


def judge_news(kind: Kind, page: Page, reading: Reading, *, named: bool = False) -> Verdict:
    """The claim of a kind that is read as news. Without a group that is named, only the channel of a group can tell."""
    grammar = grammar_of(kind.cls)
    draft = Draft(page=page, rest=page.folded)
    told = _told(page.seen, grammar, reading)
    start = told.start if told else 0
    news = _news(page.seen[start:], grammar)
    if told and (_is_news(news, labelled=_is_labelled(page.seen[start:], grammar)) or named):
        draft.answers[_shaped(grammar, "group")] = told.group
        draft.answers[_shaped(grammar, "news")] = news
        _fill_chambers(draft, grammar, news, reading)
        return Verdict(kind, 0 if page.discussing else SURE + told.clear, announced=False, begins=told.clear, draft=draft)
    if named or (reading.group and _is_news(news) and _is_statement(page.seen)):
        draft.answers[_shaped(grammar, "news")] = news
        return Verdict(kind, SURE if not page.discussing else 0, announced=named, begins=False, draft=draft)
    return Verdict(kind, 0, announced=False, begins=False, draft=draft)


def _fill_chambers(draft: Draft, grammar: Grammar, news: str, reading: Reading) -> None:
    """A chamber beside the words of its question: "CRES Bretagne missionnée pour ...", "confié à la CRESS PACA"."""
    for question in grammar.of_type("chamber"):
        cue = grammar.cues[question.name].search(fold(news)) if question.name in grammar.cues else None
        words = [*news[: cue.start()].split()[-4:], "|", *news[cue.end() :].split()[:5]] if cue else []
        spans = [
            " ".join(words[first:last])
            for first in range(len(words))
            for last in range(len(words), first, -1)
            if "|" not in words[first:last]
        ]
        code = next((code for span in spans if (code := chamber_code(span.strip(" ,.;:()"), reading.directory, reading.today))), "")
        if code:
            draft.answers[question.name] = ChamberCode(code)


def _shaped(grammar: Grammar, shape: str) -> str:
    return next(question.name for question in grammar.questions.values() if question.shape == shape)


def _told(text: str, grammar: Grammar, reading: Reading) -> _Told | None:
    folded = fold(text)
    head = folded[:200]
    noun = next((found for found in _NOUN.finditer(head) if _leads_in(head[: found.start()], grammar)), None)
    if noun is None or noun[0] in ("working group", "task force", "taskforce"):
        return _told_in_english(text, folded, grammar) or (_name_after(text, folded, noun, grammar, reading) if noun else None)
    return _name_after(text, folded, noun, grammar, reading)


def _leads_in(before: str, grammar: Grammar) -> bool:
    """Whether nothing stands before the group but words that announce news: "des nouvelles du", "petit point du"."""
    said = re.sub(grammar.spoken, " ", before)
    words = re.findall(r"[a-z']+", re.sub(r"['\[\]]", " ", said))
    return len(words) <= 12 and words[-1:] not in (["un"], ["une"], ["an"], ["ce"]) and all(word in _BEFORE for word in words)


def _told_in_english(text: str, folded: str, grammar: Grammar) -> _Told | None:
    for found in _ENGLISH.finditer(folded[:160]):
        name_start = found.start("name")
        words = folded[name_start : found.end("name")].split()
        while words and (words[0] in _BEFORE or grammar.spoken.fullmatch(words[0])):
            name_start += len(words.pop(0)) + 1
        if words and _leads_in(folded[:name_start], grammar):
            after = _SEPARATOR.match(folded, found.end())
            verb = re.compile(r"\s+(?=" + _VERB.pattern + ")").match(folded, found.end())
            if after or verb:
                return _Told(text[name_start : found.end()], (after or verb).end(), clear=True)  # type: ignore[union-attr] # one of them is
    return None


def _name_after(text: str, folded: str, noun: re.Match[str], grammar: Grammar, reading: Reading) -> _Told | None:
    """The group's name runs to a sign ("GT Santé : ..."), to a verb ("le GT Santé a ..."), or over its capitals ("GT Bois 30 stères")."""
    end, start, clear = _end_of_name(text, folded, noun[0], noun.end(), grammar)
    name = _without_place(text[noun.start() : end], noun[0], reading)
    words = name[len(noun[0]) :].split()
    if (
        not words
        or len(words) > _LONGEST_NAME
        or all(fold(word).strip(",.'") in _NO_NAME for word in words)
        or not any(any(letter.isalpha() for letter in word) for word in words)
    ):
        return None
    if re.search(r"\b(?:du|le|de)\s+\d", folded[noun.end() : start + 3]):
        return None
    unfinished = not clear and fold(words[-1]) in _SMALL
    return None if unfinished or _OTHER_MATTERS.match(folded, start) else _Told(name, start, clear)


def _end_of_name(text: str, folded: str, noun: str, start: int, grammar: Grammar) -> tuple[int, int, bool]:
    """Where the name ends, where the news begins, and whether a sign or a verb says so."""
    place, capitals, last = start, True, start
    told = bool(_TELLS.search(folded[: start - len(noun)]))
    for word in _WORD.finditer(folded, start):
        if told and place > start and (that := _THAT.match(folded, word.start())):
            return place, that.end(), True
        end = _sign(folded, place)
        announced = grammar.spoken.match(folded, word.start())
        if end:
            return place, _after_verb(folded, end), True
        if _VERB.fullmatch(word[0]) or announced:
            if (
                place == start
                and not noun.startswith(("working", "wg", "task"))
                and (word[0] in _NEVER_A_NAME or not _sign(folded, word.end()))
            ):
                return start, start, False
            if place > start:
                return place, _after_verb(folded, word.start(), said=announced.end() if announced else 0), True
        if word[0][0].isdigit() and not (re.fullmatch(r"\d{2,3}", word[0]) and _sign(folded, word.end())):
            return place, word.start(), False
        capitals = capitals and (text[word.start()].isupper() or word[0] in _SMALL or place == start)
        stopped = len(word[0]) > _SHORTEST_STOP and word[0].endswith(".")
        place = word.end() - stopped
        last = place if capitals else last
        if len(folded[start:place].split()) > _LONGEST_NAME:
            break
    end = _sign(folded, place)
    return (place, _after_verb(folded, end), True) if end else (last, last, False)


def _sign(folded: str, place: int) -> int:
    """Where the sign that ends a name ends itself; 0 where none stands."""
    sign = _SEPARATOR.match(folded, place) or _COMMA.match(folded, place)
    return sign.end() if sign else 0


def _after_verb(folded: str, start: int, said: int = 0) -> int:
    """As in "avance : 8 candidatures" and "news : ep 4" tell nothing before their colon; "tu peux noter que" neither."""
    if told := _TOLD.match(folded, start):
        return told.end()
    empty = re.compile(r"(?:avance(?:nt)?|progresse(?:nt)?|bouge|avance bien|\S{0,0})\s*:\s*").match(folded, start)
    colon = re.compile(r"\s*:\s*").match(folded, said) if said else None
    return (colon or empty).end() if (colon or empty) else start  # type: ignore[union-attr] # one of them is


def _without_place(name: str, noun: str, reading: Reading) -> str:
    """A chamber behind the name says where, not which: "comité Innovation sociale 974", "GT Bois (Guyane)"."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name).strip(" ,;:-–—[]*")
    words = bare.split()
    if len(words) > len(noun.split()) + 1 and words[-1][:1] not in '»"”' and reading.directory.resolve(words[-1], reading.today):
        return " ".join(words[:-1])
    return bare


def _news(text: str, grammar: Grammar) -> str:
    """What is new, without the word that says so, the first bullet, and thanks for filing it."""
    folded = fold(text)
    announced = re.compile(rf"\s*(?:{grammar.spoken.pattern})\s*:\s*").match(folded)
    text = text[announced.end() :].rstrip().removesuffix(".") if announced else text
    text = re.sub(r"^(?:[^\w\s\"'«“(\[]+|\d{1,2}[.)])\s+", "", text.strip())
    thanks = _THANKS.search(fold(text))
    return (text[: thanks.start()] if thanks and thanks.start() else text).strip()


def _is_labelled(text: str, grammar: Grammar) -> bool:
    """As in "avancée : charte graphique"."""
    return bool(re.match(rf"\s*(?:{grammar.spoken.pattern})\s*:", fold(text)))


def _is_news(text: str, *, labelled: bool = False) -> bool:
    """Something is told: not a question, and not two words, unless a label says that they are news."""
    words = re.findall(r"[^\W_]+", text)
    if labelled and len(words) == _SHORTEST_LABELLED:
        return not _THANKS.match(fold(text)) and not re.search(r"[?!]", text) and fold(words[0]) not in _EMPTY
    return len(words) >= _SHORTEST_NEWS and not (text.rstrip(" !🙏").endswith("?") and not re.search(r"[.!\n:]", text[:-1]))


def _is_statement(text: str) -> bool:
    """In a group's channel: something that is told of the group, not thanks, an appointment or talk. Of what somebody says of himself, only
    the work that he has done or does."""
    folded = fold(text)
    if "?" in text or len(folded.split()) < _SHORTEST_NEWS + 1 or _APPOINTMENT.match(folded):
        return False
    return not _TALK.match(folded) or bool(_WORKED.match(folded))
