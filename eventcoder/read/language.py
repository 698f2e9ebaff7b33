"""Whether a text is English: first by its commonest words, and where these do not decide, by py3langid."""

import re
from functools import cache
from typing import Any

SAMPLE = 4000  # characters looked at
ENOUGH = 0.18  # share of English function words that settles it; other languages stay under 0.08
SHORT = 60  # letters below which no identifier is to be trusted
SURE = 0.8  # py3langid's probability from which a text counts as another language
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION = frozenset(
    "the of and to in a an for on that with as by at from it is was were are be been has have had not but his her its "
    "their they he she we who which will would after this said or about over into more than when there".split()
)
_ENGLISH = frozenset({"en", "eng", "english"})
_UNSAID = frozenset({"", "und", "mul", "mis", "zxx", "unknown", "none", "null", "n/a", "nan"})


def said_language(language: str | None) -> str | None:
    """``en`` for any way of writing English (``en-GB``, ``eng``, ``English``), None where nothing is said."""
    code = (language or "").strip().lower()
    if code in _UNSAID:
        return None
    return "en" if re.split(r"[-_\s(]", code)[0] in _ENGLISH else code


def sounds_english(text: str) -> str:
    """``en``, or the ISO 639-1 code of the other language that the text is surely in."""
    words = [w.lower() for w in _WORD.findall(text[:SAMPLE])]
    if not words or sum(w in _FUNCTION for w in words) >= ENOUGH * len(words):
        return "en"
    letters = "".join(words)
    if sum(c < "\u0250" for c in letters) * 2 < len(letters):  # hardly a Latin letter
        return _identify(text[:SAMPLE])[0]
    if len(letters) < SHORT:
        return "en"
    language, probability = _identify(text[:SAMPLE])
    return language if probability >= SURE else "en"


def _identify(text: str) -> tuple[str, float]:
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
