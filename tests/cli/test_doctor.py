"""Sabotaged installations: `alur doctor` says what is wrong and how to mend it, and the mend mends."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.installation import Installation

Sabotage = Callable[[Installation], None]


def examined(installation: Installation) -> tuple[int, str]:
    done = installation.run("doctor")
    assert done.stderr == ""
    return done.returncode, done.stdout


def sql(*statements: str) -> Sabotage:
    def change(installation: Installation) -> None:
        with closing(sqlite3.connect(installation.database)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return change


def environ(**more: str) -> Sabotage:
    return lambda installation: installation.more.update(more)


def open_home(installation: Installation) -> None:
    installation.home.chmod(0o755)


def lose_key(installation: Installation) -> None:
    (installation.home / "secret.key").unlink()


def change_key(installation: Installation) -> None:
    installation.python(
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "session = SessionStore(); session['_auth_user_id'] = '1'; session.create()"
    )
    (installation.home / "secret.key").write_text("another key, as a careless copy would bring it along 0123")


def damage(installation: Installation) -> None:
    sql("PRAGMA wal_checkpoint(TRUNCATE)")(installation)
    with installation.database.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 30)


def lose_database(installation: Installation) -> None:
    for path in installation.home.glob("alur.sqlite3*"):
        path.unlink()


def lose_storage(installation: Installation) -> None:
    (installation.home / "files").rmdir()


def fault(installation: Installation) -> None:
    sql(
        "INSERT INTO records_fault (at, projection, rid, error) "
        "VALUES ('2026-01-01', 'credit.ledger', 5, 'KeyError: x')"
    )(installation)


SABOTAGES: dict[str, tuple[Sabotage, str, str]] = {
    "wrong permissions": (open_home, "{home} is open to others on this machine (mode 755).", "chmod 700 {home}"),
    "lost key": (
        lose_key,
        "The signing key {home}/secret.key is lost.",
        "Take it out of a backup: tar -xf BACKUP -C {home} secret.key. Without one, run: alur init",
    ),
    "changed key": (
        change_key,
        "No sign-in can be read with the present signing key.",
        "Stop Alur and take the old key out of a backup: tar -xf BACKUP -C {home} secret.key (or set ",
    ),
    "damaged database": (
        damage,
        "The database file is damaged: ",
        "Stop Alur, then put the last good backup in its place: alur restore PATH --force",
    ),
    "lost database": (lose_database, "The database is empty.", "Run: alur init, or put a backup in: alur restore PATH"),
    "half a migration": (
        sql("DELETE FROM django_migrations WHERE app = 'evaluation' AND name = '0002_answered_in_alur'"),
        "1 migrations are not applied, the first is evaluation.0002_answered_in_alur.",
        "Take a backup (alur backup PATH), then run: alur init",
    ),
    "a later version's migration": (
        sql("INSERT INTO django_migrations (app, name, applied) VALUES ('credit', '0999_later', '2027-01-01')"),
        "The database was changed by a later Alur: credit.0999_later.",
        "Install that version again, or put the backup in that was taken before it: alur restore PATH --force",
    ),
    "a lost table": (
        sql("DROP TABLE jobs_failure"),
        "Tables are missing: jobs_failure.",
        "Put the last good backup in: alur restore PATH --force",
    ),
    "a stale projection": (
        sql("UPDATE records_head SET live = replace(live, 'credit.ledger:', 'credit.ledger:0')"),
        "Not kept up since an upgrade: credit.ledger.",
        "Run: alur rebuild credit.ledger",
    ),
    "a record that cannot be folded": (
        fault,
        "credit.ledger stumbles over the record 5: KeyError: x. 0 records wait behind it.",
        "Install the version that mends it, or tell its makers this line; then run: alur rebuild",
    ),
    "a lost guard": (
        sql("DROP TRIGGER credit_entry_no_update"),
        "credit_entry has lost the guard that refuses changes.",
        "Run: alur init (puts it back), then: alur rebuild --check, and compare with a backup.",
    ),
    "a clock set back": (
        sql("UPDATE records_head SET rid = 4102444800000000, folded = 4102444800000000"),
        "The clock of this machine is ",
        "Set the clock: sudo timedatectl set-ntp true, and look at it: timedatectl",
    ),
    "a mistyped setting": (
        environ(ALUR_HOMES="/srv/alur"),
        "There is no setting ALUR_HOMES.",
        "Rename it to ALUR_HOME.",
    ),
    "a bad setting": (
        environ(ALUR_STAFF_MFA="maybe"),
        "ALUR_STAFF_MFA is “maybe”.",
        "Use one of: offer, require.",
    ),
    "lost storage": (lose_storage, "The folder of uploaded files {home}/files is not there.", "Run: alur init, then "),
}


def told_of(installation: Installation) -> list[str]:
    """Return what is wrong, but for the front end, which is not built wherever tests run."""
    told = examined(installation)[1].split("\n\n")[:-1]
    return [each.splitlines()[0].split(". ", 1)[1] for each in told if "Styles and scripts" not in each]


def test_sound_installation_has_nothing_wrong(installation: Installation) -> None:
    assert told_of(installation) == []


@pytest.mark.parametrize("name", SABOTAGES)
def test_sabotage_is_found(name: str, installation: Installation) -> None:
    sabotage, what, mend = SABOTAGES[name]
    sabotage(installation)
    code, told = examined(installation)
    paragraphs = [part.splitlines() for part in told.split("\n\n")]
    found = [part for part in paragraphs if part[0].split(". ", 1)[-1].startswith(what.format(home=installation.home))]
    assert (code, len(found)) == (1, 1), told
    assert found[0][1].startswith("   Why it matters: ")
    assert found[0][2].startswith(f"   To mend: {mend.format(home=installation.home)}")
    if name == "lost key":
        assert not (installation.home / "secret.key").exists()  # looking must not make another


def test_init_mends_what_doctor_says_it_mends(installation: Installation) -> None:
    sql("DROP TRIGGER credit_entry_no_update", "DROP TABLE cache", "DELETE FROM records_head")(installation)
    lose_storage(installation)
    open_home(installation)
    assert examined(installation)[0] == 1
    assert "Put the guards back that refuse changes of credit_entry." in installation.said("init")
    assert told_of(installation) == []


def test_deep_compares_the_projections_with_the_records(small_demo: Installation, tmp_path: Path) -> None:
    shutil.copytree(small_demo.home, tmp_path / "home")
    installation = Installation(tmp_path / "home")
    sql("DROP TRIGGER credit_entry_no_delete", "DELETE FROM credit_entry WHERE year = 2022 AND amount = 100")(
        installation
    )
    done = installation.run("doctor", "--deep")
    assert "credit_entry differs from the records: 0 rows too many, " in done.stdout
    assert "put them right: alur rebuild credit.ledger" in done.stdout
    assert done.returncode == 1
