"""A PostgreSQL for the tests: the one named, one that runs here, or one of our own that ends with the tests."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import debian
from setup.calling import captured, is_there, quietly
from setup.places import PYTHON
from setup.steps import Line
from setup.trouble import Trouble

NAMED = "ALUR_TEST_POSTGRES_URL"
HOST = "127.0.0.1"
PORT = 5432
# Emptying append-only tables between tests takes a superuser.
ASK = """
import psycopg, sys
connection = psycopg.connect(sys.argv[1], connect_timeout=3)
sys.exit(connection.info.parameter_status("is_superuser") != "on")
"""
# The data die with the tests.
HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a server that lets us create databases. Raises Trouble when there can be none."""
    found = os.environ.get(NAMED) or running()
    if found:
        yield found
    else:
        with own_server(programs()) as address:
            yield address


def running() -> str | None:
    """Return the address of a server on this machine that lets us in as superuser, None when there is none."""
    for user in ("postgres", pwd.getpwuid(os.geteuid()).pw_name):
        address = f"postgres://{user}@{HOST}:{PORT}/postgres"
        if captured([PYTHON, "-c", ASK, address])[0] == 0:
            return address
    return None


def programs() -> Path:
    """Return the folder of initdb and pg_ctl; install them when they are missing and we may."""
    if not (found := installed()):
        line = Line("PostgreSQL for the tests", left_seconds=20)
        reason = f"The tests need a PostgreSQL server; {NAMED} may name one that runs"
        debian.install("postgresql", reason=reason, tick=line.tick)
        line.close()
        stop_what_debian_started()
        found = installed()
    if not found:
        raise Trouble("No initdb under /usr/lib/postgresql.", mend=f"Set {NAMED} to a server's address.")
    return found


def installed() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs."""
    here = shutil.which("initdb")
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    newest = max(folders, key=lambda folder: int(folder.parent.name), default=None)
    return newest or (Path(here).parent if here else None)


def stop_what_debian_started() -> None:
    """Stop the cluster that installing the package started: it was not there before us."""
    if is_there("pg_lsclusters"):
        for line in captured(["pg_lsclusters", "--no-header"])[1].splitlines():
            version, name, _port, status = line.split()[:4]
            if status.startswith("online"):
                quietly(["pg_ctlcluster", version, name, "stop"])


@contextmanager
def own_server(folder: Path) -> Iterator[str]:
    """Start a server in a temporary folder; it and its data are gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="alur-postgres-"))
    port = free_port()
    try:
        home.chmod(0o755)
        data = home / "data"
        own(data)
        as_user([folder / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        options = f"-p {port} -k '' -c listen_addresses={HOST} {HASTE}"
        as_user([folder / "pg_ctl", "-D", data, "-o", options, "-l", data / "log", "-w", "start"])
        try:
            yield f"postgres://postgres@{HOST}:{port}/postgres"
        finally:
            as_user([folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def own(data: Path) -> None:
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        account = pwd.getpwnam(user())
        os.chown(data, account.pw_uid, account.pw_gid)


def as_user(command: list[str | Path]) -> None:
    """Run command as one who may run PostgreSQL: it refuses root."""
    account = pwd.getpwnam(user()) if os.geteuid() == 0 else None
    words = [str(word) for word in command]
    # Not a pipe: the server keeps it open.
    with tempfile.TemporaryFile(mode="w+") as said:
        done = subprocess.run(
            words,
            cwd="/",
            check=False,
            stdout=said,
            stderr=subprocess.STDOUT,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            said.seek(0)
            raise Trouble(f"{Path(words[0]).name} failed: {said.read()[-1500:]}", mend=f"Set {NAMED} to a server.")


def user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
