"""Which CAMEO codes the patterns and the composition table can reach."""

from eventcoder.actions.lexicon import KNOWLEDGE, Lexicon, lexicon
from eventcoder.ontology import event_codes


def composed(lex: Lexicon) -> dict[str, list[str]]:
    """Every code that a pattern or a stance over a pattern gives, with how ("stance:content" or the pattern's id)."""
    reached: dict[str, list[str]] = {}
    issues = [e.code for e in lex.entries if e.code and len(e.code) == 4 and e.code.startswith("083")]
    contents = {e.code: e.id for e in lex.entries if e.code and not e.stance}
    for entry in lex.entries:
        if entry.code and not entry.only_content:
            reached.setdefault(entry.code, []).append(entry.id)
    todo = dict(contents)
    for _ in range(2):  # a stance over a stance over a content: "refused to lift the siege"
        found: dict[str, str] = {}
        for stance, table in lex.compose.items():
            for code, how in todo.items():
                key = code
                while key and key not in table:
                    key = key[:-1] if key.isdigit() else ""
                result = table.get(key or "*")
                if result and result not in reached:
                    reached[result] = [f"{stance}:{how}"]
                    found[result] = f"{stance}:{how}"
        todo = found
    for protest in ("141", "142", "143", "144", "145"):
        for issue in issues if protest in reached else ():
            reached.setdefault(protest + issue[3], []).append(f"{protest} for {issue}")
    return reached


def coverage() -> set[str]:
    """The event codes that some pattern or composition can give."""
    return set(composed(lexicon())) & set(event_codes())


def reasons() -> dict[str, str]:
    """Why a code that nothing reaches has no pattern, by code (``knowledge/actions/unreached.tsv``)."""
    lines = (KNOWLEDGE / "unreached.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


def report() -> str:
    """A line a code: what reaches it, or why nothing does; the count last."""
    reached, why = composed(lexicon()), reasons()
    codes = sorted(event_codes())
    lines = [
        f"{code}\t{', '.join(reached[code][:4]) if code in reached else '- ' + why.get(code, 'no reason on file')}"
        for code in codes
    ]
    covered = sum(code in reached for code in codes)
    return "\n".join(
        [*lines, f"{covered} of {len(codes)} event codes have a pattern, {sum(c in why for c in codes)} a reason"]
    )
