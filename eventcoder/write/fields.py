"""Expressions that several export formats share: what stands in a cell."""

import polars as pl

DANGEROUS = r"^'*[\s\x00]*[=+\-@\t\r\n＝＋－＠]"  # what a spreadsheet would run as a formula, guarded or not
ONE_DAY = ("day", "range")  # precisions whose first day is a day of the event


def guarded(text: pl.Expr) -> pl.Expr:
    """Text that a spreadsheet shows and does not run: a formula gets an apostrophe before it (OWASP, CSV injection).

    One apostrophe before a formula, guarded or not, is taken off again when it is read.
    """
    return pl.when(text.str.contains(DANGEROUS)).then(pl.concat_str(pl.lit("'"), text)).otherwise(text)


def one_line(text: pl.Expr) -> pl.Expr:
    """Text for a cell of a table without quotes: no tab, no line end, no double quote, no formula."""
    spaced = text.str.replace_all(r"[\p{Cc}\u2028\u2029]+", " ").str.replace_all('"', "'", literal=True)
    return guarded(spaced.str.strip_chars())


def number(event_id: str = "event_id") -> pl.Expr:
    """The first 15 digits of the event's id as a whole number: below 2^60, so that every reader takes it."""
    return pl.col(event_id).str.slice(0, 15).str.to_integer(base=16, dtype=pl.Int64, strict=False)


def day() -> pl.Expr:
    """The event's day; null for a week, a month or longer, whose first day need not be the event's."""
    return pl.when(pl.col("date_precision").is_in(ONE_DAY)).then(pl.col("event_date"))


def within(form: str) -> pl.Expr:
    """The event's year (``%Y``) or month (``%Y%m``) as text; null where its days lie in more than one."""
    start, end = (pl.col(c).dt.strftime(form) for c in ("event_date", "event_date_end"))
    known = pl.when(start == end).then(start)
    return pl.coalesce(day().dt.strftime(form), known)
