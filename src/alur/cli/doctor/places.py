"""Looks at folders and files: who may enter, what is missing, how much room is left."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from alur.base.ui.assets import DIST
from alur.cli.doctor.findings import Finding
from alur.config import environment
from alur.config.environment import Environment

SCARCE_BYTES = 1_000_000_000
OTHERS = stat.S_IRWXG | stat.S_IRWXO
NETWORK_KINDS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs"})


def check(found: Environment) -> Iterator[Finding]:
    """Yield what is wrong with home, database file, key and storage. Makes nothing."""
    home, storage, database = found.home, environment.storage(found), database_file(found)
    if not home.is_dir():
        yield Finding(
            f"There is no folder {home}.",
            "Nothing was installed here, or ALUR_HOME names another place.",
            "Run: alur init, or set ALUR_HOME to the folder of your installation.",
            is_fatal=True,
        )
        return
    yield from closed(home)
    yield from closed_files([home / "secret.key", *([database] if database else [])])
    yield from key_there(found, home, database)
    if database and database.exists():
        yield from local(database, Path("/proc/self/mountinfo").read_text())
    yield from writable(storage)
    yield from room([home, storage])
    yield from front_end(DIST)


def database_file(found: Environment) -> Path | None:
    """Return the file of the database, None when it lies on a server."""
    database = environment.database(found)
    return Path(str(database["NAME"])) if str(database["ENGINE"]).endswith("sqlite3") else None


def closed(folder: Path) -> Iterator[Finding]:
    found = folder.stat()
    if found.st_uid != os.geteuid() and os.geteuid():
        yield Finding(
            f"{folder} belongs to user {found.st_uid}, and Alur runs as user {os.geteuid()}.",
            "Alur cannot keep its data safe, or cannot write at all.",
            f"Run Alur as that user, or: sudo chown -R {os.geteuid()} {folder}",
        )
    if found.st_mode & OTHERS:
        yield open_to_others(folder, "700")


def closed_files(paths: list[Path]) -> Iterator[Finding]:
    for path in paths:
        if not path.exists():
            continue
        if path.stat().st_mode & OTHERS and path.parent.stat().st_mode & OTHERS:
            yield open_to_others(path, "600")
        if not os.access(path, os.R_OK | os.W_OK):
            yield Finding(
                f"{path} cannot be read and written.",
                "Alur does not work without it.",
                f"sudo chown {os.geteuid()} {path} && chmod 600 {path}",
                is_fatal=True,
            )


def open_to_others(path: Path, mode: str) -> Finding:
    return Finding(
        f"{path} is open to others on this machine (mode {stat.S_IMODE(path.stat().st_mode):o}).",
        "It holds personal data and the key that signs people in.",
        f"chmod {mode} {path}",
    )


def key_there(found: Environment, home: Path, database: Path | None) -> Iterator[Finding]:
    if found.text("ALUR_SECRET_KEY") or (home / "secret.key").exists():
        return
    if database and database.exists():
        yield Finding(
            f"The signing key {home / 'secret.key'} is lost.",
            "The next command makes another one: everyone must sign in anew, and links sent by mail stop working.",
            f"Take it out of a backup: tar -xf BACKUP -C {home} secret.key. Without one, run: alur init",
            is_fatal=True,
        )


def local(database: Path, mountinfo: str) -> Iterator[Finding]:
    """Yield a finding when the database lies on a file system of another machine. mountinfo: Linux' list of mounts."""
    kinds = {line.split()[4]: line.split(" - ")[1].split()[0] for line in mountinfo.splitlines()}
    above = [str(database.resolve()), *map(str, database.resolve().parents)]
    kind = next((kinds[path] for path in above if path in kinds), "")
    if kind in NETWORK_KINDS:
        yield Finding(
            f"The SQLite database lies on a network file system ({kind}).",
            "Its locks do not hold there: two writers can destroy it.",
            "Move ALUR_HOME to a local disk, or use PostgreSQL by DATABASE_URL.",
        )


def writable(storage: Path) -> Iterator[Finding]:
    if not storage.is_dir():
        yield Finding(
            f"The folder of uploaded files {storage} is not there.",
            "Uploads fail, and what was uploaded is lost.",
            f"Run: alur init, then bring the files back from a backup: alur restore PATH --force (from it: {storage})",
        )
    elif not os.access(storage, os.W_OK | os.X_OK):
        yield Finding(
            f"The folder of uploaded files {storage} cannot be written to.",
            "Uploads fail.",
            f"sudo chown -R {os.geteuid()} {storage} && chmod 700 {storage}",
        )


def room(folders: list[Path], *, scarce_bytes: int = SCARCE_BYTES) -> Iterator[Finding]:
    """Yield a finding for each disk with little room left. scarce_bytes: what counts as little."""
    seen: set[int] = set()
    for folder in folders:
        if not folder.is_dir() or folder.stat().st_dev in seen:
            continue
        seen.add(folder.stat().st_dev)
        free = shutil.disk_usage(folder).free
        if free < scarce_bytes:
            yield Finding(
                f"Only {free / 1_000_000:.0f} MB are free where {folder} lies.",
                "A full disk refuses every record; what people finish then is lost to them.",
                f"Make room, or move it to a larger disk. What fills it: du -xh {folder} | sort -h | tail",
            )


def front_end(dist: Path) -> Iterator[Finding]:
    """Yield a finding when styles and scripts were not built. dist: where they lie."""
    if not (dist / "manifest.json").exists():
        yield Finding(
            "Styles and scripts of the pages were not built.",
            "Pages show without form, and nothing on them moves.",
            "Run: make setup",
        )
