"""How activities are named in records."""

PREFIX = "urn:alur:"


def iri(kind: str, code: str) -> str:
    """Return the IRI of an activity. kind: catalogue kind (`module`); code: the agency's own."""
    return f"{PREFIX}{kind}:{code}"
