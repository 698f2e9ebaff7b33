"""Which CAMEO codes the patterns can give, and how: ``eventcoder coverage``."""

from dataclasses import dataclass

from eventcoder.actions.lexicon import Lexicon, lexicon
from eventcoder.ontology import event_codes, is_code, root_names

MOODS = ("intent", "refuse", "appeal", "demand", "accuse")  # what "will", "should" and a blaming report make of a deed


@dataclass(frozen=True, slots=True)
class Cover:
    """How a code comes about: the ids of entries with an example of it, of others that name it, and compositions."""

    shown: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    composed: tuple[str, ...] = ()


def coverage(lex: Lexicon | None = None) -> dict[str, Cover]:
    """How each CAMEO code comes about, for the codes that do; a code that is missing cannot be given.

    ``composed`` names the stances that make the code of a content, as in ``intent of 071``.
    """
    lex = lex or lexicon()
    shown: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for entry in lex.entries:
        for example in entry.examples:
            shown.setdefault(str(example["code"]), []).append(entry.id)
        if is_code(entry.code):
            named.setdefault(str(entry.code), []).append(entry.id)
    composed = _composed(lex, {entry.code for entry in lex.entries if entry.code})
    found = sorted((set(shown) | set(named) | set(composed)) & event_codes())
    return {c: Cover(*(tuple(dict.fromkeys(t.get(c, ()))) for t in (shown, named, composed))) for c in found}


def _composed(lex: Lexicon, contents: set[str]) -> dict[str, list[str]]:
    """Codes that a stance makes of a content which some entry gives, with stance and content."""
    stances = {entry.stance for entry in lex.entries if entry.stance} | set(MOODS)
    made: dict[str, list[str]] = {}
    for stance, table in lex.compose.items():
        for key, code in table.items():
            there = any(content.startswith(key) for content in contents) or key == "*"
            if code and stance in stances and there:
                made.setdefault(code, []).append(f"{stance} of {key if key != '*' else 'anything else'}")
    return made


def text(cover: dict[str, Cover] | None = None) -> str:
    """A line a root, with the codes that have an example, that have only a pattern, and that have neither."""
    cover = coverage() if cover is None else cover
    lines = [f"{len(cover)} of CAMEO's {len(event_codes())} codes can be given"]
    for root, name in root_names().items():
        codes = sorted(code for code in event_codes() if code.startswith(root))
        without = [code for code in codes if code in cover and not cover[code].shown]
        missing = [code for code in codes if code not in cover]
        proved = len(codes) - len(without) - len(missing)
        line = f"{root} {name:<38} {proved:>3} of {len(codes):>2} with an example"
        line += f"; pattern only: {' '.join(without)}" if without else ""
        lines.append(line + (f"; none: {' '.join(missing)}" if missing else ""))
    return "\n".join(lines)
