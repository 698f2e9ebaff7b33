"""Noun phrases: where they begin, what stands before their head, and what hangs on it."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

LEFT = frozenset(
    "det predet amod compound nmod poss nummod case quantmod npadvmod advmod nn punct neg dep appos meta prt "
    "acl".split()
)
ENDING = frozenset((",", ";", ":", "(", ")", "[", "]", "--", "—", "\n"))
HYPHENS = frozenset(("-", "–"))
NATIONS = frozenset(("GPE", "NORP"))
NOMINAL = frozenset(("NOUN", "PROPN"))


def left_edge(head: Token) -> int:
    """The index where the phrase of the head begins: determiner, modifiers, title; nothing before a comma."""
    left = head.i
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ not in LEFT and not (child.dep_ == "nsubj" and child.pos_ in NOMINAL and child.i == left - 1):
            break
        if child.text in HYPHENS and head.ent_type_ in NATIONS and child.i and child.nbor(-1).ent_type_ in NATIONS:
            break  # "Russia-India cooperation": the phrase of the one is not that of the other
        if child.right_edge.i != left - 1 or (child.dep_ == "punct" and child.text in ENDING):
            break
        left = child.left_edge.i
    return left


def before(head: Token, stop: int | None = None) -> list[Token]:
    """The tokens of the phrase before ``stop`` (the head itself by default)."""
    return list(head.doc[left_edge(head) : head.i if stop is None else stop])


def possessor(token: Token) -> Token | None:
    """Whose: the token's ``poss`` child ("Syria's president", "his aide")."""
    return next((child for child in token.lefts if child.dep_ == "poss"), None)


def complements(head: Token, *prepositions: str) -> Iterator[tuple[str, Token]]:
    """(preposition, object) pairs that hang on the head, conjoined objects left to their first."""
    for prep in head.rights:
        if prep.dep_ == "prep" and (not prepositions or prep.lower_ in prepositions):
            for child in prep.rights:
                if child.dep_ == "pobj":
                    yield prep.lower_, child
        elif prep.dep_ in ("acl", "amod", "advcl") and prep.lower_ in ("loyal", "allied", "opposed", "linked"):
            for inner in complements(prep, "to", "with"):
                yield ("loyal", inner[1])


def appositions(token: Token) -> Iterator[Token]:
    """The nouns set beside this one ("Popa, a spokesman", "the president, Mahmoud Abbas")."""
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ in NOMINAL:
            yield child
    if token.dep_ == "appos" and (token.head.pos_ in NOMINAL or token.head.pos_ == "NUM"):
        yield token.head


def conjuncts(token: Token) -> list[Token]:
    """The token and what is joined to it by "and" or commas, in order."""
    joined = [token]
    for child in token.rights:
        if child.dep_ == "conj":
            joined += conjuncts(child)
    return joined


def is_plural(token: Token) -> bool:
    """Whether a noun is plural by its tag."""
    return token.tag_ in ("NNS", "NNPS")


def clause(token: Token) -> Token:
    """The verb (or root) that governs the token's own clause."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def text_of(doc: Doc, start: int, end: int) -> tuple[int, int, str]:
    """Character offsets and words of tokens ``start`` to ``end``."""
    span = doc[start:end]
    return span.start_char, span.end_char, span.text
