"""What a backup says about itself: its parts with their hashes, and the figures that a restored one must show."""

from typing import Any

import msgspec

from alur.base.lib.problems import Problem

FORMAT = 1


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file in the backup."""

    sha256: str
    size_bytes: int


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The last file in the backup.

    kind: of the database, `sqlite` or `postgresql`; migrations: applied, `app.name`; figures: see keeping.figures.
    """

    format: int
    alur: str
    made_at: str
    kind: str
    migrations: list[str]
    figures: dict[str, Any]
    parts: dict[str, Part]


def encode(manifest: Manifest) -> bytes:
    """Return the manifest as it lies in the backup."""
    return msgspec.json.format(msgspec.json.encode(manifest))


def decode(text: bytes) -> Manifest:
    """Return the manifest of a backup. Raises Problem when it is none, or one of a later format."""
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.DecodeError as error:
        raise Problem(
            "backup.bad_manifest",
            f"The backup's manifest cannot be read: {error}.",
            mend="Take another backup.",
        ) from error
    if manifest.format != FORMAT:
        raise Problem(
            "backup.other_format",
            f"The backup has format {manifest.format}; this Alur reads {FORMAT}.",
            mend=f"Restore it with Alur {manifest.alur}.",
        )
    return manifest
