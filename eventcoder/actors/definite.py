"""Definite phrases that stand for somebody named before ("the two countries", "his counterpart", "the group")."""

from dataclasses import replace

from spacy.tokens import Token

from eventcoder.actors import coref
from eventcoder.actors.article import Reading, build, followed
from eventcoder.actors.compose import entity_code
from eventcoder.actors.parties import other_party, two_parties
from eventcoder.actors.phrase import complements, conjuncts, left_edge, possessor
from eventcoder.records import ActorMention


def relation(r: Reading, token: Token) -> ActorMention | None:
    """ "His critics", "rivals of the president" are the opposition; "its neighbour" is the other country named."""
    if token.lemma_.lower() not in r.words.relations:
        return None
    start = left_edge(token)
    owner = possessor(token) or next((obj for _, obj in complements(token, "of")), None)
    theirs = r.resolve(owner) if owner is not None else None
    named = next(
        (h for t in r.tokens[start : token.i] if (h := r.found.get(t.i)) and not h.loose and t is not owner), None
    )
    opposes = token.lemma_.lower() in r.words.opponents
    if named is not None and opposes and named.entity.home and named.entity.kind != "state":
        country = (entity_code(r, named) or "---")[:3]
        return build(r, token.i, start, token.i + 1, country + "OPP")  # "Kremlin critics"
    if named is not None and named.entity.kind == "state":
        return build(r, token.i, start, token.i + 1, entity_code(r, named), named.entity.name)
    if theirs is None or not theirs.country:
        return None
    if theirs.sector in ("GOV", "PTY", "LEG") and opposes:
        return build(r, token.i, start, token.i + 1, theirs.country + "OPP", None, theirs.basis)
    others = {
        h.entity.home
        for t in r.tokens[token.sent.start : token.i]
        if (h := r.found.get(t.i)) and h.entity.kind == "state"
    } - {theirs.country, None}
    code = others.pop() if len(others) == 1 else None
    return build(r, token.i, start, token.i + 1, code, None, "coreference", "state") if code else None


def definite(r: Reading, token: Token) -> ActorMention | None:
    """A definite phrase followed back; None where nothing safe is found.

    "The two countries", "both sides", "his counterpart", "the group", "the country".
    """
    word, words = token.lower_, r.words
    start = left_edge(token)
    lead = {t.lower_ for t in r.tokens[start : token.i]}
    bare_two = word == "two" and lead == {"the"} and next(complements(token), None) is None
    pair = lead & {"two", "both"} or word == "both" or bare_two
    if token.i and (r.doc[token.i - 1].lower_, word) in (("each", "other"), ("one", "another")):
        return _each_other(r, token)
    if pair and not any(t.i in r.found for t in r.tokens[start : token.i]):
        if word in words.pair_countries or word in words.pair_people or word in ("two", "both"):
            people = word in words.pair_people or bare_two
            members = two_parties(r, token, people=people) or (two_parties(r, token, people=False) if people else ())
            role = r.roles[token.i].role.sector if token.i in r.roles else ""
            if people or role == "MIL":
                sector = role or "GOV"
                members = tuple(
                    replace(m, code=(m.code or "")[:3] + sector) if m.code and len(m.code) == 3 else m for m in members
                )
            if members:
                return build(r, token.i, start, token.i + 1, None, None, "coreference", "group", members)
        return None
    if word in words.sides:
        named = next(
            (r.found[t.i] for t in r.tokens[start : token.i] if t.i in r.found and not r.found[t.i].loose), None
        )
        return build(r, token.i, start, token.i + 1, entity_code(r, named), named.entity.name) if named else None
    if word in words.counterparts:
        return _counterpart(r, token, start)
    short = _short_name(r, token) if lead <= {"the"} else None
    if short is not None:
        return followed(r, token, short, start)
    if not lead & {"the", "this", "that"} or len(lead - {"the", "this", "that"}) > 0:
        return None
    if next(complements(token, "of"), None) is not None:
        return None
    if word in words.anaphora_country:
        return followed(r, token, coref.the_country(r, token), start)
    if word in words.anaphora_group:
        return followed(r, token, coref.last_of(r, token, ("organisation",)), start)
    return None


def _each_other(r: Reading, token: Token) -> ActorMention | None:
    """The parties that the clause's subject names: each of them acts on the others."""
    subject = coref.own_subject(token)
    if subject is None:
        return None
    joined = [m for t in conjuncts(r.doc[subject]) if (m := r.resolve(t)) is not None]
    members = tuple(member for m in joined for member in (m.members or (m,)) if member.code)
    if len({m.code for m in members}) < 2:
        return None
    return build(r, token.i, token.i - 1, token.i + 1, None, None, "coreference", "group", members)


def _short_name(r: Reading, token: Token) -> ActorMention | None:
    """ "The Observatory", "the Foundation": one capitalised word of a longer name that stood before."""
    if not token.text[0].isupper() or len(token.text) < 4 or token.i in r.places:
        return None
    for index in reversed(r.before(token)):
        hit, role = r.found.get(index), r.roles.get(index)
        whole = hit is not None and hit.entity.kind == "organisation" and hit.end - hit.start > 1
        body = hit is None and role is not None and role.role.kind == "body" and left_edge(r.doc[index]) < index - 1
        if whole or body:
            mention = r.resolve(r.doc[index])
            if mention is not None and mention.code and mention.basis == "mention":
                return mention
    return None


def _counterpart(r: Reading, token: Token, start: int) -> ActorMention | None:
    named = next((r.found[t.i] for t in r.tokens[start : token.i] if t.i in r.found), None)
    owner = possessor(token)
    theirs = r.resolve(owner) if owner is not None else None
    sector = theirs.code[3:6] if theirs and theirs.code and len(theirs.code) > 3 and theirs.country else "GOV"
    if named is None:
        other = other_party(r, token, theirs)
        return followed(r, token, other, start) if other is not None else None
    code = entity_code(r, named)
    return build(r, token.i, start, token.i + 1, (code or "---")[:3] + sector)
