"""The one question other rooms ask: who is meant by the words around this token?"""

from spacy.tokens import Doc, Token

from eventcoder.actors import coref
from eventcoder.actors.article import Reading, followed
from eventcoder.actors.context import main_country
from eventcoder.actors.definite import definite, relation
from eventcoder.actors.introduce import introduce
from eventcoder.actors.knowledge import Knowledge
from eventcoder.actors.named import abbreviation, entity_mention, person_mention
from eventcoder.actors.names import find_people
from eventcoder.actors.namesakes import settle
from eventcoder.actors.nouns import of_an_age, partitive, role_mention, victims
from eventcoder.actors.people import Person
from eventcoder.actors.things import crowd, owned, place_mention, setting
from eventcoder.records import ActorMention

PRONOUN_TAGS = frozenset(("PRP", "PRP$", "WP", "WP$", "WDT"))


def read_article(doc: Doc, knowledge: Knowledge) -> Reading:
    """Read a parsed doc; every mention that can be resolved is then in the reading's memo."""
    r = Reading(doc, knowledge, resolver=resolve)
    r.locate()
    settle(r)
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
        return next((t for t in r.tokens[start:end] if t.i in r.people.by_head), token)
    hit = r.found.get(token.i)
    if hit is not None:
        return r.doc[hit.start : hit.end].root
    role = r.roles.get(token.i)
    if role is None and token.i >= 2 and token.lower_ in r.words.hyphen_owner and r.doc[token.i - 1].text == "-":
        return r.doc[token.i - 2]
    return r.doc[role.head] if role is not None else token


def _resolve(r: Reading, token: Token) -> ActorMention | None:
    if token.i in r.people.by_head:
        return person_mention(r, token, r.people.by_head[token.i])
    if token.i in r.found:
        return entity_mention(r, token, r.found[token.i])
    if token.tag_ in PRONOUN_TAGS or (token.pos_ in ("PRON", "SCONJ", "DET") and token.lower_ in coref.RELATIVE):
        return followed(r, token, coref.resolve_pronoun(r, token), token.i)
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ", "X"):
        return None
    return (
        partitive(r, token)
        or victims(r, token)
        or of_an_age(r, token)
        or definite(r, token)
        or relation(r, token)
        or role_mention(r, token)
        or abbreviation(r, token)
        or crowd(r, token)
        or place_mention(r, token)
        or setting(r, token)
        or owned(r, token)
    )


def _note_gender(r: Reading, person: Person) -> None:
    name = (person.entity.name if person.entity else " ".join(person.words)).lower()
    given = name.split()[0] if " " in name else ""
    if given in r.words.female_names or name in r.words.female_names:
        person.female = True
    elif given in r.words.male_names:
        person.female = False
    for head in person.heads:
        start = r.people.span_of[head][0]
        for token in r.tokens[max(0, start - 3) : start]:
            if token.lower_ in r.words.female:
                person.female = True
            elif token.lower_ in r.words.male:
                person.female = False
