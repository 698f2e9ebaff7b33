"""Who stands near a deed in its sentence: above it, after it, inside a phrase of it."""

from collections.abc import Iterator

from spacy.tokens import Token

from eventcoder.actions.interpret import Interpreter
from eventcoder.actions.reading import COERCIVE, FORCE, Reading
from eventcoder.actions.reports import SAYING
from eventcoder.actions.subjects import is_verb
from eventcoder.records import ActorMention

CLAUSES = 2  # verbs beyond which a word stands near no deed
MEDIA = frozenset("Twitter Facebook Telegram YouTube Instagram Weibo TikTok X".split())  # "said on Twitter"
CULPRITS = frozenset("behind responsible guilty".split())
ABOUT = frozenset("in at on over about near into from inside outside regarding concerning across throughout".split())


def party(mention: ActorMention) -> str | None:
    """The country or the international body that somebody belongs to, None where unknown."""
    return mention.code[:3] if mention.code and mention.code[:3] != "---" else None


def nearby(
    reader: Interpreter, reading: Reading, reason: str, sources: list[ActorMention], targets: list[ActorMention]
) -> tuple[list[ActorMention], list[ActorMention]] | None:
    """The sources and targets with a last guess within the sentence: the subject above, the actor that follows.

    Nothing is guessed for a word that only describes ("US-backed", "suspected"), nor whom a deed that is only named
    was done to, nor both sides of a verb, nor the doer of violence that is only named: who stands above tells of it.
    """
    head = reading.token
    if head.dep_ in ("amod", "compound", "nmod"):
        return None
    if (reason == "no_source" and not targets) if is_verb(head) else reason == "no_target":
        return None
    if head.dep_ == "acl" and head.tag_ == "VBN" and reason == "no_source":  # "the men accused of ..."
        return None
    if reason == "no_source":
        if not is_verb(head) and reading.code.startswith(COERCIVE):
            return None  # who speaks of an attack is not the attacker
        found = above(head, reader, targets, telling=not reading.code.startswith(FORCE))
        if found is None:
            return None
        sources = [found]
        if targets:
            return sources, targets
    found = following(head, reader, sources, beside=reading.code.startswith("04"))
    return (sources, [found]) if found is not None else None


def above(token: Token, reader: Interpreter, taken: list[ActorMention], *, telling: bool = True) -> ActorMention | None:
    """The nearest subject of a clause above the token that is an actor; ``telling``: also of a word of saying."""
    at = token
    while at.head.i != at.i:
        at = at.head
        if not is_verb(at) or (at.lemma_ in SAYING and not telling):
            continue
        for candidate in reader.frame(at).get("agent"):
            mention = reader.actor(candidate)
            if (
                mention is not None
                and mention.code
                and mention.kind != "owner"
                and not mention.members
                and mention not in taken
            ):
                return mention
    return None


def following(
    token: Token, reader: Interpreter, taken: list[ActorMention], *, beside: bool = False
) -> ActorMention | None:
    """The nearest actor after the token in its sentence, else before it; another country's before one's own.

    With ``beside`` not one who is only where or what it is about ("in Rome", "on Iraq").
    """
    own: ActorMention | None = None
    for candidate in _within_reach(token):
        if candidate.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        if candidate.head.lower_ == "on" and candidate.lemma_ in MEDIA:
            continue
        if candidate.dep_ == "compound":
            continue
        joined = not beside and candidate.dep_ in ("conj", "appos")
        if joined and any(token.doc[m.head].is_ancestor(candidate) for m in taken):
            continue  # "Britain, Denmark and others were opposed": who acts with him
        if beside and candidate.head.lower_ in ABOUT and candidate.dep_ == "pobj":
            continue
        if beside and candidate.dep_ == "nsubj" and candidate.head.lemma_ in SAYING:
            continue
        mention = _whole(candidate, token, reader)
        if mention is None or not mention.code or mention.members or mention.head != candidate.i:
            continue
        if any(mention.start < m.end and m.start < mention.end for m in taken):
            continue
        if not any(party(mention) == party(m) for m in taken):
            return mention
        own = own or mention
    return own


def _within_reach(token: Token) -> Iterator[Token]:
    """The words of the sentence after a token, then those before it, each way until too many verbs are passed."""
    doc, sentence = token.doc, token.sent
    for way in (range(token.i + 1, sentence.end), range(token.i - 1, sentence.start - 1, -1)):
        verbs = 0
        for other in (doc[i] for i in way):
            yield other
            verbs += is_verb(other)
            if verbs > CLAUSES:
                break


def inside(token: Token, reader: Interpreter, taken: list[ActorMention]) -> ActorMention | None:
    """The actor named inside a phrase that names none itself ("normal ties with Pakistan").

    Not where the phrase is of somebody else: "those behind the blast in Nairobi".
    """
    if token.lower_ in ("those", "anyone") and any(t.lower_ in CULPRITS for t in token.subtree):
        return None
    for candidate in sorted(token.subtree, key=lambda t: t.i):
        if candidate.i == token.i or candidate.pos_ not in ("NOUN", "PROPN", "ADJ") or abs(candidate.i - token.i) > 12:
            continue
        mention = _whole(candidate, token, reader)
        if mention is None or not mention.code or mention.members or party(mention) is None:
            continue
        if not any(party(mention) == party(m) for m in taken):
            return mention
    return None


def _whole(part: Token, top: Token, reader: Interpreter) -> ActorMention | None:
    """The fullest mention that a word belongs to: for "Chadian" in "arms from the Chadian army", that army."""
    mention = reader.actor(part)
    while part.dep_ in ("compound", "amod", "nmod") and part.head.i != top.i and mention is not None:
        outer, part = reader.actor(part.head), part.head
        if outer is not None and outer.kind not in ("owner", "place") and party(outer) == party(mention):
            mention = outer
    return mention


def made_in(token: Token, reader: Interpreter) -> ActorMention | None:
    """Whose goods are hit where the origin hangs on the measure ("a ban on gold and rubies from Myanmar")."""
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ != "pobj" or token.head.dep_ != "prep" or token.head.head.pos_ != "NOUN":
        return None
    origins = [t for t in reader.frame(token.head.head).get("from") if t.i > token.i]
    return next((m for t in origins if (m := reader.actor(t)) is not None and m.code), None)
