"""Pictures as SVG and as tables with bars: no script, no fixed colours, so that light, dark and paper all work."""

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from eventcoder.quality.accuracy import Reliability
from eventcoder.quality.timeline import Timeline

BAR_HEIGHT = 200.0


def time_chart(line: Timeline) -> Markup:
    """Stacked bars, one a bin, quad classes from verbal cooperation at the foot to material conflict at the top.

    The picture stretches to its place's width; its scale and labels stand outside it, as text.
    """
    if not line.bins:
        return Markup("")
    most = max(b.total for b in line.bins) or 1
    step = 10.0
    bars = []
    for index, each in enumerate(line.bins):
        y = BAR_HEIGHT
        parts = []
        for quad, n in enumerate(each.quads, start=1):
            if n:
                height = BAR_HEIGHT * n / most
                y -= height
                parts.append(
                    f'<rect class="q{quad}" x="{index * step:g}" y="{y:.2f}" width="8.6" height="{height:.2f}"/>'
                )
        if not each.total:
            continue
        title = escape(f"{each.label}: {each.total:,} events")
        where = f"bin={quote(each.label)}"
        bars.append(f'<a href="#rows:{where}" tabindex="-1"><title>{title}</title>{"".join(parts)}</a>')
    peak = max(line.bins, key=lambda b: b.total)
    first, last = line.bins[0].label, line.bins[-1].label
    label = escape(f"Events by {line.unit} from {first} to {last}; most in {peak.label}: {peak.total:,}.")
    width = step * len(line.bins)
    return Markup(
        f'<svg class="time" viewBox="0 0 {width:g} {BAR_HEIGHT:g}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">{"".join(bars)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Matrix:
    """The most frequent sources (rows) and targets (columns) and their events; ``shade`` is 0-1 of the largest."""

    sources: list[str]
    targets: list[str]
    cells: dict[tuple[str, str], int]
    most: int

    def shade(self, source: str, target: str) -> float:
        """How dark a cell is: by the square root, so that small counts can be told from none."""
        return round(float((self.cells.get((source, target), 0) / self.most) ** 0.5), 2) if self.most else 0.0


def matrix(dyads: list[tuple[str, str, int]], size: int = 12) -> Matrix:
    """The dyads among the parties that take part in most events."""
    totals: dict[str, int] = {}
    for source, target, n in dyads:
        totals[source] = totals.get(source, 0) + n
        totals[target] = totals.get(target, 0) + n
    top = set(sorted(totals, key=lambda party: (-totals[party], party))[:size])
    cells = {(s, t): n for s, t, n in dyads if s in top and t in top}
    order = sorted(top, key=lambda party: (-totals[party], party))
    sources = [p for p in order if any(s == p for s, _ in cells)]
    targets = [p for p in order if any(t == p for _, t in cells)]
    return Matrix(sources, targets, cells, max(cells.values(), default=0))


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table with bars; ``share`` is 0-1 of the largest, ``key`` what the rows are filtered by."""

    label: str
    count: int
    share: float
    key: str | None = None
    kind: str = ""


def bars(counts: list[tuple[str, int]], column: str | None = None, most: int | None = None) -> list[Bar]:
    """Rows for counts; with ``column`` each links to the sampled events that have the value in it."""
    top = most or max((n for _, n in counts), default=1) or 1
    return [Bar(str(v), n, n / top, f"{column}={quote(str(v), safe='')}" if column else None) for v, n in counts]


def reliability_chart(table: list[Reliability]) -> Markup:
    """Stated confidence (right) against the share right (up), with intervals; on the diagonal it is calibrated."""
    if not table:
        return Markup("")
    size = 200
    parts = [f'<path class="axes" d="M0,0V{size}H{size}"/><path class="diagonal" d="M0,{size}L{size},0"/>']
    for row in table:
        x = size * row.mean
        top, foot = size * (1 - row.share.high), size * (1 - row.share.low)
        y = size * (1 - (row.share.value or 0.0))
        parts.append(f'<path class="whisker" d="M{x:.1f},{top:.1f}V{foot:.1f}"/>')
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    told = "; ".join(f"{row.mean:.2f} stated, {row.share.value or 0:.2f} right" for row in table)
    return Markup(
        f'<figure><svg class="reliability" viewBox="-6 -6 212 212" role="img" aria-label="Reliability: {escape(told)}">'
        f"{''.join(parts)}</svg><figcaption>Confidence stated (to the right) and share right (up), from 0 to 1; "
        "on the broken line the two agree.</figcaption></figure>"
    )
