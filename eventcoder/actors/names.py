"""The personal names of an article, in three passes: full names, bare surnames, surnames the tables know."""

from spacy.tokens import Token

from eventcoder.actors.article import LOCATIVE, Found, Reading
from eventcoder.actors.forms import PARTICLES
from eventcoder.actors.match import fold


def find_people(r: Reading) -> None:
    """Fill ``r.people`` with every personal name of the text."""
    spans = sorted(_full_names(r))
    for first, end, entity_hit in spans:
        start = first
        while start in r.roles and r.roles[start].end < end:  # "President Reagan" as a whole is an alias
            start = r.roles[start].end
        words = tuple(token.text for token in r.tokens[start:end])
        entity = entity_hit.entity if entity_hit else None
        if entity is None and len(words) > 2:
            entity = _without_initials(r, words)
        if entity is None and len(words) == 1 and start and start - 1 in r.roles:
            entity = r.knowledge.titled(words[0], r.roles[start - 1].term, r.day, list(r.countries()))
        head = r.doc[start:end].root.i
        r.people.add(head, start, end, words, entity)
    _bare_surnames(r)


def _full_names(r: Reading) -> list[tuple[int, int, Found | None]]:
    spans: list[tuple[int, int, Found | None]] = []
    taken: set[int] = set()
    for hit in {id(h): h for h in r.found.values()}.values():
        if hit.entity.kind == "person" and hit.end - hit.start > 1 and _whole(r, hit.start, hit.end)[1] > hit.end:
            for index in range(hit.start, hit.end):  # somebody else: "Amadou Sanogo-Keita"
                del r.found[index]
        elif hit.entity.kind == "person" and hit.end - hit.start > 1:
            spans.append((hit.start, hit.end, hit))
            taken.update(range(hit.start, hit.end))
    for start, end in [*_titled(r), *(_whole(r, start, end) for start, end in _person_entities(r))]:
        if not taken.intersection(range(start, end)):
            spans.append((start, end, None))
            taken.update(range(start, end))
    return [span for span in spans if span[1] - span[0] > 1 or span[2] is not None or _title_before(r, span[0])]


def _other_first_name(r: Reading, hit: Found) -> bool:
    """A one-word alias with another first name before it is somebody else ("Billy Carter")."""
    if hit.end - hit.start > 1:
        return False
    doc = r.doc
    ahead = doc[hit.start - 1] if hit.start else None
    after = doc[hit.end] if hit.end < len(doc) else None
    if (
        after is not None
        and (after.text == "-" or is_name_word(r, after))
        and after.sent.start == doc[hit.start].sent.start
    ):
        return True
    return (
        ahead is not None
        and is_name_word(r, ahead)
        and ahead.ent_type_ == "PERSON"
        and ahead.head.i in (hit.start, ahead.i)
    )


def is_name_word(r: Reading, token: Token) -> bool:
    """A capitalised proper noun that is neither a role nor a known state or body."""
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and not any(token.i in taken for taken in (r.roles, r.found, r.dated))
    )


def _person_entities(r: Reading) -> list[tuple[int, int]]:
    spans = []
    for ent in r.doc.ents:
        if ent.label_ != "PERSON":
            continue
        start, end = ent.start, ent.end
        while start < end and (_begins_title(r, start) or start in r.found or r.doc[start].lower_ in r.words.addresses):
            start = r.roles[start].end if _begins_title(r, start) else start + 1
        while end > start and (r.doc[end - 1].pos_ in ("PART", "PUNCT") or not r.doc[end - 1].text[:1].isalpha()):
            end -= 1
        inner = r.doc[start:end]
        if end > start and all(
            t.i not in r.found and (t.text[:1].isupper() or t.lower_ in PARTICLES or t.text == "-") for t in inner
        ):
            spans.append((start, end))
    return spans


def _whole(r: Reading, start: int, end: int) -> tuple[int, int]:
    """The name with a tail that was cut off: "Omar Hassan el-Tayib", "Hassan Qashqavi-Zadeh"."""
    doc = r.doc
    while end + 1 < len(doc) and (doc[end].text == "-" or doc[end].lower_ in PARTICLES):
        stop = end + 1
        while stop < len(doc) and (doc[stop].text == "-" or doc[stop].lower_ in PARTICLES):
            stop += 1
        if stop == len(doc) or not is_name_word(r, doc[stop]):
            break
        end = stop + 1
    return start, end


def _begins_title(r: Reading, start: int) -> bool:
    """Whether a role phrase begins at the token that is no surname after another ("Judge King")."""
    return start in r.roles and r.roles[start].start == start and start - 1 not in r.roles


def _titled(r: Reading) -> list[tuple[int, int]]:
    """Runs of capitalised words right after a title ("spokesman Liu Jianchao")."""
    spans = []
    for hit in {id(h): h for h in r.roles.values()}.values():
        if hit.role.kind not in ("person", ""):
            continue
        end = hit.end
        while end < len(r.doc) and (
            is_name_word(r, r.doc[end]) or (end > hit.end and r.doc[end].lower_ in (*PARTICLES, "-"))
        ):
            end += 1
        while end > hit.end and not is_name_word(r, r.doc[end - 1]):
            end -= 1
        if hit.end < end and r.doc[hit.end].text[:1].isupper():
            spans.append((hit.end, end))
    return spans


def _title_before(r: Reading, start: int) -> bool:
    return start > 0 and (start - 1 in r.roles or r.doc[start - 1].lower_ in r.words.addresses)


def _without_initials(r: Reading, words: tuple[str, ...]):  # type: ignore[no-untyped-def]
    short = " ".join(word for word in words if len(word.rstrip(".")) > 1)
    found = r.knowledge.best(fold(short), r.day)
    return found if found and found.kind == "person" else None


def _bare_surnames(r: Reading) -> None:
    countries = list(r.countries())
    for token in r.doc:
        hit = r.found.get(token.i)
        if hit is not None and token.i in r.dated:
            continue
        alias = hit if hit is not None and hit.entity.kind == "person" and hit.end - hit.start == 1 else None
        if token.i in r.people.span_of or not (alias or is_name_word(r, token)):
            continue
        if alias is not None and _other_first_name(r, alias):
            del r.found[token.i]
            continue
        if _beside_name(r, token):
            continue
        words = _with_particle(r, token)
        person = next((p for p in r.people.persons if p.answers_to(words)), None)
        if token.i in r.places and token.dep_ == "pobj" and (person is None or token.head.lower_ in LOCATIVE):
            continue
        if person is not None:
            r.people.add(token.i, token.i - len(words) + 1, token.i + 1, words, None)
        elif alias is not None:
            r.people.add(token.i, token.i, token.i + 1, words[-1:], alias.entity)
        elif token.i not in r.places:
            entity = r.knowledge.surname(" ".join(words), r.day, countries) or (
                r.knowledge.surname(token.text, r.day, countries) if len(words) > 1 else None
            )
            if entity is None and token.ent_type_ == "PERSON":
                entity = r.knowledge.only_chief(" ".join(words), r.day)
            if entity is not None or token.ent_type_ == "PERSON":
                r.people.add(token.i, token.i, token.i + 1, words, entity)


def _with_particle(r: Reading, token: Token) -> tuple[str, ...]:
    start = token.i
    while start > token.sent.start and (r.doc[start - 1].lower_ in PARTICLES or r.doc[start - 1].text == "-"):
        start -= 1
    return tuple(t.text for t in r.tokens[start : token.i + 1])


def _beside_name(r: Reading, token: Token) -> bool:
    after = r.doc[token.i + 1] if token.i + 1 < len(r.doc) else None
    ahead = r.doc[token.i - 1] if token.i else None
    return bool(
        (after is not None and is_name_word(r, after))
        or (ahead is not None and is_name_word(r, ahead) and ahead.i not in r.people.span_of)
    )
