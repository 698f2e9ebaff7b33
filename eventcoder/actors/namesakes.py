"""Names that two states share: which one an article means ("Congo", "Korean", "Dominican")."""

from datetime import date

from eventcoder.actors.article import Found, Reading

OTHERS = {"COD": "COG", "KOR": "PRK", "DOM": "DMA"}  # the state of the tables, and the one that may be meant instead
SHARED = frozenset("Congo Congolese Korean Koreans Dominican Dominicans".split()) | {"the Congo"}
ZAIRE_ENDED = date(1997, 5, 17)  # before that day Congo was the republic of Brazzaville


def settle(r: Reading) -> None:
    """Give a shared name to the other state where the article names that one and not the first."""
    hits = {id(hit): hit for hit in r.found.values()}.values()
    named = {hit.entity.home for hit in hits if hit.key not in SHARED}
    for hit in hits:
        other = OTHERS.get(hit.entity.home or "") if hit.key in SHARED else None
        if other is None or hit.entity.home in named:
            continue
        zaire = other == "COG" and r.day is not None and r.day < ZAIRE_ENDED
        if other in named or zaire:
            _replace(r, hit, other)


def _replace(r: Reading, hit: Found, code: str) -> None:
    entity = r.knowledge.state(code, hit.entity.form)
    if entity is None:
        return
    changed = Found(hit.start, hit.end, entity, hit.key, hit.loose)
    for index in range(hit.start, hit.end):
        r.found[index] = changed
