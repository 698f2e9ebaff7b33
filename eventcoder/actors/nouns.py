"""Role nouns as actors, alone, coordinated, or counted ("dozens of protesters")."""

import itertools
from dataclasses import replace

from spacy.tokens import Token

from eventcoder.actors import coref
from eventcoder.actors.article import Reading, RoleHit, build
from eventcoder.actors.compose import compose_role, entity_code, is_mere_adjective
from eventcoder.actors.context import context_country
from eventcoder.actors.named import person_code
from eventcoder.actors.phrase import appositions, complements, conjuncts, is_plural, left_edge, possessor
from eventcoder.actors.tables import BODIES
from eventcoder.records import ActorMention

QUANTITIES = frozenset(
    ("one some many most several both all others two three four five few none any each those").split()
)


def role_mention(r: Reading, token: Token) -> ActorMention | None:
    """A role noun with the country of its phrase, else of an earlier mention, else of the article."""
    hit = r.roles.get(token.i)
    if hit is None or is_mere_adjective(r, token):
        return None
    if possessor(token) is not None and token.lemma_.lower() in r.words.relations:
        return None  # "its allies": anybody but those of the same country
    start, end = min(left_edge(token), hit.start), max(hit.end, token.i + 1)
    for beside in appositions(token):
        if beside.i in r.people.by_head and hit.role.kind == "person" and not is_plural(token):
            code = person_code(r, r.people.by_head[beside.i]) if r.people.by_head[beside.i].entity else None
            if code:
                return build(r, token.i, start, end, code, None, "mention", "role")
    named = _set_before(r, token)
    if named is not None:
        return replace(named, head=token.i)
    members = _coordinated(r, token, hit, start, end) or _of_each(r, token, hit, start) or _led_by(r, token)
    if members:
        return build(r, token.i, start, end, None, None, "mention", "group", members)
    composed = compose_role(r, token, hit)
    kind = "role" if hit.role.kind == "person" else "group"
    if composed.basis == "context" or (composed.code or "").startswith("---"):
        earlier = coref.same_role(r, token, hit.term) if _is_definite(token) else None
        if earlier is not None:
            return build(r, token.i, start, end, earlier.code, earlier.name, "coreference", kind)
    return build(r, token.i, start, end, composed.code, None, composed.basis, kind) if composed.code else None


def _coordinated(r: Reading, token: Token, hit: RoleHit, start: int, end: int) -> tuple[ActorMention, ...]:
    """ "U.S. and Russian negotiators" are two parties."""
    hits = {found.start: found for t in r.tokens[start : hit.start] if (found := r.found.get(t.i))}
    if not hits:  # "the foreign ministers of Iran and Iraq"
        hits = {f.start: f for _, obj in complements(token, "of") for t in conjuncts(obj) if (f := r.found.get(t.i))}
    named = [h for h in hits.values() if h.entity.kind == "state" or (entity_code(r, h) or "")[:3] in BODIES]
    if len(named) < 2 or any(h.loose for h in named) or not is_plural(token):
        return ()
    between = [t.lower_ for a, b in itertools.pairwise(named) for t in r.tokens[a.end : b.start]]
    if not between or not all(word in (",", "and", "&", "the") for word in between):
        return ()
    codes = [(h, entity_code(r, h) or "---") for h in named]
    return tuple(
        build(r, h.start, h.start, h.end, code if code[:3] in BODIES else code[:3] + hit.role.sector, h.entity.name)
        for h, code in codes
    )


def _set_before(r: Reading, token: Token) -> ActorMention | None:
    """ "Maersk, Denmark's largest company, said": a name that the parse takes for a modifier of what follows it."""
    for child in token.lefts:
        apart = child.dep_ in ("nmod", "compound") and child.pos_ == "PROPN" and r.doc[child.i + 1].text == ","
        mention = r.resolve(child) if apart else None
        if mention is not None and mention.code and mention.kind in ("person", "organisation", "state"):
            return mention
    return None


def _of_each(r: Reading, token: Token, hit: RoleHit, start: int) -> tuple[ActorMention, ...]:
    """ "Their troops" after two states: the troops of each."""
    owner = possessor(token)
    theirs = r.resolve(owner) if owner is not None and is_plural(token) else None
    if theirs is None or len({m.country for m in theirs.members if m.country}) < 2:
        return ()
    return tuple(
        build(r, token.i, start, token.i + 1, (m.code or "---")[:3] + hit.role.sector, None, "coreference", "group")
        for m in theirs.members
    )


def _led_by(r: Reading, token: Token) -> tuple[ActorMention, ...]:
    """ "Delegations led by X and Y": each leader stands for his own."""
    if not is_plural(token) or token.lemma_.lower() not in r.words.travelling:
        return ()
    by = [p for c in token.rights if c.dep_ == "acl" and c.lemma_ in ("lead", "head") for p in c.rights]
    leaders = [t for p in by if p.lower_ == "by" for c in p.rights if c.dep_ == "pobj" for t in conjuncts(c)]
    found = tuple(m for t in leaders if (m := r.resolve(t)) is not None and m.code)
    return found if len(found) > 1 else ()


def _is_definite(token: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in ("the", "this", "these", "those") for child in token.lefts
    ) or is_plural(token)


def partitive(r: Reading, token: Token) -> ActorMention | None:
    """ "Dozens of protesters", "one of the officers", "a group of soldiers"."""
    word = token.lower_
    if (
        word not in r.words.light
        and token.lemma_.lower() not in r.words.light
        and word not in QUANTITIES
        and not token.like_num
    ):
        return None
    for _, obj in complements(token, "of"):
        inner = r.resolve(obj)
        if inner is not None and inner.code:
            start = left_edge(token)
            end = max(_token_end(r, inner), token.i + 1)
            return build(r, token.i, start, end, inner.code, inner.name, inner.basis, inner.kind, inner.members)
    return None


def victims(r: Reading, token: Token) -> ActorMention | None:
    """ "Killed three and wounded dozens", "five others were held": people counted without a noun.

    They are of those counted before them in the sentence; else civilians of where it happens.
    """
    if token.lower_ not in r.words.counted and not (token.like_num and token.pos_ == "NUM"):
        return None
    role = token
    while role.dep_ == "conj":
        role = role.head
    harmed = role.dep_ in ("dobj", "nsubjpass") or (role.dep_ == "nsubj" and role.head.tag_ == "VBN")
    if not harmed or role.head.lemma_ not in r.words.casualty:
        return None
    if next(complements(token, "of", "from", "among"), None) is not None or (token.like_num and token.i in r.dated):
        return None
    start = left_edge(token)
    for other in reversed(r.doc[token.sent.start : start]):
        if other.dep_ in ("dobj", "nsubjpass", "conj") and other.i in r.roles:
            mention = r.resolve(other)
            if mention is not None and mention.code:
                return build(r, token.i, start, token.i + 1, mention.code, None, "coreference", "group")
    country, basis = context_country(r, token)
    return build(r, token.i, start, token.i + 1, f"{country or '---'}CVL", None, basis, "group")


def of_an_age(r: Reading, token: Token) -> ActorMention | None:
    """ "A 5-year-old": a civilian of where it happens."""
    if token.lower_ != "old" or token.i < 4 or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj"):
        return None
    if r.doc[token.i - 2].lower_ != "year" or r.doc[token.i - 1].text != "-":
        return None
    country, basis = context_country(r, token)
    start = min(left_edge(token), token.i - 4)
    return build(
        r, token.i, start, token.i + 1, f"{country or '---'}CVL", None, basis if country else "mention", "group"
    )


def _token_end(r: Reading, mention: ActorMention) -> int:
    span = r.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span.end if span is not None else mention.head + 1
