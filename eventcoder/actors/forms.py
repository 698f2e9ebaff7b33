"""The forms in which a text has a name or a role of the tables: surnames, plurals."""

from eventcoder.actors.tables import Role

PARTICLES = frozenset(("al el bin ibn ben abu de del della der den van von la le da di dos du ter ten af zu").split())
FAMILY_NAME_FIRST = frozenset(("CHN", "KOR", "PRK", "TWN", "VNM", "HKG", "KHM", "SGP", "HUN", "MMR"))


def surnames(name: str, country: str | None) -> set[str]:
    """The names by which a person may be called alone: family name, with and without its particle."""
    words = name.replace("-", " - ").split() if name.startswith("al-") else name.split()
    found = {words[-1]}
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
        found.add(" ".join(words[start:]))
    if words[-1][:3].lower() in ("al-", "el-") and len(words) > 1:
        found.add(words[-1][3:])
    if len(words) > 1 and country in FAMILY_NAME_FIRST:
        found.add(words[0])
    return {form for form in found if len(form) > 1 and form[0].isalpha()}


def plurals(role: Role) -> list[str]:
    """The plural forms of a role: the irregular one where the table has it, else the regular one."""
    if role.plural:
        return [form.strip() for form in role.plural.split("|")]
    head, _, rest = role.term.partition(" of ")
    tail = f" of {rest}" if rest else ""
    if head.endswith("man"):
        return [head[:-3] + "men" + tail, head + "s" + tail]
    if head.endswith(("s", "x", "z", "ch", "sh")):
        return [head + "es" + tail]
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return [head[:-1] + "ies" + tail]
    return [head + "s" + tail]
