"""The one question other rooms ask: who is meant by the words around this token?"""

import itertools
from dataclasses import replace

from spacy.tokens import Doc, Token

from eventcoder.actors import coref
from eventcoder.actors.article import Found, Reading, RoleHit
from eventcoder.actors.compose import compose_role, entity_code
from eventcoder.actors.context import context_country, main_country
from eventcoder.actors.knowledge import Knowledge
from eventcoder.actors.names import find_people, introduce
from eventcoder.actors.people import Person
from eventcoder.actors.phrase import appositions, complements, is_plural, left_edge, possessor
from eventcoder.actors.tables import BODIES
from eventcoder.records import ActorMention

PRONOUN_TAGS = frozenset(("PRP", "PRP$", "WP", "WP$", "WDT"))
QUANTITIES = frozenset(
    ("one some many most several both all others two three four five few none any each those").split()
)


def read_article(doc: Doc, knowledge: Knowledge) -> Reading:
    """Read a parsed doc; every mention that can be resolved is then in the reading's memo."""
    r = Reading(doc, knowledge, resolver=resolve)
    r.locate()
    r.main_country = main_country(r)
    find_people(r)
    for person in r.people.persons:
        person.terms |= {
            r.roles[start - 1].term for h in person.heads if (start := r.people.span_of[h][0]) - 1 in r.roles
        }
        _note_gender(r, person)
    for person in r.people.persons:
        introduce(r, person)
    r.memo.clear()
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET") or token.i in r.found:
            resolve(r, token)
    return r


def participant(doc: Doc, token: Token) -> ActorMention | None:
    """The actor that the phrase headed by ``token`` names; None where it names none.

    ``doc`` must have passed the component ``eventcoder_actors``.
    """
    reading: Reading | None = doc._.actor_reading
    return resolve(reading, token) if reading is not None else None


def actor_at(doc: Doc) -> dict[int, ActorMention]:
    """The mentions of ``doc._.actors`` by head token."""
    return {mention.head: mention for mention in doc._.actors}


def listed(r: Reading) -> list[ActorMention]:
    """The mentions for ``doc._.actors``: none that is only a modifier inside another, one a head token."""
    mentions = sorted(
        {m.head: m for m in r.memo.values() if m is not None and m.kind != "owner"}.values(),
        key=lambda m: (m.start, -m.end),
    )
    kept: list[ActorMention] = []
    end = -1
    for mention in mentions:
        if mention.start >= end or mention.head not in r.found or r.doc[mention.head].dep_ in ("poss", "pobj"):
            kept.append(mention)
            end = max(end, mention.end)
    return sorted(kept, key=lambda m: (m.start, m.end))


def resolve(r: Reading, token: Token) -> ActorMention | None:
    """The mention headed by the token, resolved once; None too while it is being resolved."""
    token = _anchor(r, token)
    if token.i not in r.memo:
        r.memo[token.i] = None
        r.memo[token.i] = _resolve(r, token)
    return r.memo[token.i]


def _anchor(r: Reading, token: Token) -> Token:
    """The token that heads the name or role phrase the token belongs to."""
    if token.i in r.people.span_of:
        start, end = r.people.span_of[token.i]
        return next((t for t in r.doc[start:end] if t.i in r.people.by_head), token)
    hit = r.found.get(token.i)
    if hit is not None:
        return r.doc[hit.start : hit.end].root
    role = r.roles.get(token.i)
    if role is None and token.i >= 2 and token.lower_ in r.words.hyphen_owner and r.doc[token.i - 1].text == "-":
        return r.doc[token.i - 2]
    return r.doc[role.head] if role is not None else token


def _resolve(r: Reading, token: Token) -> ActorMention | None:
    if token.i in r.people.by_head:
        return _person(r, token, r.people.by_head[token.i])
    if token.i in r.found:
        return _entity(r, token, r.found[token.i])
    if token.tag_ in PRONOUN_TAGS or (token.pos_ in ("PRON", "SCONJ", "DET") and token.lower_ in coref.RELATIVE):
        return _followed(r, token, coref.resolve_pronoun(r, token), token.i)
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ", "X"):
        return None
    return (
        _partitive(r, token)
        or _definite(r, token)
        or _role(r, token)
        or _abbreviation(r, token)
        or _place(r, token)
        or _setting(r, token)
        or _owned(r, token)
    )


def _build(
    r: Reading,
    head: int,
    start: int,
    end: int,
    code: str | None,
    name: str | None = None,
    basis: str = "mention",
    kind: str = "role",
    members: tuple[ActorMention, ...] = (),
) -> ActorMention:
    span = r.doc[start:end]
    return ActorMention(span.start_char, span.end_char, span.text, head, code, name, basis, kind, members)


def _followed(r: Reading, token: Token, mention: ActorMention | None, start: int) -> ActorMention | None:
    """The words of the token with the code of what they stand for."""
    if mention is None:
        return None
    return _build(r, token.i, start, token.i + 1, mention.code, mention.name, "coreference", "pronoun", mention.members)


def _person(r: Reading, token: Token, person: Person) -> ActorMention:
    start, end = r.people.span_of[token.i]
    left = min(left_edge(token), start)
    if start and start - 1 in r.roles and r.roles[start - 1].end == start:
        left = min(left, left_edge(r.doc[start - 1]), r.roles[start - 1].start)
    name = person.entity.name if person.entity else " ".join(person.words).replace(" - ", "-")
    known = len(r.doc[start:end]) > 1 or person.entity is not None
    return _build(r, token.i, left, end, person_code(r, person), name, "mention" if known else "coreference", "person")


def person_code(r: Reading, person: Person) -> str | None:
    """The tables' code where the person is known on that day, completed by the role in the text."""
    if person.entity is None:
        return person.code
    code = person.entity.code_on(r.day)
    if code is not None and code.endswith("ELI") and person.code and _is_office(person.code):
        return person.code
    if code is not None and len(code) == 3 and person.code and person.code[3:]:
        return code + person.code[3:]
    return code or person.code


def _is_office(code: str) -> bool:
    """Whether a code composed from the text names an office that the text gives as held."""
    return code[:3] in BODIES or (code[3:6] not in ("", "ELI", "CVL") and not code.startswith("---"))


def _entity(r: Reading, token: Token, hit: Found) -> ActorMention | None:
    entity, code = hit.entity, entity_code(r, hit)
    basis, kind = "mention", entity.kind
    left = min(left_edge(token), hit.start) if token.pos_ in ("NOUN", "PROPN") else hit.start
    if entity.kind == "organisation" and code and code.startswith("---"):
        named = [r.found[t.i].entity.home for t in r.doc[left : hit.start] if t.i in r.found]
        country = next((c for c in named if c), None)
        if country is None:
            country, basis = context_country(r, token)
        code = (country or "---") + code[3:]
    if entity.form == "demonym" and "ethnic" in {t.lower_ for t in r.doc[left : hit.start]}:
        country, basis = context_country(r, token)
        return _build(r, token.i, left, hit.end, (country or "---") + "CVL", entity.name, basis, "group")
    if entity.form == "demonym" and (_counted(token) or any(t.pos_ == "NUM" for t in r.doc[left : hit.start])):
        code, kind = (code or "---")[:3] + "CVL", "group"
    return _build(r, token.i, left, hit.end, code, entity.name, basis, kind)


def _counted(token: Token) -> bool:
    """Single or counted people of a country ("a Palestinian", "three Afghans")."""
    if token.tag_ in ("NN", "NNP") and any(
        child.dep_ == "det" and child.lower_ in ("a", "an") for child in token.lefts
    ):
        return token.dep_ not in ("amod", "compound", "nmod")
    return any(child.dep_ == "nummod" for child in token.lefts)


def _partitive(r: Reading, token: Token) -> ActorMention | None:
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
        inner = resolve(r, obj)
        if inner is not None and inner.code:
            start = left_edge(token)
            end = max(_token_end(r, inner), token.i + 1)
            return _build(r, token.i, start, end, inner.code, inner.name, inner.basis, inner.kind, inner.members)
    return None


def _token_end(r: Reading, mention: ActorMention) -> int:
    span = r.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span.end if span is not None else mention.head + 1


def _definite(r: Reading, token: Token) -> ActorMention | None:
    """ "The two countries", "both sides", "his counterpart", "the group", "the country"."""
    word, words = token.lower_, r.words
    start = left_edge(token)
    lead = {t.lower_ for t in r.doc[start : token.i]}
    pair = lead & {"two", "both"} or word == "both"
    if word == "other" and token.i and r.doc[token.i - 1].lower_ == "each":
        return None
    if pair and not any(t.i in r.found for t in r.doc[start : token.i]):
        if word in words.pair_countries or word in words.pair_people or word in ("two", "both"):
            people = word in words.pair_people
            members = coref.two_parties(r, token, people=people) or (
                coref.two_parties(r, token, people=False) if people else ()
            )
            if people:
                members = tuple(
                    replace(m, code=(m.code or "")[:3] + "GOV") if m.code and len(m.code) == 3 else m for m in members
                )
            if members:
                return _build(r, token.i, start, token.i + 1, None, None, "coreference", "group", members)
        return None
    if word in words.sides:
        named = next((r.found[t.i] for t in r.doc[start : token.i] if t.i in r.found and not r.found[t.i].loose), None)
        return _build(r, token.i, start, token.i + 1, entity_code(r, named), named.entity.name) if named else None
    if word in words.counterparts:
        return _counterpart(r, token, start)
    if not lead & {"the", "this", "that"} or len(lead - {"the", "this", "that"}) > 0:
        return None
    if next(complements(token, "of"), None) is not None:
        return None
    if word in words.anaphora_country:
        return _followed(r, token, coref.last_of(r, token, ("state", "place"), country=True), start)
    if word in words.anaphora_group:
        return _followed(r, token, coref.last_of(r, token, ("organisation",)), start)
    return None


def _counterpart(r: Reading, token: Token, start: int) -> ActorMention | None:
    named = next((r.found[t.i] for t in r.doc[start : token.i] if t.i in r.found), None)
    owner = possessor(token)
    theirs = resolve(r, owner) if owner is not None else None
    sector = theirs.code[3:6] if theirs and theirs.code and len(theirs.code) > 3 and theirs.country else "GOV"
    if named is None:
        return None
    code = entity_code(r, named)
    return _build(r, token.i, start, token.i + 1, (code or "---")[:3] + sector)


def _role(r: Reading, token: Token) -> ActorMention | None:
    hit = r.roles.get(token.i)
    if hit is None:
        return None
    start, end = min(left_edge(token), hit.start), max(hit.end, token.i + 1)
    for beside in appositions(token):
        if beside.i in r.people.by_head and hit.role.kind == "person" and not is_plural(token):
            code = person_code(r, r.people.by_head[beside.i]) if r.people.by_head[beside.i].entity else None
            if code:
                return _build(r, token.i, start, end, code, None, "mention", "role")
    members = _coordinated(r, token, hit, start, end)
    if members:
        return _build(r, token.i, start, end, None, None, "mention", "group", members)
    composed = compose_role(r, token, hit)
    kind = "role" if hit.role.kind == "person" else "group"
    if composed.basis == "context" or (composed.code or "").startswith("---"):
        earlier = coref.same_role(r, token, hit.term) if _is_definite(token) else None
        if earlier is not None:
            return _build(r, token.i, start, end, earlier.code, earlier.name, "coreference", kind)
    return _build(r, token.i, start, end, composed.code, None, composed.basis, kind) if composed.code else None


def _coordinated(r: Reading, token: Token, hit: RoleHit, start: int, end: int) -> tuple[ActorMention, ...]:
    """ "U.S. and Russian negotiators" are two parties."""
    hits = {found.start: found for t in r.doc[start : hit.start] if (found := r.found.get(t.i))}
    named = [found for found in hits.values() if found.entity.kind == "state"]
    if len(named) < 2 or any(h.loose for h in named) or not is_plural(token):
        return ()
    between = [t.lower_ for a, b in itertools.pairwise(named) for t in r.doc[a.end : b.start]]
    if not between or not all(word in (",", "and", "&") for word in between):
        return ()
    sector = hit.role.sector
    return tuple(
        _build(r, h.start, h.start, h.end, (entity_code(r, h) or "---")[:3] + sector, h.entity.name) for h in named
    )


def _is_definite(token: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in ("the", "this", "these", "those") for child in token.lefts
    ) or is_plural(token)


def _abbreviation(r: Reading, token: Token) -> ActorMention | None:
    index = r.abbreviations.get(token.text)
    return None if index is None or index >= token.i else _followed(r, token, resolve(r, r.doc[index]), token.i)


def _place(r: Reading, token: Token) -> ActorMention | None:
    place = r.places.get(token.i)
    if place is None or not place.country:
        return None
    return _build(
        r, token.i, min(left_edge(token), token.i), token.i + 1, place.country, place.name, "mention", "place"
    )


def _setting(r: Reading, token: Token) -> ActorMention | None:
    """ "The village of Desna", "the northern part of Gaza", "the Lviv region"."""
    if token.lower_ not in r.words.settings and token.lemma_.lower() not in r.words.settings:
        return None
    start = left_edge(token)
    for inner in [*(obj for _, obj in complements(token, "of", "in", "near")), *r.doc[start : token.i]]:
        if inner.i in r.places or inner.i in r.found or inner.pos_ in ("NOUN", "PROPN"):
            mention = resolve(r, inner)
            if mention is not None and mention.country:
                return _build(r, token.i, start, token.i + 1, mention.country, None, mention.basis, "place")
    country, basis = context_country(r, token)
    return _build(r, token.i, start, token.i + 1, country, None, basis, "place") if country else None


def _owned(r: Reading, token: Token) -> ActorMention | None:
    """Things stand for their owner ("Russian tanks", "a police vehicle", "Israel's decision")."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    start = left_edge(token)
    owner = possessor(token)
    mention = resolve(r, owner) if owner is not None else None
    if mention is None or not mention.code:
        mention = next((m for t in r.doc[start : token.i] if (m := _modifier(r, t)) is not None and m.code), None)
    if mention is None and (token.lemma_.lower() in r.words.property or token.pos_ == "NOUN"):
        mention = next(
            (
                m
                for _, obj in complements(token, "of", "in", "at", "near")
                if (m := resolve(r, obj)) is not None and m.code
            ),
            None,
        )
        if mention is not None and mention.code and token.lemma_.lower() in r.words.property:
            mention = replace(mention, code=mention.code[:3])
    if mention is None or not mention.code:
        return None
    code = mention.code
    if token.lemma_.lower() in r.words.materiel and mention.country:
        code = code[:3] + "MIL" if code[3:6] not in ("REB", "COP") else code
    return _build(r, token.i, start, token.i + 1, code, mention.name, mention.basis, "owner", mention.members)


def _modifier(r: Reading, token: Token) -> ActorMention | None:
    hit = r.found.get(token.i)
    if hit is not None and hit.loose:
        return None
    if hit is not None or token.i in r.roles or token.i in r.places or token.i in r.people.by_head:
        return resolve(r, token)
    return None


def _note_gender(r: Reading, person: Person) -> None:
    for head in person.heads:
        start = r.people.span_of[head][0]
        for token in r.doc[max(0, start - 3) : start]:
            if token.lower_ in r.words.female:
                person.female = True
            elif token.lower_ in r.words.male:
                person.female = False
