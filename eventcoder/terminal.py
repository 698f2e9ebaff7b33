"""Text as a terminal may show it: what articles and tables say must not steer it."""


def printable(text: str) -> str:
    """The text, character for character, a space for each that a terminal obeys or hides (escapes, bidi marks).

    >>> printable("Kyiv\\x1b[31m")
    'Kyiv [31m'
    """
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
