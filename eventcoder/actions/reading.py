"""A reading: one meaning of a predicate, and the codes that it is asked for."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from eventcoder.actions.lexicon import Entry

VIOLENT = ("18", "19", "20")  # roots of violence
COERCIVE = ("17", *VIOLENT)  # roots of what has victims
FORCE = ("15", *COERCIVE)


@dataclass(slots=True)
class Reading:
    """One meaning of a predicate. ``sources`` and ``targets`` are head tokens; ``words`` the trigger's tokens."""

    token: Token
    code: str
    rule: str
    entry: Entry
    sources: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    stances: tuple[str, ...] = ()
    consumed: set[int] = field(default_factory=set)
    specificity: int = 0
    symmetric: bool = False
    doubtful: bool = False
    uttered: Token | None = None  # the word of saying, where to say it is the act ("said it would ...")
    deed: Token | None = None  # the fight or attack that did a harm
    content: str = ""  # the code of what the outermost stance is about
    about: Token | None = None  # and its word


def opponents(fight: Reading) -> list[Token]:
    """Those whom a fight is said to be with: "killed in clashes with X", not "in strikes on X"."""
    if fight.symmetric:
        return fight.targets
    return [t for t in fight.targets if t.head.lower_ in ("with", "against", "between")]
