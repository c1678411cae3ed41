"""Checks that no sabotage on this machine can bring about, and the finer ones, straight."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import Settings

from alur.base.access import services
from alur.base.access.rules import SYSTEM
from alur.base.audit.services import write
from alur.base.jobs.models import Failure
from alur.base.jobs.rules import Call
from alur.base.jobs.services import enqueue
from alur.base.jobs.services.failing import note
from alur.base.lib import clock
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity
from alur.cli import guards, jobs
from alur.cli.doctor import command, database, people, places, search, settings, store, work
from alur.cli.doctor.findings import Finding
from alur.config.environment import Environment
from alur.learning.models import ModuleContent
from alur.records.services.months import ensure_months
from alur.records.services.opening import open_store
from alur.search.queries import embedding as models
from alur.search.services.embedding import work_out
from tests import cast
from tests.installation import ROOT
from tests.meaning import Fake
from tests.search.conftest import document, pushed

OWN_KEY = "d41d8cd98f00b204e9800998ecf8427e/+"
PUBLIC = {"ALUR_BASE_URL": "https://alur.example.go.id", "ALUR_ALLOWED_HOSTS": "alur.example.go.id"}


def whats(found: Iterable[Finding]) -> list[str]:
    return [finding.what for finding in found]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, []),
        (PUBLIC, []),
        ({"ALUR_ALLOWED_HOSTS": "localhost,.example.go.id", "ALUR_BASE_URL": "https://alur.example.go.id"}, []),
        ({"ALUR_SECRET_KEY": OWN_KEY}, []),
        ({"ALUR_SECRET_KEY": "rahasia"}, ["ALUR_SECRET_KEY is weak."]),
        ({"ALUR_SECRET_KEY": "ab" * 30}, ["ALUR_SECRET_KEY is weak."]),
        ({"ALUR_TEST_DB": "sqlite", "HOME": "/root"}, []),
        ({"ALUR_DEBUG_EVERYTHING_NOW": "1"}, ["There is no setting ALUR_DEBUG_EVERYTHING_NOW."]),
        ({"ALUR_BASE_URL": "alur.example.go.id"}, ["ALUR_BASE_URL is “alur.example.go.id”."]),
        (
            {**PUBLIC, "ALUR_BASE_URL": "http://alur.example.go.id"},
            ["ALUR_BASE_URL is http://alur.example.go.id, without TLS."],
        ),
        (
            {"ALUR_ALLOWED_HOSTS": "alur.example.go.id"},
            ["ALUR_BASE_URL is http://127.0.0.1:8000, but Alur is reached as alur.example.go.id."],
        ),
        (
            {**PUBLIC, "ALUR_BASE_URL": "https://belajar.example.go.id"},
            ["ALUR_ALLOWED_HOSTS does not name belajar.example.go.id, the host of ALUR_BASE_URL."],
        ),
        ({**PUBLIC, "ALUR_ALLOWED_HOSTS": "*"}, ["ALUR_ALLOWED_HOSTS allows every host."]),
        (
            {**PUBLIC, "ALUR_ALLOWED_HOSTS": "alur.example.go.id,https://alur.example.go.id/"},
            ["ALUR_ALLOWED_HOSTS has “https://alur.example.go.id/”."],
        ),
        (
            {**PUBLIC, "ALUR_ALLOWED_HOSTS": "alur.example.go.id,alur.example.go.id:8000"},
            ["ALUR_ALLOWED_HOSTS has “alur.example.go.id:8000”."],
        ),
        ({"DATABASE_URL": "mysql://localhost/alur"}, ["DATABASE_URL is “mysql”."]),
        ({"DATABASE_URL": "postgres://localhost:port/alur"}, ["DATABASE_URL is “localhost:port”."]),
        ({"ALUR_STORAGE_URL": "s3://bucket"}, ["ALUR_STORAGE_URL is “s3://bucket”."]),
        ({"ALUR_TRUSTED_PROXIES": "one"}, ["ALUR_TRUSTED_PROXIES is “one”."]),
        ({"ALUR_EMAIL_URL": "imap://x"}, ["ALUR_EMAIL_URL is “imap”."]),
    ],
)
def test_settings(values: dict[str, str], told: list[str]) -> None:
    assert whats(settings.check(Environment(values))) == told


def test_full_disk_is_told_once_a_disk(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    assert whats(places.room([tmp_path, tmp_path / "files"], scarce_bytes=0)) == []
    told = whats(places.room([tmp_path, tmp_path / "files"], scarce_bytes=10**18))
    assert [line.split(" MB ")[1] for line in told] == [f"are free where {tmp_path} lies."]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("ext4", []),
        ("nfs4", ["The SQLite database lies on a network file system (nfs4)."]),
        ("fuse.sshfs", ["The SQLite database lies on a network file system (fuse.sshfs)."]),
    ],
)
def test_network_file_system(kind: str, told: list[str], tmp_path: Path) -> None:
    mounts = f"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:30 / {tmp_path} rw,relatime shared:1 - {kind} server:/x rw\n"
    assert whats(places.local(tmp_path / "home" / "alur.sqlite3", mounts)) == told


def test_file_open_in_an_open_folder(tmp_path: Path) -> None:
    key = tmp_path / "secret.key"
    key.touch()
    key.chmod(0o644)
    tmp_path.chmod(0o755)
    assert whats(places.closed_files([key])) == [f"{key} is open to others on this machine (mode 644)."]
    tmp_path.chmod(0o700)  # nobody comes as far as the file
    assert whats(places.closed_files([key])) == []


def test_missing_bundle(tmp_path: Path) -> None:
    assert whats(places.front_end(tmp_path)) == ["Styles and scripts of the pages were not built."]
    (tmp_path / "manifest.json").touch()
    assert whats(places.front_end(tmp_path)) == []


def test_journal_and_version() -> None:
    assert whats(database.journal("wal")) == []
    assert whats(database.journal("delete")) == [
        "SQLite keeps its journal as “delete” and cannot write ahead (WAL) here."
    ]
    assert whats(database.version(150020)) == []
    assert whats(database.version(140011)) == ["PostgreSQL is version 14; Alur needs 15 or later."]


@pytest.mark.both
@pytest.mark.django_db
class TestInTheDatabase:
    """What the checks find there."""

    def test_all_checks_find_nothing_in_a_fresh_one(self, settings: Settings, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path
        open_store()
        ensure_months(since=clock.now(), until=clock.now())
        checks = [check for stage in command.checks_by_stage(deep=False) for check in stage]
        told = [what for check in checks for what in whats(check())]
        assert told == []

    def test_month_without_partition(self) -> None:
        with clock.frozen_at(datetime(2044, 12, 5, tzinfo=UTC)):
            told = whats(database.has_its_months())
            assert told == (
                ["There is no partition for records_statement_2044_12, records_statement_2045_01."]
                if connection.vendor == "postgresql"
                else []
            )
            ensure_months(since=clock.now(), until=clock.now())
            assert whats(database.has_its_months()) == []

    def test_lost_guards_are_named_and_put_back(self) -> None:
        on = " ON audit_entry" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER audit_entry_no_delete{on}")
        assert whats(database.is_guarded()) == ["audit_entry has lost the guard that refuses changes."]
        assert guards.put_back() == ["audit_entry"]
        assert guards.unguarded() == []

    def test_lag_without_fault(self) -> None:
        open_store()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO records_statement (rid, id, verb_id, actor_id, body) VALUES (5, %s, 1, 1, '{}')",
                ["0" * 32],
            )
        assert whats(store.folding_goes_on()) == ["1 records are stored and not yet folded."]

    def test_clock_a_little_behind_is_borne(self) -> None:
        from alur.records.models import Head

        open_store()
        for seconds, told in ((60, 0), (600, 1)):
            Head.objects.update(rid=clock.to_micros(clock.now() + timedelta(seconds=seconds)))
            assert len(whats(database.keeps_the_time())) == told

    def test_demo_beside_data_of_their_own(self) -> None:
        cast.assemble()
        services.create_account(
            actor=SYSTEM, username="admin", name="Demo", subject="", password="alur-demo", is_demo=True
        )
        write(SYSTEM, "people.import_units", "unit:*", source="demo", created=1)
        assert whats(people.demo_stands_alone()) == []
        write(SYSTEM, "people.import_units", "unit:*", source="unit kerja.csv", created=1)
        told = ["Demo accounts (admin, …) are open in an installation with data of your own."]
        assert whats(people.demo_stands_alone()) == told

    def test_demo_beside_accounts_of_their_own(self) -> None:
        cast.assemble()
        services.create_account(
            actor=SYSTEM, username="admin", name="Demo", subject="", password="alur-demo", is_demo=True
        )
        cast.account(cast.SARI)
        assert len(whats(people.demo_stands_alone())) == 1

    def test_staff_without_a_second_factor_is_a_hint(self) -> None:
        cast.assemble()
        cast.account(cast.SARI)
        account = cast.account(cast.BUDI, "pengelola:BALAI-A", "kurator")
        (hint,) = people.staff_show_a_second_factor()
        assert (hint.what, hint.is_hint) == ("1 accounts with staff roles have no second factor.", True)
        Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={})
        assert len(whats(people.staff_show_a_second_factor())) == 1
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
        assert whats(people.staff_show_a_second_factor()) == []

    def test_lost_uploaded_file(self, settings: Settings, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path
        (tmp_path / "modules").mkdir()
        (tmp_path / "modules" / "there.png").touch()
        activity = Activity.objects.create(iri="urn:x", kind="module", code="X", title="X", known_at=1)
        ModuleContent.objects.create(
            activity=activity,
            number=1,
            known_at=1,
            asked={},
            screen_count=1,
            question_count=0,
            images={"a.png": "there.png", "b.png": "lost.png"},
        )
        assert whats(people.uploaded_files_are_there()) == ["1 uploaded files are lost: lost.png."]

    def test_work_that_nobody_does(self) -> None:
        enqueue("records.months")
        assert whats(work.somebody_works()) == []
        OrmQ.objects.update(lock=timezone.now() - timedelta(minutes=25, seconds=5))
        assert whats(work.somebody_works()) == ["Background work has been waiting for 25 minutes."]

    def test_search_by_meaning_that_is_behind_or_missing(
        self, settings: Settings, model: Fake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing() -> models.Embedder:
            raise ModuleNotFoundError

        pushed([document("a", "suhu"), document("b", "label"), document("c", "sampel")])
        assert whats(search.finds_by_meaning()) == ["What 3 passages mean is not worked out yet."]
        work_out(model, seconds=60)
        assert whats(search.finds_by_meaning()) == []
        settings.SEARCH_MODEL = ""
        assert whats(search.finds_by_meaning()) == []
        monkeypatch.setitem(models.MODELS, "gone", missing)
        settings.SEARCH_MODEL = "gone"
        assert whats(search.finds_by_meaning()) == ["The search is to use the model gone, which is not installed."]

    def test_failed_job_is_mended_as_doctor_says(self) -> None:
        note(Call("records.months", {}, 5), ValueError("no"))
        number = Failure.objects.get().pk
        (finding,) = work.failures()
        assert finding.what == "The job records.months has failed after 5 attempts: ValueError: no."
        assert finding.mend == (
            f"Mend the cause, then run: alur jobs retry {number} (or let it be: alur jobs forget {number})"
        )

        def said(*arguments: object) -> str:
            done = CliRunner().invoke(jobs.command, [str(each) for each in arguments], catch_exceptions=False)
            return done.stdout

        listed = said("list").split("\t")
        assert [listed[0], *listed[2:]] == [str(number), "records.months", "", "ValueError: no\n"]
        assert (said("retry", number), OrmQ.objects.count()) == ("It is in the queue.\n", 1)
        assert (said("forget", number), said("list")) == ("Forgotten.\n", "")
        with pytest.raises(Problem, match=f"There is no failed job {number}"):
            said("forget", number)

    def test_check_that_falls_ill_says_so_and_others_go_on(self) -> None:
        def falls_ill() -> list[Finding]:
            raise KeyError("x")

        told = whats(command.answers_of([falls_ill, lambda: [Finding("a", "b", "c")]]))
        assert told == ["The check “falls ill” could not be made: KeyError: 'x'.", "a"]


def test_every_append_only_table_is_watched() -> None:
    import re

    named = {
        name
        for path in (ROOT / "src").rglob("migrations/*.py")
        for name in re.findall(r'refuse_changes\("(\w+)"', path.read_text())
    }
    assert set(guards.APPEND_ONLY) == named
