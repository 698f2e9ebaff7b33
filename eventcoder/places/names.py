"""One spelling for every way a place's name is written, and its hash.

``Al-Minyā``, ``Al Minya`` and ``AL-MINYA`` share one key; so do ``St. Petersburg`` and ``Saint Petersburg``.
"""

import functools
import hashlib
import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ə": "a",
        "-": " ", "–": " ", "—": " ", "/": " ", ",": " ", "(": " ", ")": " ", "&": " and ",
        ".": "", "'": "", "’": "", "‘": "", "`": "", "ʻ": "", "ʼ": "", "′": "", '"': "", "“": "", "”": "",
    }
)  # fmt: skip
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


@functools.lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The name in lower case without accents, hyphens, full stops, apostrophes and a leading "the".

    >>> key("The St.-Étienne"), key("Côte d'Ivoire"), key("Saint Étienne")
    ('st etienne', 'cote divoire', 'st etienne')
    """
    text = name.lower().translate(_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = [_WORDS.get(w, w) for w in text.split()]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def hash_key(text: str) -> int:
    """The 64-bit hash under which a key stands in the gazetteer."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
