"""What may be said to somebody about something she completed. Pure."""

LONGEST_TEXT = 500


def cleaned(text: str) -> str:
    """Return a text without what surrounds it and without what cannot be read (control and direction marks)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    readable = ["".join(each for each in line if each.isprintable()).strip() for line in lines]
    return "\n".join(readable).strip()


def is_too_long(text: str) -> bool:
    """Tell whether a cleaned text is longer than may be said."""
    return len(text) > LONGEST_TEXT
