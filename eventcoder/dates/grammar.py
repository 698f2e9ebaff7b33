"""The grammar of date expressions: regular expressions composed of small named parts.

:func:`rules` gives the named patterns, in order of preference where two match the same words; :func:`core` the
pattern of the words without which nothing matches, so that most of a text is passed over in one scan.
"""

import re
from collections.abc import Iterable
from functools import cache

from eventcoder.dates.lexicon import holidays, words


def one_of(names: Iterable[str]) -> str:
    """An alternative of literal words, longest first, any white space between the words of one."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) + ")"


def any_case(pattern: str) -> str:
    """The pattern, whatever the case."""
    return f"(?i:{pattern})"


def proper(names: Iterable[str]) -> str:
    """Names written with a capital or all in capitals."""
    listed = [name.title() for name in names]
    return one_of([*listed, *(name.upper() for name in listed)])


@cache
def atoms() -> dict[str, str]:
    """The named parts from which the rules are composed."""
    table = words()
    abbreviated = proper(table["month_abbreviations"])
    ones = one_of([name for name, value in table["numbers"].items() if value < 10])
    tens = one_of([name for name, value in table["numbers"].items() if value >= 20])
    number = rf"(?:\d{{1,3}}|{tens}[\s-]{ones}|{one_of(table['numbers'])})"
    day = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])|{any_case(one_of(table['ordinals']))}\b)"
    spelled = any_case(
        rf"(?:(?:nineteen|eighteen|twenty)[\s-]+(?:{tens}[\s-]{ones}|oh[\s-]+{ones}|{one_of(table['numbers'])})"
        rf"|two\s+thousand(?:\s+(?:and\s+)?{number})?)\b"
    )
    return {
        "WEEKDAY": proper(table["weekdays"]) + r"\b",
        "WEEKDAY_SHORT": rf"(?:{proper(table['weekdays'])}\b|{proper(table['weekday_abbreviations'])}\.?(?!\w))",
        "MONTH": rf"(?:{proper(table['months'])}\b|{abbreviated}\b\.?)",
        "DAY": day,
        "YEAR": r"(?:(?:1[5-9]|20)\d\d(?![\d%]))",
        "SPELLED": spelled,
        "NUMBER": any_case(number),
        "VAGUE": any_case(one_of(table["vague_numbers"])),
        "UNIT": any_case(one_of(table["units"])),
        "SEASON": any_case(one_of(table["seasons"])),
        "PART": any_case(one_of(table["parts"])),
        "DAYPART": any_case(one_of(table["day_parts"])),
        "DECADE": any_case(one_of(table["decades"])),
        "ORDINAL": rf"(?:{any_case(one_of(table['ordinals']))}|\d{{1,2}}(?:st|nd|rd|th))",
        "ZONE": one_of(table["zones"]),
        "LAST": any_case("last|past|previous|preceding|prior|next|following|coming|upcoming|ensuing|subsequent"),
        "NEAR": rf"(?:{any_case('(?:the~)?(?:last|past|next|coming|upcoming)')}|{any_case('the~(?:previous|preceding|prior|following|ensuing|subsequent)')})",
        "SAME": any_case("this(?:\\s+(?:coming|past))?|that(?:\\s+very)?|(?:that|the)\\s+same|the\\s+current|current"),
        "HOLIDAY": one_of([name for key in holidays() for name in {key.title().replace("'S", "'s"), key.upper()}]),
        "NOW": any_case(one_of(table["vague_alone"])),
    }


# In the templates, <NAME> is an atom and ~ white space.
TEMPLATES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d-])(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d|-\d)"),
    ("numeric", r"(?<![\d/.$-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?![\d/-]|\.\d)"),
    (
        "days_month",
        r"(?P<d1><DAY>)\s*(?:-|–|—|to|and|until|through)\s*(?P<d2><DAY>)~(?:of~)?(?P<m><MONTH>)(?:,?~(?P<y><YEAR>))?",
    ),
    (
        "month_days",
        r"(?P<m><MONTH>)~(?P<d1><DAY>)(?:(?:\s*[-–—]\s*|~(?:to|through|until)~)|\s*[-–—]\s*(?P<m2><MONTH>)~)(?P<d2><DAY>)"
        r"(?![\d:])(?:,?~(?P<y><YEAR>))?",
    ),
    (
        "month_day",
        r"(?:(?P<wd><WEEKDAY_SHORT>),?~)?(?:(?i:the)~)?(?:<PART>~)?(?P<m><MONTH>)~?(?:(?i:the)~)?(?P<d><DAY>)(?!\d|:\d|,\d{3}\b|-(?:year|day|foot))"
        r"(?:,?~(?P<y><YEAR>)|,?~(?:of~)?(?P<rel>(?i:this|last|next|that|the\s+same|the\s+following))~(?i:year))?",
    ),
    (
        "day_month",
        r"(?:(?P<wd><WEEKDAY_SHORT>),?~(?:the~)?)?(?P<d><DAY>)(?:~|-)(?:(?:day~)?of~)?(?P<m><MONTH>)"
        r"(?:,?(?:~|-)(?P<y><YEAR>)|,?~(?:of~)?(?P<rel>(?i:this|last|next|that|the\s+same|the\s+following))~(?i:year))?",
    ),
    (
        "month",
        r"(?:(?P<part><PART>)[\s-]+)?(?P<dir><NEAR>~|<SAME>~)?(?:<PART>[\s-]+)?(?P<m><MONTH>)"
        r"(?:(?:,?~(?:of~)?(?:the~year~)?)(?:(?P<y><YEAR>)|(?P<spelled><SPELLED>)|(?P<short>['’]\d\d)(?!\d))"
        r"|,?~(?:of~)?(?P<rel>(?i:this|last|next|that|the\s+same|the\s+following|the\s+previous))~(?i:year))?",
    ),
    (
        "weekday",
        r"(?:(?P<part><PART>|(?i:(?:the~)?(?:morning|evening|afternoon|night)~of))~(?:on~)?)?(?P<dir><NEAR>~|<SAME>~)?(?:<PART>~)?(?P<wd><WEEKDAY>)"
        r"(?:~<DAYPART>)?(?:~(?:of~)?(?P<rel>(?i:last|this|next))~(?i:week))?",
    ),
    (
        "deictic",
        r"(?:<PART>~)?(?P<word>(?i:(?:the~)?day~before~yesterday|(?:the~)?day~after~tomorrow|today|yesterday|tomorrow"
        r"|tonight|last~night|last~evening|overnight|this~(?:morning|afternoon|evening)))\b(?:~<DAYPART>\b)?",
    ),
    (
        "unit",
        r"(?:(?P<part><PART>)~)?(?:(?P<the>(?i:the))~)?(?P<dir><LAST>|<SAME>)(?:~(?i:calendar|fiscal|financial|business|full))?~(?P<unit><UNIT>|(?i:weekend))\b",
    ),
    (
        "ago",
        r"(?:(?i:about|almost|nearly|over|more~than|less~than|some|just~over|just~under|around|only|exactly|roughly|approximately|at~least|just)~)?"
        r"(?:(?:(?P<n><NUMBER>)|(?P<vague><VAGUE>))(?:~|-)(?:(?i:and~a~half|or~two|or~so)~)?(?P<unit><UNIT>)(?i:s)?|(?i:days|weeks|months|years|decades))\b"
        r"(?:~(?i:and~a~half|or~(?:so|more|two)))?~(?P<dir>(?i:ago|earlier|later|from~now|hence|previously))\b",
    ),
    (
        "half_ago",
        r"(?:(?i:about|almost|nearly|over|more~than)~)?(?:(?i:half)~(?i:an?)~)(?P<unit><UNIT>)~(?i:ago)\b",
    ),
    (
        "finance",
        r"(?:(?i:the)~)?(?:(?i:comparable|same)~)?(?i:year-(?:ago|earlier))\b(?:~(?i:quarter|period)\b)?",
    ),
    (
        "quarter",
        r"(?:(?P<poss>(?i:this|last|next))~(?i:year)['’]s~|(?:(?i:the)~)?)(?:(?i:fiscal)~)?(?:(?P<n><ORDINAL>)[\s-]+(?i:fiscal~)?(?i:quarter)|Q(?P<q>[1-4])|(?P<latest>(?i:latest|most~recent))~(?i:quarter))\b"
        r"(?:~(?:(?i:of)~)?(?:(?i:fiscal)~)?(?:(?P<y><YEAR>)|(?P<rel>(?i:this|last|next|that|the~same|the))~(?i:year)\b))?",
    ),
    (
        "half",
        r"(?:(?i:the)~)?(?P<n>(?i:first|second|last|latter))[\s-](?i:half)~(?:(?i:of)~)(?:(?P<y><YEAR>)\b|(?P<rel>(?i:this|last|next|that|the~same|the))~(?i:year)\b"
        r"|(?i:the)~(?:(?P<dec>(?:1[5-9]|20)\d0)s|['’](?P<dec2>\d0)s))",
    ),
    (
        "season",
        r"(?:(?P<part><PART>)[\s-])?(?:(?P<dir>(?:(?i:the)~)?<LAST>|<SAME>|(?i:the))~)?(?:<PART>[\s-])?(?P<season><SEASON>)\b(?:(?:~(?:(?i:of)~)?)(?:(?P<y><YEAR>)|(?P<spelled><SPELLED>)|(?P<rel>(?i:this|last|next))~(?i:year)\b))?",
    ),
    (
        "decade",
        r"(?:(?i:the)~)?(?:(?P<part><PART>)[\s-])?(?:(?i:the)~)?(?:(?P<y>(?:1[5-9]|20)\d0)['’]?s\b|['’](?P<short>\d0)s\b|(?P<word><DECADE>)\b)",
    ),
    ("century", r"(?:(?i:the)~)?<ORDINAL>[\s-](?i:century)\b"),
    ("years", r"(?<![\d$,.€£-])(?P<y>(?:1[5-9]|20)\d\d)(?:[-–/])(?P<y2>(?:1[5-9]|20)\d\d|\d\d)(?![\d-])"),
    (
        "year",
        r"(?<![$,.€£\d/-])(?:(?:(?i:the)~)?(?P<fiscal>(?i:(?:fiscal|financial)(?:~year)?|FY))~?|(?P<part><PART>)[\s-])?"
        r"(?:(?P<y><YEAR>)(?!-\d|/\d|[,.]\d|s\b)|(?P<short>['’]\d\d)(?![\d'’s]))(?:~(?i:or~(?:later|earlier)))?",
    ),
    ("the_year", r"(?i:the~year)~(?:(?P<y><YEAR>)|(?P<spelled><SPELLED>))"),
    ("spelled_year", r"\b(?P<spelled>(?i:nineteen|eighteen|twenty)[\s-](?i:[a-z]+ty(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|oh[\s-]\w+|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve))\b"),
    (
        "clock",
        r"(?:(?i:around|about|shortly~(?:after|before))~)?(?:(?<![\d:])\d{1,2}(?:[:.]\d\d)?~?(?:[ap]\.~?m\.|(?i:[ap]m)\b|(?i:o['’]clock)\b)|(?i:noon|midnight|midday)\b|\d{1,2}~(?i:in~the~(?:morning|afternoon|evening))\b|(?<![\d:])\d{1,2}:\d\d(?=~(?:<ZONE>|(?:on~)?<WEEKDAY>)))(?:~<ZONE>\b)?",
    ),
    ("holiday", r"(?:(?P<dir>(?:(?i:the)~)?<LAST>|<SAME>)~)?(?P<name><HOLIDAY>)\b(?P<week>~(?i:week)\b)?(?:,?~(?:(?i:in|of)~)?(?P<y><YEAR>))?"),
    ("weekend", r"(?:(?i:the))~(?i:weekend)\b"),
    ("year_end", r"(?:(?P<mid>(?i:mid-?year))|(?P<unit>(?i:year|month))-(?i:end)|(?i:(?:the~)?(?:end|close|start|beginning|middle))~(?i:of)~(?:(?P<rel>(?i:the|this|last|next|that))~)(?P<unit2>(?i:year|month|week)))\b"),
    ("the_quarter", r"(?i:the)~(?i:quarter)\b(?!~(?i:of)\b|-)"),
    ("day_of", r"(?i:(?:earlier|later)~(?:that|the~same)~day)\b"),
    ("vague", r"<NOW>\b|(?i:recent~(?:days|weeks|months|years|times)(?:~and~(?:weeks|months|years))?)\b|(?i:the~past~(?:several|few)~(?:quarters))\b"),
)  # fmt: skip


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The named patterns, compiled."""
    table = atoms()
    compiled = []
    for name, template in TEMPLATES:
        pattern = re.sub(r"<([A-Z_]+)>", lambda found: "(?:" + table[found[1]] + ")", template)
        compiled.append((name, re.compile(r"(?<!\w)" + pattern.replace("~?", r"\s*").replace("~", r"\s+"))))
    return tuple(compiled)


@cache
def core() -> re.Pattern[str]:
    """The words one of which is in every date expression."""
    table = words()
    names = [*table["weekdays"], *table["months"], *table["weekday_abbreviations"], *table["month_abbreviations"]]
    plain = [*table["seasons"], *table["decades"], *table["vague_alone"], "today", "yesterday", "tomorrow", "tonight",
             "overnight", "noon", "midnight", "midday", "night", "evening", "morning", "afternoon", "weekend", "recent", "nineteen",
             "thousand", "quarters", "past", "ago", "earlier", "later", "hence", "year-end", "mid-year"]  # fmt: skip
    alternatives = [
        r"\d{4}", r"\d-\d\d-", r"\d0s", r"['’]\d\d", r"\d[/.]\d", r"\d{1,2}\s*[ap]\.?m\b", r"o['’]clock", r"\bQ[1-4]\b",
        rf"\b{proper(names)}(?!\w)", rf"\b{atoms()['HOLIDAY']}", rf"\b{any_case(one_of(plain))}\b", rf"\b{atoms()['UNIT']}\b",
    ]  # fmt: skip
    return re.compile("|".join(alternatives))
