"""One raw row of an input, and what becomes of it: an Article, or a Dropped with its reason."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from eventcoder.errors import EventcoderError
from eventcoder.read.days import BadDay, read_day
from eventcoder.read.language import said_language, sounds_english
from eventcoder.records import Article, Dropped

FIELDS = ("article_id", "published", "text", "title", "url", "publisher", "language")
LONGEST = 20_000_000  # characters in one text


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``rename`` gives, for our field, the input's own name; ``published`` is the day of rows that carry none."""

    rename: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None

    def theirs(self, name: str) -> str:
        """The input's name for one of our fields."""
        return self.rename.get(name, name)


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` counts from 1: the line of a JSON lines file, the record of a table, array or page."""

    file: str
    number: int
    values: Mapping[str, object]


class _Unusable(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail


def parse_map(text: str | None) -> dict[str, str]:
    """``text=body,published=date`` as a mapping from our fields to the input's.

    Raises:
        EventcoderError: not of that form, or a field we do not have.
    """
    pairs: dict[str, str] = {}
    for part in (text or "").split(","):
        ours, sign, theirs = (x.strip() for x in part.partition("="))
        if not part.strip():
            continue
        if not sign or not theirs or ours not in FIELDS:
            raise EventcoderError(
                "bad-map", f"--map {part.strip()!r}: write OURS=THEIRS, where OURS is one of {', '.join(FIELDS)}"
            )
        pairs[ours] = theirs
    return pairs


def read_options(
    rename: str | Mapping[str, str] | None, published: str | date | None, flag: str = "--published"
) -> ReadOptions:
    """The options from what a user wrote.

    Raises:
        EventcoderError: a mapping or a day that cannot be read.
    """
    pairs = parse_map(rename) if isinstance(rename, str) or rename is None else dict(rename)
    try:
        return ReadOptions(pairs, None if published is None else read_day(published))
    except BadDay as e:
        raise EventcoderError("bad-option", f"{flag}: {e}") from None


def to_article(row: Row, options: ReadOptions) -> Article | Dropped:
    """The article of a row, or why there is none. The text is never altered."""
    get = {name: row.values.get(options.theirs(name)) for name in FIELDS}
    known_id: str | None = None
    try:
        known_id = _article_id(get["article_id"])
        text = _text(get["text"])
        published = _published(get["published"], options.published)
        title = _words(get["title"]) or ""
        language = _words(get["language"])
        _english(text, language)
    except _Unusable as e:
        words = get["text"]
        kept = words if isinstance(words, str) and _encodable(words) else None
        return Dropped("article", e.reason, known_id, row.file, row.number, text=kept or None, detail=e.detail)
    return Article(
        article_id=known_id or content_id(published, title, text),
        published=published,
        text=text,
        title=title,
        url=_words(get["url"]),
        publisher=_words(get["publisher"]),
        language=language,
        input_file=row.file,
        input_row=row.number,
    )


def content_id(published: date, title: str, text: str) -> str:
    """The id of an article that came without one: a hash of what it says."""
    content = "\x1f".join((published.isoformat(), title, text)).encode()
    return "sha256:" + hashlib.sha256(content).hexdigest()[:32]


def _article_id(value: object) -> str | None:
    if value is None or value == "" or value != value:  # NaN, as tables write a missing number
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _Unusable("bad_article_id", f"article_id is {kind_of(value)}; it should be a string")
    if isinstance(value, float) and not value.is_integer():
        raise _Unusable("bad_article_id", f"article_id is the number {value}; it should be a string")
    name = str(int(value)) if isinstance(value, float) else str(value)
    if not _encodable(name):
        raise _Unusable("bad_article_id", "article_id has characters that are no text (NUL or a lone surrogate)")
    return name


def _text(value: object) -> str:
    if value is None or value != value:
        raise _Unusable("no_text", "the row has no text")
    if not isinstance(value, str):
        raise _Unusable("bad_text", f"text is {kind_of(value)}; it should be a string")
    if not value.strip("\ufeff\u200b \t\r\n\f\v") or value.isspace():
        raise _Unusable("no_text", "the text is empty")
    if not _encodable(value):
        raise _Unusable("bad_characters", "the text has characters that are no text (NUL or a lone surrogate)")
    if len(value) > LONGEST:
        raise _Unusable("text_too_long", f"the text has {len(value)} characters; the longest coded has {LONGEST}")
    return value


def _published(value: object, fallback: date | None) -> date:
    if value is None or value != value or (isinstance(value, str) and not value.strip()):
        if fallback is None:
            raise _Unusable("no_publication_date", "the row says no day of publication, and there is no --published")
        return fallback
    try:
        return read_day(value)
    except BadDay as e:
        raise _Unusable("bad_publication_date", str(e)) from None


def _english(text: str, language: str | None) -> None:
    said = said_language(language)
    if said is not None and said != "en":
        raise _Unusable("not_english", f"the row says its language is {language!r}")
    if said is None and (found := sounds_english(text)) != "en":
        raise _Unusable("not_english", f"the text seems to be in the language {found!r}")


def _words(value: object) -> str | None:
    """A string beside the text; anything that is none counts as not given, since the article can do without."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:
        value = str(value)
    return value if isinstance(value, str) and value.strip() and _encodable(value) else None


def _encodable(text: str) -> bool:
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def kind_of(value: object) -> str:
    """What a value is, in words."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}
    names |= {dict: "an object", type(None): "null"}
    return names.get(type(value), f"a {type(value).__name__}")
