"""How closely a place hangs on an event's trigger, by the parse."""

from spacy.tokens import Doc, Token

from eventcoder.places.tables import words
from eventcoder.records import CodedClause, PlaceMention

CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "csubj", "csubjpass", "parataxis", "pcomp"})
FORCE = ("14", "15", "17", "18", "19", "20")  # CAMEO roots of deeds that happen at a spot


def tie(doc: Doc, clause: CodedClause, mention: PlaceMention) -> int | None:
    """How closely a place hangs on the trigger (0: its own phrase); None if it does not."""
    head, place = doc[clause.head], top(doc, mention)
    step = place.head
    if place.i == head.i:
        return None
    within = place.i in clause.tokens or step.i in clause.tokens or head.i in (step.i, step.head.head.i)
    if not within and clause.code[:2] not in FORCE:
        return None
    role = place.dep_
    if role == "nsubj" and head.lemma_ in words("motion") and step.head.i == head.i:
        left = doc[place.left_edge.i - 1].lower_ if place.left_edge.i else ""
        return 0 if left == "for" else None  # "left for X to attend": a subject to the parser
    if role == "pobj" or step.pos_ == "ADP":
        return _by_preposition(clause, head, place, step)
    if role in ("compound", "nmod", "poss") and _held_at(head, step):
        return 1  # "in a White House meeting"
    if role == "dobj" and step.lemma_ in words("journeys") and step.dep_ == "advcl" and step.head.i == head.i:
        return 1  # "visiting X, she urged"
    if role == "dobj" and _departing(step, head):
        return 1
    if clause.verbal:
        return None
    if step.i == head.i and role in ("dobj", "nsubjpass", "obj") and clause.code[:2] in (*FORCE, "04"):
        return 1
    if step.i == head.i and role in ("compound", "nmod") and head.pos_ == "NOUN" and clause.code[:2] in FORCE:
        return 2
    site = step.lemma_.lower() in words("sites") and role in ("compound", "nmod", "poss")
    site = site and mention.precision != "country"  # "a US base" is no place of its owner's
    if site and clause.code[:2] in FORCE and distance(step, head) is not None:
        return 3
    if role in ("compound", "nmod") and step.i == head.i and clause.code[:2] == "04" and mention.precision == "point":
        return 2
    return None


def top(doc: Doc, mention: PlaceMention) -> Token:
    """The head of the phrase a place name stands for: of "Kisumu, Kenya" and "Diyala province" the whole."""
    token = doc[mention.head]
    kinds = words("kinds_after") if mention.precision == "country" else words("kinds") | words("kinds_after")
    for _ in range(4):
        if token.head.i == token.i:
            break
        nominal = token.dep_ in ("compound", "nmod", "appos", "conj", "amod", "poss")
        kind = nominal and (token.head.lower_ in kinds or token.head.lemma_ in kinds)
        if kind or (token.dep_ in ("appos", "conj") and token.head.pos_ == "PROPN"):
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in words("kinds"):
            token = token.head.head
        else:
            break
    return token


def located(doc: Doc, mention: PlaceMention) -> bool:
    """Whether the text puts something at the place: "in X", "near X", "north of X"."""
    prep = top(doc, mention).head
    return prep.lower_ in words("locative") or _beside(prep)


def _beside(prep: Token) -> bool:
    """Whether "of" stands after a direction: "operating northeast of X"."""
    return prep.lower_ == "of" and prep.head.lower_ in words("directions")


def gathering(doc: Doc, mention: PlaceMention) -> bool:
    """Whether the text puts a meeting, talks or a visit at the place."""
    place = top(doc, mention)
    prep = place.head
    if place.dep_ in ("compound", "nmod", "poss"):
        return prep.lemma_.lower() in words("occasions") and mention.precision in ("city", "point")
    if prep.lower_ not in words("locative") and prep.lower_ not in ("to", "for"):
        return place.dep_ == "dobj" and prep.lemma_ in ("visit", "tour")
    owner = prep.head
    if prep.lower_ in ("to", "for"):
        return owner.lemma_ in words("journeys")
    for _ in range(4):
        if owner.lemma_ in words("occasions") or owner.lemma_ in words("gather"):
            return True
        if owner.head.i == owner.i or owner.dep_ in CLAUSAL:
            return False
        owner = owner.head
    return False


def _held_at(head: Token, noun: Token) -> bool:
    """Whether a noun is the occasion at which the trigger's words were said or its meeting was held."""
    if noun.lemma_.lower() not in words("occasions"):
        return False
    if noun.i == head.i:
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in words("during") and noun.head.head.i == head.i


def _on_journey(journey: Token, head: Token) -> bool:
    """Whether the act happens on a journey: "during a visit to X", "on a trip to X", "travelling to X, she said"."""
    if journey.pos_ == "VERB":
        return journey.dep_ == "advcl" and journey.head.i == head.i
    return journey.dep_ == "pobj" and journey.head.lower_ in words("during") and journey.head.head.i == head.i


def _departing(leaving: Token, head: Token) -> bool:
    """Whether the act was done before somebody left a place: "before leaving X, she received", "before he left X"."""
    if leaving.lemma_ not in ("leave", "depart", "quit"):
        return False
    if leaving.dep_ == "pcomp":
        return leaving.head.lower_ == "before" and leaving.head.head.i == head.i
    marks = (t.lower_ for t in leaving.children if t.dep_ in ("mark", "advmod"))
    return leaving.dep_ == "advcl" and leaving.head.i == head.i and "before" in marks


def _by_preposition(clause: CodedClause, head: Token, place: Token, prep: Token) -> int | None:
    """The tie of "in X", "to X" ...: by what the preposition hangs on and what it means there."""
    word, owner = "near" if _beside(prep) else prep.lower_, prep.head
    while (owner.dep_ == "prep" and owner.i != head.i) or owner.lower_ in words("spots"):
        owner = owner.head if owner.dep_ == "prep" else owner.head.head
        if owner.head.i == owner.i:
            break
    if word in words("locative"):
        if clause.verbal and clause.code[:3] != "133" and not _uttered(owner, head):
            return None
        if owner.dep_ == "advcl" and owner.head.i == head.i and owner.lemma_ in words("speaking"):
            return 1
        steps = distance(owner, head)
        return steps if steps is not None and _fits(clause, owner, head) else None
    if word == "to" and owner.lemma_ in words("journeys") and _on_journey(owner, head):
        return 1
    if word in ("to", "for", "into", "towards") and _moving(clause, head):
        return 0 if owner.i == head.i or owner.head.i == head.i else None
    if word in ("into", "at") and clause.code[:2] in ("18", "19", "20"):
        steps = distance(owner, head)
        return steps
    if word in words("struck") and clause.code[:2] in FORCE and owner.lemma_ in words("assaults"):
        steps = distance(owner, head)
        return None if steps is None else steps + 1  # "killed in the shelling of X"
    if word == "of" and owner.i == head.i and clause.code[:2] in FORCE:
        return 1
    if word in ("on", "against") and owner.i == head.i and clause.code[:2] in ("18", "19", "20"):
        return 1
    return 0 if word == "from" and owner.i == head.i and clause.code[:3] in ("087", "161") else None


def _moving(clause: CodedClause, head: Token) -> bool:
    """Whether the trigger goes or sends somebody, also where somebody only says so: "will send troops to X"."""
    lemma = head.lemma_ if clause.verbal else clause.lemma
    return (clause.code[:3] in ("042", "043") and not clause.verbal) or lemma in words("motion")


def _uttered(owner: Token, head: Token) -> bool:
    """Whether a place on ``owner`` is where the words of the trigger were spoken."""
    if owner.i == head.i or owner.lemma_ in words("occasions"):
        return True
    if owner.dep_ == "advcl" and owner.head.i == head.i:
        return owner.lemma_ in words("speaking")
    if owner.dep_ in ("nsubj", "nsubjpass") and owner.head.i == head.i:
        return owner.lemma_ in words("speakers") or owner.pos_ == "NOUN"  # "landowners in X have refused"
    for _ in range(3):  # "during talks on migration in X"
        if owner.dep_ != "pobj" or owner.head.head.pos_ not in ("NOUN", "PROPN"):
            return False
        owner = owner.head.head
        if owner.lemma_ in words("occasions"):
            return True
    return False


def _fits(clause: CodedClause, owner: Token, head: Token) -> bool:
    """Whether a place on a participant is the event's too: not where it is the participant's office."""
    office = owner.lemma_.lower() in words("offices")
    if clause.code[:2] in FORCE and owner.lemma_ in words("sites"):
        office = owner.dep_ not in ("dobj", "pobj")  # "bombs exploded outside embassies in X"
    elif clause.code[:2] == "04":
        office = office and owner.dep_ == "pobj" and owner.head.lower_ in words("topical")
    return owner.i == head.i or not office


def _own_clause(token: Token) -> bool:
    """Whether a conjoined predicate has a subject of its own: "X was freed and police raided Y in Z"."""
    return token.dep_ == "conj" and any(t.dep_ in ("nsubj", "nsubjpass") for t in token.children)


def distance(owner: Token, head: Token) -> int | None:
    """Steps from the preposition's owner up to the trigger; None across another finite clause."""
    steps, token = 0, owner
    while token.i != head.i:
        if token.dep_ in CLAUSAL or token.head.i == token.i or steps > 5 or _own_clause(token):
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
