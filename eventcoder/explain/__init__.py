"""Why an event is what it is: the words of each field, the rule, and what else it could have been and is not."""

from eventcoder.explain.page import as_html
from eventcoder.explain.told import Explanation
from eventcoder.explain.why import explain_event, explain_text, is_event_id
from eventcoder.explain.words import as_text

__all__ = ["Explanation", "as_html", "as_text", "explain_event", "explain_text", "is_event_id"]
