"""What is told when the set-up cannot go on."""


class Trouble(Exception):
    """Something the reader can mend. message: what is wrong; mend: what to do, one line."""

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}\n  {self.mend}" if self.mend else self.message
