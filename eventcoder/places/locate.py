"""Where an event was: the place tied to its clause, then its sentence, then the dateline; null rather than a guess.

By DESIGN section 6 and the rules for records: a verbal act has no place unless the text says where it was uttered, the
place it is about is not its own, and a government's seat ("Moscow said") or a place inside an actor's name ("the
president of France") is no place of the event.
"""

from spacy.tokens import Doc, Token

from eventcoder.places.tables import words
from eventcoder.records import CodedClause, EventPlace, PlaceMention

CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "csubj", "csubjpass", "parataxis", "pcomp"})
FORCE = ("14", "15", "17", "18", "19", "20")  # CAMEO roots of deeds that happen at a spot
NEARBY = 120  # tokens before the sentence in which the scene of the fighting is looked for
_FINENESS = {"point": 0, "city": 1, "admin1": 2, "region": 3, "country": 4}


def place_of(doc: Doc, clause: CodedClause) -> EventPlace | None:
    """The event's place, with the basis it was read from: clause, sentence or dateline."""
    head = doc[clause.head]
    sentence = head.sent
    here = [m for m in doc._.places if not m.dateline and sentence.start <= m.head < sentence.end and m.country]
    tied = [(rank, m) for m in here if (rank := _tie(doc, clause, head, m)) is not None]
    if tied:
        if clause.target:  # "visited Kosovo and Serbia": each event has the place of its own target
            own = [t for t in tied if t[1].start < clause.target.end and clause.target.start < t[1].end]
            tied = own or tied
        return EventPlace(
            min(tied, key=lambda t: (t[0], _FINENESS.get(t[1].precision or "", 5), t[1].start))[1], "clause"
        )
    where = _where(doc, head, here)
    if where:
        return EventPlace(where, "clause")
    dateline = _dateline(doc, head)
    if dateline and _says_here(doc, clause):
        return EventPlace(dateline, "clause")
    if not clause.verbal:
        found = _only_one(doc, clause, here)
        if found:
            return EventPlace(found, "sentence")
    if clause.code[:2] in FORCE and not _elsewhere(doc, here):
        told = _told_before(doc, sentence.start, clause.sentence)
        if told:
            return EventPlace(told, "article")
    if dateline and not clause.verbal and clause.time in ("past", "present"):
        return EventPlace(dateline, "dateline")
    return None


def _tie(doc: Doc, clause: CodedClause, head: Token, mention: PlaceMention) -> int | None:
    """How closely a place hangs on the trigger (0: its own phrase); None if it does not."""
    place = _top(doc[mention.head])
    step = place.head
    if place.i == head.i or (place.i not in clause.tokens and step.i not in clause.tokens and step.i != head.i):
        return None
    role = place.dep_
    if role == "pobj" or step.pos_ == "ADP":
        return _by_preposition(clause, head, place, step)
    if clause.verbal:
        return None
    if step.i == head.i and role in ("dobj", "nsubjpass", "obj") and clause.code[:2] in (*FORCE, "04"):
        return 1
    if step.i == head.i and role in ("compound", "nmod") and head.pos_ == "NOUN" and clause.code[:2] in FORCE:
        return 2
    site = step.lemma_.lower() in words("sites") and role in ("compound", "nmod", "poss")
    if site and clause.code[:2] in FORCE and _distance(step, head) is not None:
        return 3
    if role in ("compound", "nmod") and step.i == head.i and clause.code[:2] == "04" and mention.precision == "point":
        return 2
    return None


def _top(token: Token) -> Token:
    """The head of the phrase a place name stands for: of "Kisumu, Kenya" and "Diyala province" the whole."""
    for _ in range(4):
        nominal = token.dep_ in ("compound", "nmod", "appos", "conj", "poss", "amod") and token.dep_ != "poss"
        if (nominal and token.head.i != token.i and token.head.lower_ in words("kinds") | words("kinds_after")) or (
            token.dep_ in ("appos", "conj") and token.head.pos_ == "PROPN"
        ):
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in words("kinds"):
            token = token.head.head
        else:
            break
    return token


def _by_preposition(clause: CodedClause, head: Token, place: Token, prep: Token) -> int | None:
    """The tie of "in X", "to X" ...: by what the preposition hangs on and what it means there."""
    word, owner = prep.lower_, prep.head
    while (owner.dep_ == "prep" and owner.i != head.i) or owner.lower_ in words("spots"):
        owner = owner.head if owner.dep_ == "prep" else owner.head.head
        if owner.head.i == owner.i:
            break
    moving = clause.code[:3] in ("042", "043") or clause.lemma in words("motion")
    if word in words("locative"):
        if clause.verbal and not (owner.i == head.i or owner.lemma_ in words("occasions")):
            return None
        distance = _distance(owner, head)
        return distance if distance is not None and _fits(clause, owner, head) else None
    if word in ("to", "for", "into", "towards") and moving and not clause.verbal:
        return 0 if owner.i == head.i or owner.head.i == head.i else None
    if word == "of" and owner.i == head.i and clause.code[:2] in FORCE:
        return 1
    if word in ("on", "against") and owner.i == head.i and clause.code[:2] in ("18", "19", "20"):
        return 1
    return 3 if word == "from" and owner.i == head.i and clause.code[:3] == "087" else None


def _fits(clause: CodedClause, owner: Token, head: Token) -> bool:
    """Whether a place on a participant is the event's too: not where it is the participant's office."""
    return owner.i == head.i or owner.lemma_.lower() not in words("offices")


def _distance(owner: Token, head: Token) -> int | None:
    """Steps from the preposition's owner up to the trigger; None across another finite clause."""
    steps, token = 0, owner
    while token.i != head.i:
        if token.dep_ in CLAUSAL or token.head.i == token.i or steps > 5:
            break
        token, steps = token.head, steps + 1
    else:
        return steps
    up, steps = head, 0
    while up.i != owner.i:  # the trigger may hang below: "in Baghdad ... an attack that killed"
        if up.dep_ in ("ccomp", "parataxis") or up.head.i == up.i or steps > 4:
            return None
        up, steps = up.head, steps + 1
    return steps + 2


def _only_one(doc: Doc, clause: CodedClause, here: list[PlaceMention]) -> PlaceMention | None:
    """The finest place the sentence puts something at, if all of them lie in one country."""
    spots = [m for m in here if _top(doc[m.head]).head.lower_ in words("locative")]
    if not spots or len({m.country for m in spots}) > 1 or clause.code[:2] not in FORCE:
        return None
    return min(spots, key=lambda m: (_FINENESS.get(m.precision or "", 5), abs(m.head - clause.head)))


def _where(doc: Doc, head: Token, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that "where" takes up: "traveled to Albania where he met ..."."""
    words_of = [t for t in head.children if t.lower_ == "where"]
    if not words_of:
        return None
    before = [m for m in here if m.head < words_of[0].i]
    return before[-1] if before and words_of[0].i - before[-1].head < 6 else None


def _elsewhere(doc: Doc, here: list[PlaceMention]) -> bool:
    """Whether the sentence itself puts something at a place."""
    return any(_top(doc[m.head]).head.lower_ in words("locative") for m in here)


def _told_before(doc: Doc, start: int, sentence: int) -> PlaceMention | None:
    """Where the preceding sentences put the fighting, if all they put anywhere lies in one country."""
    first = next((i for i in range(start - 1, -1, -1) if start - i > NEARBY), 0)
    spots: list[PlaceMention] = [m for m in doc._.places if m.country and not m.dateline and first <= m.head < start]
    spots = [m for m in spots if _top(doc[m.head]).head.lower_ in words("locative") or m.precision in ("city", "point")]
    if not spots or len({m.country for m in spots}) > 1:
        return None
    return min(spots, key=lambda m: (_FINENESS.get(m.precision or "", 5), start - m.head))


def _dateline(doc: Doc, head: Token) -> PlaceMention | None:
    """The last dateline before the event."""
    before: list[PlaceMention] = [m for m in doc._.places if m.dateline and m.head < head.i and m.country]
    return before[-1] if before else None


def _says_here(doc: Doc, clause: CodedClause) -> bool:
    """Whether the clause says "here", the reporting place."""
    return any(doc[i].lower_ == "here" and doc[i].head.i in (*clause.tokens, clause.head) for i in clause.tokens)
