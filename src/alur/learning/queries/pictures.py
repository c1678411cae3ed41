"""Where pictures of modules lie."""

from pathlib import Path

from django.conf import settings

from alur.learning.rules.pictures import content_type


def folder() -> Path:
    """Return the folder of the pictures."""
    return Path(settings.MEDIA_ROOT) / "modules"


def picture(name: str) -> tuple[Path, str] | None:
    """Return the file of a stored picture and its media type, None when there is none of this name."""
    kind = content_type(name)
    path = folder() / name
    return (path, kind) if kind and path.is_file() else None


def size_bytes(name: str) -> int:
    """Return the size of a stored picture, 0 when it is not there."""
    found = picture(name)
    return found[0].stat().st_size if found else 0
