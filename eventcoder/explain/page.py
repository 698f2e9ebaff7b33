"""An explanation as one page that stands alone: nothing in it is fetched from elsewhere."""

from html import escape

from spacy import displacy

from eventcoder.explain.told import DroppedTold, EventTold, Explanation, Field
from eventcoder.picture import arcs, colors, spans

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; }
h1 { font-size: 1.3em; } h2 { font-size: 1.05em; margin-top: 2.5em; border-top: 1px solid #ccc; padding-top: 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4em .8em .4em 0; }
th { width: 6em; } tr { border-bottom: 1px solid #eee; } small, .lost { color: #555; } .lost { font-size: .9em; }
figure { margin: 1em 0; overflow-x: auto; } code { font-size: .95em; }
"""


def as_html(told: Explanation, title: str) -> str:
    """The page: for each event displaCy's picture of it and a table of its fields."""
    parts = [_event(e) for e in told.events] or ["<p>No event.</p>"]
    if told.dropped:
        parts.append(f"<h2>Not coded</h2><ul>{''.join(map(_dropped, told.dropped))}</ul>")
    parts += [f"<p><small>{escape(note)}</small></p>" for note in told.notes]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    body = f"<h1>{escape(title)}</h1>{''.join(parts)}"
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _dropped(d: DroppedTold) -> str:
    said = f"“{escape(d.words)}”: <code>{escape(d.reason)}</code>, {escape(d.means)}"
    return f"<li>{said} <small>{escape(d.detail)}</small></li>"


def _event(e: EventTold) -> str:
    row = e.row
    about = f"article {e.article_id or '-'}, published {e.published}"
    figure = f"<figure>{_marks(e)}</figure><figure>{_arcs(e)}</figure>" if e.sentence else "<p>(no text)</p>"
    rows = "".join(_field(f) for f in e.fields)
    sure = f"{row['confidence']:.2f}, quad class {row['quad_class']}, Goldstein {row['goldstein']:+.1f}"
    return (
        f"<h2>Event <code>{escape(e.event_id)}</code> <small>{escape(about)}</small></h2>{figure}"
        f"<table>{rows}<tr><th>sure</th><td>{sure}</td></tr></table>"
    )


def _marks(e: EventTold) -> str:
    options = {"colors": colors(e.row)}
    return str(displacy.render(spans(e.row), style="span", manual=True, jupyter=False, options=options))


def _arcs(e: EventTold) -> str:
    drawn = arcs(e.row)
    widest = 4 * max(len(text) for word in drawn["words"] for text in word.values())  # half of it, in pixels
    options = {"compact": True, "distance": max(90, 2 * widest), "offset_x": max(50, widest), "bg": "transparent"}
    return str(displacy.render(drawn, style="dep", manual=True, jupyter=False, options=options))


def _field(field: Field) -> str:
    said = f" from “{escape(field.words)}”" if field.words else ""
    because = "".join(f"<br><small>{escape(b)}</small>" for b in field.because)
    lost = "".join(f'<div class="lost">not {escape(x.what)}: {escape(x.why)}</div>' for x in field.lost)
    return f"<tr><th>{escape(field.name)}</th><td><b>{escape(field.value or '-')}</b>{said}{because}{lost}</td></tr>"
