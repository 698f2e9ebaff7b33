"""How closely a place hangs on an event's trigger, by the parse."""

from spacy.tokens import Doc, Token

from eventcoder.places.ground import is_capital
from eventcoder.places.tables import words
from eventcoder.records import CodedClause, PlaceMention

CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "csubj", "csubjpass", "parataxis", "pcomp"})
AWAY = 2  # steps that "north of X" stands further off than "in X"
FORCE = ("14", "15", "17", "18", "19", "20")  # CAMEO roots of deeds that happen at a spot


def tie(doc: Doc, clause: CodedClause, mention: PlaceMention) -> int | None:
    """How closely a place hangs on the trigger (0: its own phrase); None if it does not."""
    head, place = doc[clause.head], top(doc, mention)
    step = place.head
    if place.i == head.i:
        return None
    if step.pos_ != "ADP" and not clause.verbal and mention.precision != "country":
        step = _left(doc, mention) or step
    if place.dep_ == "pobj" and _gone_for(step, head):
        return 1
    within = place.i in clause.tokens or step.i in clause.tokens or head.i in (step.i, step.head.head.i)
    if not within and clause.code[:2] not in FORCE:
        return None
    role = place.dep_
    if role == "nsubj" and head.lemma_ in words("motion") and step.head.i == head.i:
        left = doc[place.left_edge.i - 1].lower_ if place.left_edge.i else ""
        return 0 if left == "for" else None  # "left for X to attend": a subject to the parser
    if step.lower_ == "against" and is_capital(mention):
        return None
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
    if role in ("compound", "nmod") and clause.code[:2] in FORCE and (steps := _named_after(place, mention, head)):
        return steps
    if role == "dobj" and step.lemma_ in words("holding") and step.head.i == head.i and _meanwhile(step):
        return 1
    if step.i == head.i and role in ("dobj", "nsubjpass", "obj") and clause.code[:2] in (*FORCE, "04"):
        return 1
    whose = mention.text in words("short_countries")  # "the U.S. raid" is theirs, "the Syria raid" there
    if step.i == head.i and role in ("compound", "nmod") and head.pos_ == "NOUN" and clause.code[:2] in FORCE:
        return None if whose else 2
    site = step.lemma_.lower() in words("sites") and role in ("compound", "nmod", "poss")
    site = site and mention.precision != "country"  # "a US base" is no place of its owner's
    if site and clause.code[:2] in FORCE and distance(step, head) is not None:
        return 3
    if role in ("compound", "nmod") and step.i == head.i and clause.code[:2] == "04" and mention.precision == "point":
        return 2
    return None


def _left(doc: Doc, mention: PlaceMention) -> Token | None:
    """The preposition right before a place, whatever the parser hangs it on: "near Rastan town killing ..."."""
    i = mention.head
    while i and doc[i].idx > mention.start:
        i -= 1
    before = doc[i - 1] if i else None
    plain = before is not None and before.pos_ == "ADP" and before.dep_ == "prep" and before.lower_ in words("locative")
    return before if plain else None


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
    return prep.lower_ in words("locative") or _beside(prep) or struck(doc, mention)


def struck(doc: Doc, mention: PlaceMention) -> bool:
    """Whether the place is what an attack is on: "the shelling of X", "a raid on X"."""
    prep = top(doc, mention).head
    ruled = prep.lower_ == "against" and is_capital(mention)  # an offensive against a government
    return prep.lower_ in words("struck") and _assault(prep.head) and not ruled


def _assault(token: Token) -> bool:
    """Whether a word is an attack, also where the parser takes "shelling" for a verb."""
    return token.lemma_ in words("assaults") or token.lower_ in words("assaults")


def hosting(doc: Doc, mention: PlaceMention) -> bool:
    """Whether the text has somebody visit the place: "on a visit to X", "flew to X", "visiting X"."""
    place = top(doc, mention)
    while place.dep_ == "conj":
        place = place.head
    if place.dep_ == "dobj":
        return place.head.lemma_ in ("visit", "tour")
    return place.head.lower_ in ("to", "into") and place.head.head.lemma_ in words("journeys")


def _beside(prep: Token) -> bool:
    """Whether "of" stands after a direction: "operating northeast of X"."""
    return prep.lower_ == "of" and prep.head.lower_ in words("directions")


def gathering(doc: Doc, mention: PlaceMention) -> bool:
    """Whether the text puts a meeting, talks or a visit at the place."""
    place = top(doc, mention)
    prep = place.head
    if place.dep_ in ("compound", "nmod", "poss"):
        return prep.lemma_.lower() in words("occasions") and mention.precision in ("city", "point")
    if prep.lower_ not in words("locative") and prep.lower_ not in ("to", "for", "into"):
        return place.dep_ == "dobj" and prep.lemma_ in ("visit", "tour")
    owner = prep.head
    if prep.lower_ in ("to", "for", "into"):
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


def _gone_for(prep: Token, head: Token) -> bool:
    """Whether somebody goes to a place for the act: "flew into X for talks", "travelled to X to sign"."""
    going = prep.head
    if prep.lower_ not in ("to", "into", "for", "in", "at") or going.lemma_ not in words("motion"):
        return False
    if head.dep_ == "pobj" and head.head.lower_ == "for":
        return head.head.i > prep.i and head.head.head.i in (going.i, *(t.i for t in prep.children))
    return head.dep_ in ("advcl", "xcomp") and head.head.i == going.i and any(t.lower_ == "to" for t in head.lefts)


def _named_after(place: Token, mention: PlaceMention, head: Token) -> int | None:
    """The tie of the place an attack is called after: "the Kismayo bombing", "in the Kenya embassy bombing"."""
    noun = place.head
    while noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head
    if noun.lemma_.lower() not in words("assaults") or mention.text in words("short_countries"):
        return None
    if mention.precision == "country" and noun.i == place.head.i:
        return None  # "the Israel offensive": whose it is
    steps = distance(noun, head)
    return None if steps is None else steps + 2


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
        owner = owner.head.head if owner.dep_ == "pobj" else owner.head
        if owner.head.i == owner.i:
            break
    if word in words("locative"):
        if clause.verbal and clause.code[:3] != "133" and not _uttered(owner, head):
            return None
        if _speaking(owner, head):
            return 1
        steps = distance(owner, head)
        aside = AWAY if _beside(prep) else 0
        return steps + aside if steps is not None and _fits(clause, owner, head) else None
    if word == "to" and owner.lemma_ in words("journeys") and _on_journey(owner, head):
        return 1
    if word in ("to", "for", "into", "towards") and _moving(clause, head):
        return 0 if owner.i == head.i or owner.head.i == head.i else None
    if word in ("into", "at") and clause.code[:2] in ("18", "19", "20"):
        steps = distance(owner, head)
        return steps
    if word in words("struck") and clause.code[:2] in FORCE and _assault(owner):
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
    if _speaking(owner, head):
        return True
    if owner.dep_ in ("nsubj", "nsubjpass") and owner.head.i == head.i:
        return owner.lemma_ in words("speakers") or owner.pos_ == "NOUN"  # "landowners in X have refused"
    for _ in range(3):  # "during talks on migration in X"
        if owner.dep_ != "pobj" or owner.head.head.pos_ not in ("NOUN", "PROPN"):
            return False
        owner = owner.head.head
        if owner.lemma_ in words("occasions"):
            return True
    return False


def _speaking(owner: Token, head: Token) -> bool:
    """Whether a place is where somebody stands to speak: "speaking in X, she urged", "standing at the door of X"."""
    for _ in range(5):
        if owner.dep_ not in ("pobj", "prep"):
            break
        owner = owner.head
    return owner.dep_ == "advcl" and owner.head.i == head.i and owner.lemma_ in words("speaking")


def _fits(clause: CodedClause, owner: Token, head: Token) -> bool:
    """Whether a place on a participant is the event's too: not where it is the participant's office."""
    office = owner.lemma_.lower() in words("offices")
    if clause.code[:2] in FORCE and owner.lemma_ in words("sites"):
        office = owner.dep_ not in ("dobj", "pobj")  # "bombs exploded outside embassies in X"
    elif clause.code[:2] == "04":
        office = office and owner.dep_ == "pobj" and owner.head.lower_ in words("topical")
    return owner.i == head.i or not office


def _own_clause(token: Token) -> bool:
    """Whether a conjoined predicate stands alone: "X was freed and police raided Y in Z".

    Not so where it borrows its auxiliary, or counts on: "two were killed and seven wounded in X".
    """
    parts = {t.dep_ for t in token.children}
    if token.dep_ != "conj" or not parts & {"nsubj", "nsubjpass"}:
        return False
    if token.lemma_ in words("casualties") and token.head.lemma_ in words("casualties"):
        return False
    passive = any(t.dep_ == "auxpass" for t in token.head.children)
    return not passive or bool(parts & {"aux", "auxpass", "dobj"})


def distance(owner: Token, head: Token) -> int | None:
    """Steps from the preposition's owner up to the trigger; None across another finite clause."""
    steps, token = 0, owner
    while token.i != head.i:
        clausal = token.dep_ in CLAUSAL and not (token.head.i == head.i and _meanwhile(token))
        if clausal or token.head.i == token.i or steps > 5 or _own_clause(token):
            break
        token, steps = token.head, steps + 1
    else:
        return steps
    verb = head.head if head.dep_ == "conj" else head
    if verb.dep_ in ("relcl", "acl") and owner.i < verb.i and (below := _below(owner, verb.head)) is not None:
        return below + 1
    up, steps = head, 0
    while up.i != owner.i:  # the trigger may hang below: "in Baghdad ... an attack that killed"
        if up.dep_ in ("ccomp", "parataxis") or up.head.i == up.i or steps > 4:
            return None
        up, steps = up.head, steps + 1
    return steps + 2


def _meanwhile(verb: Token) -> bool:
    """Whether somebody did this as the deed happened: "was captured while defending X", "died fighting in X"."""
    own = any(t.dep_ in ("nsubj", "nsubjpass") for t in verb.children)
    marks = {t.lower_ for t in verb.children if t.dep_ in ("mark", "advmod")}
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and not own and marks <= {"while", "when"}


def _below(token: Token, noun: Token) -> int | None:
    """Steps from a token up to the noun whose phrase it stands in: "the bombings of embassies in X, which killed"."""
    for steps in range(6):
        if token.i == noun.i:
            return steps
        if token.dep_ in CLAUSAL or token.head.i == token.i:
            return None
        token = token.head
    return None
