"""What was decided, where no label says so: "on garde le socle commun", "les comptes sont approuvés", "la commission renonce au dépôt"."""

from __future__ import annotations

import re

from bot.domain.folding import fold
from bot.domain.reading.grammar import Grammar
from bot.domain.records import Decision, Result

_PARTICIPLE = (
    r"(?:adopt|valid|vot|reten|approuv|accept|ratifi|confirm|act|inchang|mainten|fix|arret|autoris|decid|entérin|enterin|choisi|"
    r"reconduit|nomm|design|elu|transfer|refond|cre|supprim|"
    r"report|attribu|verse|alloue|augmente|limite|proros|prorog|renouvel)"
    r"(?:e|ee|es|ees|u|ue|us|ues|s|te|tes)?"
)
_PASSIVE = re.compile(
    rf"\b(?:est|sont|sera|seront|a ete|ont ete)\s(?:(?:donc|bien|finalement|ainsi|egalement)\s)?(?:{_PARTICIPLE}|propos\w+|ouvert\w*|"
    rf"lanc\w+|organis\w+|diffus\w+|mis\w? \w+|cré\w+|test\w+|ferm\w+|remplac\w+|porte\w*)\b"
    r"|\b(?:is|are|was|were|will be) (?:approved|adopted|agreed|accepted|elected|postponed|confirmed)\b"
)
_BARE = re.compile(
    r"\b(?:adopte|adoptee|adoptes|adoptees|valide|validee|valides|validees|vote|votee|votes|retenu|retenue|retenus|retenues|approuve|"
    r"approuvee|approuves|approuvees|accepte|acceptee|"
    r"acceptes|acceptees|ratifie|ratifiee|ratifies|actee?s?|inchangee?s?|maintenue?s?|confirmee?s?|fixee?s?|elue?s?|reconduite?s?|"
    r"signee?s?|approved|agreed|adopted)\b(?!\s(?:le|la|les|un|une|des|son|sa|ses|que|l'|\d))"
)
_ON = re.compile(r"\b(?P<on>on|nous)\s(?P<not>ne\s|n')?(?:va\s|allons\s)?(?P<verb>[a-z]+)\b")
_PERFECT = re.compile(
    r"\b(?:on a|nous avons|we(?: have)?)\s(?:donc |finalement |bien )?(?:vote|valide|choisi|retenu|approuve|adopte|accepte|confirme|"
    r"arrete|fixe|elu|nomme|designe|agreed|decided|approved)\b"
)
_WE_DO_NOT_DECIDE = frozenset((
    "cherche", "recherche", "reflechit", "hesite", "vient", "a",
    "a", "avons", "est", "etait", "sommes", "peut", "pourrait", "devrait", "verra", "voit", "espere", "revient", "attend", "attendait",
    "commence", "y", "en", "me", "nous", "vous", "te", "se", "s", "parle", "parlait", "remercie", "note", "avait", "aurait", "pense",
    "sait", "savait", "connait", "doit", "doivent", "devait", "trouve", "croit", "constate", "regarde", "discute", "souhaite",
    "aimerait", "voudrait", "continue", "reparle", "finit", "fini", "arrive", "demande", "retrouve", "revoit", "reunit", "voulait",
    "veut",
))  # fmt: skip
_BODY = re.compile(
    r"\b(?:le bureau|la commission|le ca|le conseil(?: d'administration)?|l'assemblee|l'ag|le comite|le groupe|le gt|le copil|le "
    r"college)\s(?:\w+\s)?"
    r"(?:autorise|valide|decide|renonce|adopte|approuve|accepte|retient|vote|fixe|confirme|donne son accord|mandate|designe|nomme|acte|"
    r"maintient|refuse|reporte|choisit|opte)\b"
)
_RESOLVE = re.compile(
    r"\b(?:passe(?:nt|ra|ront)?|reste(?:nt|ra|ront)?|devien(?:t|nent|dra)|change(?:nt|ra)?|ferme(?:nt|ra)?|ouvr(?:e|ent|ira)|"
    r"demarre(?:nt|ra)?|aura lieu|auront lieu|se tien(?:t|dra|dront)|"
    r"augmente(?:nt|ra)?|baisse(?:nt|ra)?|demenage|s'arrete(?:nt)?|disparait|representera)\b"
)
_ACCEPTS = re.compile(r"^(?:la|le|l')\s?[a-z]+(?:\s[a-z]+)?\s(?:valide|accepte|approuve|refuse)\s(?:le|la|les|l'|un|une|notre|de|d')")
_UNDECIDED = re.compile(
    r"\bpas (?:de |d'|encore |possible|tranche)|\brien\b|\bras\b|\ba (?:revoir|etudier|discuter|voir|reprendre|trancher)\b|\ben "
    r"attente\b|\?\s*$|\breport(?:e|ee|es)\b(?!.{0,5}\w{4})|"
    r"\bmitige|\bn'est pas\b|\bsi possible\b|\bpeut-etre\b|\bbug\b|\bce qui (?:marche|coince|bloque)|\bquorum\b|\bordre du jour\b|"
    r"\bseance\b|\bdemande une\b|\bfin de (?:la )?reunion|\bsoumis\b"
)
_INTRODUCED = re.compile(
    r"^(?:(?:et |puis |donc |alors |ensuite |enfin |au final |finalement |apres discussion |apres debat |bref )+,?\s*)"
)
_AND_THAT = re.compile(r"\s+et (?:que|qu'|de|d')\s*", re.IGNORECASE)
_TOPIC = re.compile(r"^(?P<topic>[^:➜→]{1,60}?)\s*(?::(?![a-z_]+:)|➜|→|->|=>)\s*(?=\S)")
_REASON = re.compile(r",?\s(?:faute d|parce qu|car\s|vu qu|etant donne|compte tenu|en raison)")
_VOTES = re.compile(r"\b(\d+)\s(?:voix\s)?pour\b(?:\D{1,12}(\d+)\s(?:voix\s)?contre)?(?:\D{1,12}(\d+)\sabst)?")
_RESULTS: tuple[tuple[Result, re.Pattern[str]], ...] = (
    ("unanimous", re.compile(r"\bunanim")),
    ("consensus", re.compile(r"\bconsensus|\baccord de tous|\btout le monde est d'accord")),
    ("rejected", re.compile(r"\brejet|\brefus")),
    ("majority", re.compile(r"\bmajorite|\d+ pour\b")),
)


def decision(text: str) -> Decision:
    """One decision as it is worded, with the result of its vote where it is said."""
    folded = fold(text)
    votes = _VOTES.search(folded)
    result: Result = next((result for result, pattern in _RESULTS if pattern.search(folded)), "")
    counted = (int(votes[1]), int(votes[2] or 0), int(votes[3] or 0)) if votes else None
    bare = (
        re.sub(r"\s*[-–—(,]\s*(?:(?:adopt|vot|approuv)\w+\s)?(?:à l['’])?unanimit\w+\)?\s*$", "", text, flags=re.IGNORECASE)
        if not re.search(r"adopt|approuv|vot[eé]", folded)
        else text
    )
    return Decision(text=bare.strip(" -–—:;*"), result=result, votes=counted)


def labelled_decisions(text: str) -> list[Decision]:
    """What stands behind "Décision" or under it."""
    return [decision(part) for part in re.split(r"\s;\s", text) if re.search(r"\w", part)]


def decided(text: str, grammar: Grammar) -> list[Decision]:
    """What an unlabelled statement decides: nothing, one thing, or several ("une émission par mois et que le jingle sera ...")."""
    bare = _without_topic(text)
    folded = fold(bare)
    if cue := _cue(folded, grammar):
        return [decision(part) for part in _AND_THAT.split(bare[cue.end() :].strip()) if part.strip()]
    if _UNDECIDED.search(folded):
        clause = _last_clause(bare)
        return [decision(clause)] if clause and "?" not in clause else []
    clause = _clause(bare, folded)
    return [decision(clause)] if clause else []


def _cue(folded: str, grammar: Grammar) -> re.Match[str] | None:
    for name, pattern in grammar.cues.items():
        if grammar.questions[name].type == "decisions" and (cue := pattern.search(folded)) and cue.start() < 60:
            return re.compile(re.escape(cue[0]) + r"(?:\s*:)?\s*").match(folded, cue.start())
    return None


def _without_topic(text: str) -> str:
    topic = _TOPIC.match(text)
    return text[topic.end() :] if topic and not _BARE.match(fold(text[topic.end() :])) else text


def _last_clause(text: str) -> str:
    """As in "… longue discussion, au final on accepte ...", "Et puis on ne prend pas de stagiaire"."""
    folded = fold(text)
    on = next((one for one in reversed(list(_ON.finditer(folded))) if one["verb"] not in _WE_DO_NOT_DECIDE and one["not"]), None)
    return text[on.start() :] if on else ""


def _clause(text: str, folded: str) -> str:
    if perfect := _PERFECT.search(folded):
        return _without_reason(text[perfect.start() :])
    for on in _ON.finditer(folded):
        if on["verb"] == "fait" and re.match(r"\s(?:un|le) (?:point|tour|bilan)\b", folded[on.end() :]):
            continue
        if on["verb"] not in _WE_DO_NOT_DECIDE and not re.search(r"\b(?:que|si|comment|quand|ce qu)\s$", folded[: on.start()]):
            return _without_reason(text[on.start() :])
    if _BODY.search(folded):
        body = _BODY.search(folded)
        return _without_reason(text[body.start() if body else 0 :])
    if _ACCEPTS.match(folded) or _PASSIVE.search(folded) or _BARE.search(folded) or _RESOLVE.search(folded):
        return _without_reason(_main_clause(text))
    return ""


def _main_clause(text: str) -> str:
    """Of a sentence with several parts the one that decides: "départ de Zohra fin novembre, le poste sera ouvert en interne"."""
    parts = re.split(r",\s+(?=(?:le|la|les|l'|un|une|on)\s?)", text)
    for part in parts:
        folded = fold(part)
        if len(parts) > 1 and (_PASSIVE.search(folded) or _RESOLVE.search(folded) or _BARE.search(folded)):
            return part
    return text


def _without_reason(text: str) -> str:
    introduced = _INTRODUCED.match(fold(text))
    text = text[introduced.end() :] if introduced else text
    reason = _REASON.search(fold(text))
    return (text[: reason.start()] if reason else text).strip()


def is_topical(text: str) -> str:
    """As in "Newsletter décembre : un numéro spécial", "outils ➜ un seul annuaire": what was settled under its topic; else empty."""
    topic = _TOPIC.match(text)
    rest = text[topic.end() :] if topic else ""
    folded = fold(rest)
    settled = (
        re.match(r"(?:une?|deux|trois|quatre|cinq|\d{1,3}|un seul|pas plus d)\b", folded)
        and not _UNDECIDED.search(folded)
        and len(folded.split()) >= 3
    )
    return rest if settled and not re.search(r"\b(?:demande|veut|souhaite|propose|a trouve|manque)\b", folded) else ""
