"""Places and things that stand for those to whom they belong."""

from dataclasses import replace

from spacy.tokens import Token

from eventcoder.actors.article import Reading, build
from eventcoder.actors.compose import attitude
from eventcoder.actors.context import context_country
from eventcoder.actors.phrase import complements, left_edge, possessor
from eventcoder.records import ActorMention

KOREAS = {"north": "PRK", "south": "KOR"}  # the only states that the news calls so, once both are named


def place_mention(r: Reading, token: Token) -> ActorMention | None:
    """A place of the places room, for the country it lies in; never the place of a dateline."""
    place = r.places.get(token.i)
    if place is None or not place.country or place.dateline:
        return None
    return build(r, token.i, min(left_edge(token), token.i), token.i + 1, place.country, place.name, "mention", "place")


def setting(r: Reading, token: Token) -> ActorMention | None:
    """ "The village of Desna", "the northern part of Gaza", "the Lviv region"."""
    if token.lower_ not in r.words.settings and token.lemma_.lower() not in r.words.settings:
        return None
    if token.i in r.roles:  # "the international community" is no place
        return None
    start = left_edge(token)
    if token.text[0].isupper() and token.lower_ in r.words.compass:
        korea = KOREAS.get(token.lower_)
        both = set(KOREAS.values()) <= set(r.countries())
        return build(r, token.i, start, token.i + 1, korea, None, "coreference", "state") if korea and both else None
    for inner in [*(obj for _, obj in complements(token, "of", "in", "near")), *r.doc[start : token.i]]:
        if inner.i in r.places or inner.i in r.found or inner.pos_ in ("NOUN", "PROPN"):
            mention = r.resolve(inner)
            if mention is not None and mention.country:
                return build(r, token.i, start, token.i + 1, mention.country, None, mention.basis, "place")
    country, basis = context_country(r, token)
    return build(r, token.i, start, token.i + 1, country, None, basis, "place") if country else None


def crowd(r: Reading, token: Token) -> ActorMention | None:
    """ "A protest", "Kurdish demonstrations": the people who take part."""
    if token.pos_ != "NOUN" or token.lemma_.lower() not in r.words.crowds:
        return None
    start = left_edge(token)
    named = [
        m for t in r.tokens[start : token.i] if (m := _modifier(r, t)) is not None and m.code and m.kind != "place"
    ]
    if named and len(named[0].code or "") > 3:
        return build(r, token.i, start, token.i + 1, named[0].code, None, named[0].basis, "group")
    country, basis = (named[0].country, "mention") if named else context_country(r, token)
    return build(r, token.i, start, token.i + 1, f"{country or '---'}CVL", None, basis, "group")


def owned(r: Reading, token: Token) -> ActorMention | None:
    """Things stand for their owner ("Russian tanks", "a police vehicle", "Israel's decision")."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    lemma, words = token.lemma_.lower(), r.words
    if lemma in words.relations or lemma in words.counterparts:
        return None
    if (lemma in words.occasions or token.lower_ in words.occasions) and token.dep_ == "nsubj":
        return None
    start = left_edge(token)
    deed, sited = lemma in words.deeds, lemma in words.deeds | words.pacts
    owner = possessor(token)
    mention = r.resolve(owner) if owner is not None else None
    if mention is None or not mention.code:
        beside = (t for t in r.tokens[start : token.i] if not (sited and _is_scene(r, t)))
        mention = next((m for t in beside if (m := _modifier(r, t)) is not None and m.code), None)
    beyond = mention is None and (lemma in words.property or token.pos_ == "NOUN")
    if beyond:
        belonging = complements(token, "by") if deed else complements(token, "by", "of", "in", "at", "near")
        mention = next((m for _, obj in belonging if (m := r.resolve(obj)) is not None and m.code), None)
        if mention is not None and mention.code and token.lemma_.lower() in r.words.property:
            mention = replace(mention, code=mention.code[:3])
    if mention is None or not mention.code:
        return None
    code = mention.code
    scene = next((c for t in r.tokens[start : token.i] if _is_scene(r, t) and (c := _scene(r, t))), None)
    if deed and mention.basis == "context" and scene and mention.country:
        code = scene + code[3:]  # "the Quetta terrorist attack"
    if token.lemma_.lower() in r.words.materiel and mention.country:
        code = code[:3] + "MIL" if code[3:6] not in ("REB", "COP") else code
    if beyond:  # the owner's own words: "the extradition" of a president is not he
        return replace(mention, code=code, head=token.i, kind="owner")
    return build(r, token.i, start, token.i + 1, code, mention.name, mention.basis, "owner", mention.members)


def _is_scene(r: Reading, token: Token) -> bool:
    """ "The Kabul bombing": a city before a deed says where, not who."""
    hit = r.found.get(token.i)
    return hit.entity.form == "metonym" if hit is not None else token.i in r.places


def _scene(r: Reading, token: Token) -> str | None:
    place, hit = r.places.get(token.i), r.found.get(token.i)
    return place.country if place is not None else hit.entity.home if hit is not None else None


def _modifier(r: Reading, token: Token) -> ActorMention | None:
    hit = r.found.get(token.i)
    if (hit is not None and hit.loose) or attitude(r, token.i):
        return None
    if hit is not None or token.i in r.roles or token.i in r.places or token.i in r.people.by_head:
        return r.resolve(token)
    return None
