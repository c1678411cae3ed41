"""What the agency teaches, and whose daily work each topic is."""

from dataclasses import dataclass
from functools import cache

from alur.cli.demo.sources import tree

EVERYBODY = "umum"
FIELD_NAMES = {
    "inspeksi": "Pemeriksaan",
    "uji": "Pengujian",
    "registrasi": "Registrasi",
    "penindakan": "Penindakan",
    "infokom": "Informasi dan komunikasi",
    EVERYBODY: "Manajemen",
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. aspects: what a material may be about; points: method, a sentence each."""

    key: str
    name: str
    field: str
    aspects: tuple[str, ...]
    points: tuple[str, ...]

    @property
    def in_sentence(self) -> str:
        """Return the name as it stands within a sentence: names and abbreviations keep their capitals."""
        rest = self.name[1:]
        return self.name[0].lower() + rest if rest == rest.lower() else self.name

    @property
    def labels(self) -> str:
        """Return the topic and its field as an import file's `topics`."""
        return f"{self.name};{FIELD_NAMES[self.field]}"


@cache
def topics() -> tuple[Topic, ...]:
    """Return all topics."""
    return tuple(
        Topic(
            key=key,
            name=entry["name"],
            field=entry["field"],
            aspects=tuple(entry["aspects"]),
            points=tuple(entry["points"]),
        )
        for key, entry in tree("topics").items()
    )


@cache
def topic(key: str) -> Topic:
    """Return a topic by its key."""
    return next(each for each in topics() if each.key == key)


def fits(field: str, *, person_field: str) -> bool:
    """Tell whether a field of work is also this person's."""
    return field in {EVERYBODY, person_field}
