"""A damaged SQLite database is not backed up as if it were sound."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.installation import Installation


def test_damaged_database_is_not_backed_up(installation: Installation, tmp_path: Path) -> None:
    with closing(sqlite3.connect(installation.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with installation.database.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 30)
    done = installation.run("backup", str(tmp_path / "state.tar"))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert done.stderr.startswith("The database is damaged: ")
    assert done.stderr.endswith("Restore the last good backup: alur restore PATH --force\n")
    assert not (tmp_path / "state.tar").exists()
