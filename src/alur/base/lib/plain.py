"""Plain text that people type for others to read."""


def cleaned(text: str) -> str:
    """Return a text without what surrounds it and without what cannot be read (control and direction marks)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    readable = ["".join(each for each in line if each.isprintable()).strip() for line in lines]
    return "\n".join(readable).strip()
