"""What asks for nothing: a thank-you, a praise. Answered, kept or recalled, it would become an errand."""

from __future__ import annotations

import re

from bot.domain.folding import words as folded

_THANKS = (
    r"(?:(?:cool|top|nickel|genial|impec(?:cable)?|bravo|bien recu|noted|got it|nice|"
    r"merci(?: (?:beaucoup|bien|a vous|a toi|a tous|a toutes))?|ok|d accord|dac|entendu|super|"
    r"parfait|tres bien|c est note|bonne journee|bonne soiree|"
    r"bon week end|au revoir|thanks(?: a lot)?|thank you(?: very much| so much)?|great|fine|perfect|have a nice day|bye)(?: |$))+"
)
_COURTESIES = re.compile(_THANKS)
_PRAISES = re.compile(
    rf"(?:{_THANKS})?(?:(?:that s|that is|it s|it is|all) (?:perfect|great|fine|good|ok|very good|very kind|all)|"
    r"(?:c est|tout est) (?:parfait|super|top|tres bien|genial|gentil|tres gentil|bon))(?: (?:merci|thanks|thank you)\b.{0,20})?"
)
_SIGNS = {"👍", "👍👍", "🙏", "👌", "😊", "🙂", ":+1:", ":thumbsup:", ":pray:", ":ok_hand:"}


def is_courtesy(text: str) -> bool:
    """Whether it is one wherever it is said."""
    return text.strip(" .!\u00a0\u202f\ufe0f") in _SIGNS or _COURTESIES.fullmatch(folded(text)) is not None


def is_praise(text: str) -> bool:
    """Whether it is one where it is said of nothing; of an answer to one's own request, it settles it."""
    return _PRAISES.fullmatch(folded(text)) is not None
