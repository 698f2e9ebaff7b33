"""How an article introduces a person: the title before the name, the noun phrase beside it."""

from spacy.tokens import Token

from eventcoder.actors.article import Reading, RoleHit
from eventcoder.actors.compose import Composed, compose_role
from eventcoder.actors.people import Person
from eventcoder.actors.phrase import appositions, is_plural

TITLE_WINDOW = 10  # tokens from the title to the name
SPEAKERS = frozenset("spokesman spokeswoman spokesperson official officer negotiator analyst aide".split())
TITLE_LINKS = frozenset(("of", "for", "and", "the", "to", "on"))


def introduce(r: Reading, person: Person) -> None:
    """Read a person's code from titles and appositions, wherever in the article they stand.

    What names the country itself ("Rep. Lee, a Kenyan lawmaker") comes before what takes it from the article.
    """
    fallback: str | None = None
    for head in person.heads:
        code = (
            _from_title(r, head, named=True)
            or _from_apposition(r, r.doc[head], named=True)
            or _from_title(r, head)
            or _from_apposition(r, r.doc[head])
            or _after_comma(r, head)
        )
        if code and len(code) > 3 and not code.startswith("---"):
            person.code = code
            return
        fallback = fallback or code
    person.code = person.code or fallback


def _from_title(r: Reading, head: int, *, named: bool = False) -> str | None:
    start, _ = r.people.span_of[head]
    hit = title_before(r, start)
    if hit is None:
        return None
    composed = compose_role(r, r.doc[hit.head], hit, stop=start)
    if _names_country(composed):
        return composed.code
    return None if named else _same_title(r, hit) or composed.code


def _names_country(composed: Composed) -> bool:
    """Whether the words themselves name the country."""
    return composed.basis == "mention" and not (composed.code or "---").startswith("---")


def _same_title(r: Reading, hit: RoleHit) -> str | None:
    """The code of the latest earlier holder of the same title whose house was named ("a UN spokeswoman said ...")."""
    if hit.term.split()[-1] not in SPEAKERS:
        return None
    for earlier in sorted({h.head: h for i, h in r.roles.items() if i < hit.start}.values(), key=lambda h: -h.head):
        if earlier.term.endswith(hit.term.split()[-1]) and earlier.head not in r.people.span_of:
            mention = r.resolve(r.doc[earlier.head])
            if mention is not None and mention.basis == "mention" and not (mention.code or "---").startswith("---"):
                return mention.code
    return None


def title_before(r: Reading, start: int) -> RoleHit | None:
    """The title that ends where a name begins: "spokesman X", "Undersecretary of State for Political Affairs X"."""
    hit = r.roles.get(start - 1) if start else None
    if hit is not None and hit.end == start:
        return hit if r.doc[start - 1].lower_ not in r.words.addresses else None
    first = r.doc[start].sent.start if start < len(r.doc) else start
    for index in range(start - 1, max(first - 1, start - TITLE_WINDOW), -1):
        word = r.doc[index]
        if index in r.roles and index not in r.found:
            long = r.roles[index]
            linked = long.end < start and r.doc[long.end].lower_ in TITLE_LINKS and word.text[:1].isupper()
            return long if linked and long.role.kind in ("person", "") else None
        if not (word.text[:1].isupper() or word.lower_ in TITLE_LINKS or word.text in ("&", "-")):
            return None
    return None


def _from_apposition(r: Reading, token: Token, *, named: bool = False) -> str | None:
    for beside in [*appositions(token), *_predicates(token)]:
        noun = _holder(r, beside)
        if noun.i in r.people.by_head:
            continue
        hit = r.roles.get(noun.i)  # by its own words: the noun beside a name would give the name's code back
        composed = compose_role(r, noun, hit) if hit is not None and hit.head == noun.i else None
        if named:
            if composed is not None and _names_country(composed):
                return composed.code
            continue
        code = composed.code if composed is not None else None
        if code is None and (mention := r.resolve(noun)) is not None:
            code = mention.code
        if code:
            return code
    return None


def _holder(r: Reading, noun: Token) -> Token:
    """Who is meant beside a name where the parse hung it on his house: "the head of the secret service, X"."""
    own = r.roles.get(noun.i)
    if own is not None and own.role.kind == "person":
        return noun
    outer = noun
    while outer.dep_ == "pobj" and outer.head.dep_ == "prep":
        outer = outer.head.head
        hit = r.roles.get(outer.i)
        if hit is not None and hit.role.kind == "person":
            return noun if is_plural(outer) else outer
    return noun


def _after_comma(r: Reading, head: int) -> str | None:
    """A name set off by a comma from a noun phrase that the parser hung elsewhere ("one officer on duty, X, said")."""
    start, end = r.people.span_of[head]
    person = r.people.by_head[head]
    closed = end < len(r.doc) and r.doc[end].text in (",", ".", ";", ")")
    if person.entity is not None or len(person.words) < 2 or start < 3 or r.doc[start - 1].text != "," or not closed:
        return None
    token = r.doc[start - 2]
    while token.i not in r.roles and token.head.i < token.i and token.dep_ in ("pobj", "prep", "npadvmod", "compound"):
        token = token.head
    hit = r.roles.get(token.i)
    if hit is None or hit.role.kind != "person" or token.dep_ == "conj" or token.i in r.people.span_of:
        return None
    mention = r.resolve(token)
    return mention.code if mention is not None else None


def _predicates(token: Token) -> list[Token]:
    """What the person is said to be ("Popa is a senator")."""
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        return [child for child in token.head.rights if child.dep_ == "attr"]
    return []
