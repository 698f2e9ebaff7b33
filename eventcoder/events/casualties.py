"""How many were killed and injured, where the clause counts them."""

from functools import lru_cache

from spacy.tokens import Doc, Token

from eventcoder.records import CodedClause

KILL = frozenset("kill die slay murder massacre behead assassinate execute dead".split())
INJURE = frozenset("injure wound hurt maim".split())
WORDS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "another": 1, "dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}


@lru_cache(maxsize=10_000)
def number(word: str) -> int | None:
    """The number a word names, None where it names none.

    >>> number("1,200"), number("seven"), number("several")
    (1200, 7, None)
    """
    digits = word.replace(",", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 9:
        return int(digits)
    return WORDS.get(word.lower())


def _count(noun: Token) -> int | None:
    """How many the noun counts: "at least 12 people", "two soldiers"; vague plurals give None."""
    if noun.like_num or noun.pos_ == "NUM":
        return number(noun.text)
    for child in noun.children:
        if child.dep_ == "nummod":
            return number(child.text)
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in ("a", "an", "another") and noun.tag_ == "NN":
            return 1
    return None


def _victims(verb: Token) -> list[Token]:
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    wanted = ("nsubjpass",) if passive else ("dobj",) if verb.lemma_ != "die" else ("nsubj",)
    return [c for c in verb.children if c.dep_ in wanted]


def casualties_of(doc: Doc, clause: CodedClause) -> tuple[int | None, int | None]:
    """(killed, injured) as counted by verbs of killing and injuring in the clause or hanging on its trigger.

    None where nothing is said or the number is vague. Only violent codes (17-20) are counted.
    """
    if clause.code[:2] not in ("17", "18", "19", "20"):
        return None, None
    head = doc[clause.head]
    near = [head, *[t for t in head.subtree if t.dep_ in ("advcl", "conj", "relcl", "acl")]]
    if head.pos_ == "NOUN" and head.head.pos_ == "VERB":
        near += [head.head, *[c for c in head.head.children if c.dep_ in ("advcl", "conj")]]
    killed = injured = None
    for verb in near:
        found = next((n for v in _victims(verb) if (n := _count(v)) is not None), None)
        if verb.lemma_ in KILL and killed is None:
            killed = found
        elif verb.lemma_ in INJURE and injured is None:
            injured = found
    return killed, injured
