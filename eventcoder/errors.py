"""The user's mistakes, each one line that says where and what would be right."""


class EventcoderError(Exception):
    """A mistake of the user's: the message is one line; ``code`` is stable. The command line exits 2."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code

    @classmethod
    def told(cls, line: str) -> "EventcoderError":
        """The mistake that another process told by its ``str``."""
        code, _, message = line.partition(": ")
        return cls(code, message)
