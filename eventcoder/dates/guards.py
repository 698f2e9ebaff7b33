"""Words that look like dates and are none: counts, scores, names, verbs."""

import re

from eventcoder.dates.grammar import any_case, one_of
from eventcoder.dates.lexicon import words

COUNTED = re.compile(r"\s+(?:[a-z-]+\s+)?" + any_case(one_of(words()["counted_nouns"])) + r"\b")
BEFORE_MONTH = re.compile(
    r"(?i:\b(?:in|since|until|till|by|of|from|to|through|last|next|this|early|late|mid|for|during|before|after|between"
    r"|and|every|each|on)[\s-]+)$"
)
NO_DAY = re.compile(r"\b(?:(?i:every|each)|Super|Bloody|Cyber|Ruby)\s+$")
AGE = re.compile(r"-old\b|-year\b")
NAMED = re.compile(
    r"\s+(?:Times|Herald|Telegraph|Mail|Express|Mirror|Post|Tribune|Review|World|Mercury|Journal|Agreement|Accords?"
    r"|Movement|Revolution|Street|Square)\b"
)
AGES = re.compile(r"['’]s\s+(?:\w+\s+)?(?:world|youth|society|generation|standards|economy|consumers)\b")
QUANTITY = re.compile(r"(?:\d|\b" + any_case(one_of([*words()["numbers"], *words()["vague_numbers"]])) + r")\s+\Z")
OF_TITLE = re.compile(r"[A-Z]\w+\s+[A-Z]")
NAMED_SEASON = re.compile(r"\s+(?:[Ww]ar|[Oo]lympics?|[Gg]ames|[Bb]reak|[Pp]alace)\b")
SEPT_11 = re.compile(r"(?:[Tt]he\s+)?(?:Sept(?:ember|\.)?)\s+11(?:th)?,?(?:\s+2001,?)?\Z")
ATTACK = re.compile(r"\s+(?:terror(?:ist)?\s+)?(?:attacks?|hijack\w+|terrorists?)\b")
YEAR_CONTEXT = re.compile(
    r"(?i:\b(?:in|since|until|till|by|of|from|to|through|the|during|before|after|between|and|around|about|late|early|for)"
    r"\s+(?:\w+\s+)?|[(,]\s*|^\s*)$"
)


def is_date(rule: str, match: re.Match[str], text: str) -> bool:
    """Whether a match of a rule is a date where it stands."""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 40]
    if AGE.match(after):
        return False
    if NAMED.match(after) and rule in {"weekday", "month", "day_month", "month_day"}:
        return False
    if rule == "month":
        return _is_month(match, before, after)
    if rule == "year":
        return _is_year(match, before, after)
    if rule in {"month_day", "day_month"} and SEPT_11.match(match[0]) and ATTACK.match(after):
        return False
    if rule == "season":
        return _is_season(match, before) and not NAMED_SEASON.match(after)
    if rule == "deictic" and (AGES.match(after) or (match[0] == "tomorrow" and re.search(r"\bof $", before))):
        return False  # "today's youth", "the cities of tomorrow"
    if rule == "clock" and re.search(r"\b[Hh]igh $", before):
        return False
    if rule == "vague" and QUANTITY.search(before):
        return False  # "ten days after": how long, not when
    if rule == "unit" and OF_TITLE.match(match[0]) and re.search(r"[\w,\"“] ?[\"“]?$", before):
        return False  # "This Week", the programme
    if rule == "deictic" and match[0].istitle() and re.search(r"[a-z]\s+[A-Z][a-z]+ $|[a-z] $", before):
        return False
    if rule == "ago" and re.search(r"\b(?i:half)\s+$", before):
        return False
    return not (rule == "weekday" and NO_DAY.search(before))


def _is_month(match: re.Match[str], before: str, after: str) -> bool:
    """ "May" the verb and "March" the walk want more than themselves."""
    if re.match(r"\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\s*%)", after) and match[0].endswith(match["m"]):
        return False  # a day that another rule has judged no date ("the September 11 attacks")
    name = match["m"].lower().rstrip(".")
    if (
        name in words()["month_abbreviations"]
        and not match["m"].endswith(".")
        and not match["y"]
        and not match["short"]
    ):
        return False
    if name not in words()["ambiguous_months"] or match["y"] or match["rel"] or match["dir"]:
        return True
    if match[0] != match["m"] and match["part"]:
        return True
    return BEFORE_MONTH.search(before) is not None and not re.match(r"\s+(?:be|have|not)\b", after)


def _is_year(match: re.Match[str], before: str, after: str) -> bool:
    if match["short"]:
        return bool(re.search(r"(?i:\b(?:in|since|of|until|by|from|to|and|the|early|late|mid)[\s-]+)$", before))
    if match["fiscal"] or match["part"]:
        return True
    if COUNTED.match(after) or re.search(
        r"(?i:\b(?:some|than|least|nearly|almost|over|no\.|number|another)\s+)$", before
    ):
        return False
    return int(match["y"]) >= 1800 or YEAR_CONTEXT.search(before) is not None


def _is_season(match: re.Match[str], before: str) -> bool:
    """ "fall" the verb, "spring" the well: a determiner, a preposition or a year tells a season."""
    if match["dir"] or match["y"] or match["rel"] or match["spelled"] or match["part"]:
        return not (match["season"].lower() == "fall" and plain_the(match))
    return (
        bool(re.search(r"(?i:\b(?:in|since|until|by|during|over)\s+(?:the\s+)?)$", before))
        and match["season"] != "fall"
    )


def plain_the(match: re.Match[str]) -> bool:
    """Whether a bare "the" is all that stands before a season."""
    return (match["dir"] or "").strip().lower() == "the" and not (match["y"] or match["rel"] or match["spelled"])
