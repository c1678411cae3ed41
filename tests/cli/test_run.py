"""`alur serve` and `alur up`: one tree of processes that comes up, heals itself and goes down whole."""

import json
import os
import re
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from alur.base.access.models import Account
from alur.cli import firststart
from tests import cast
from tests.installation import Installation, wait_for


@pytest.fixture
def port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def tree(installation: Installation, port: int) -> "subprocess.Popen[str]":
    """Serve, and return the process at the root once pages are answered and background work is ready."""
    process = installation.start("serve", "--port", str(port))
    wait_for(lambda: answers(port) and "worker_ready" in installation.output())
    return process


def answers(port: int) -> bool:
    try:
        return bool(get(port, "/healthz") == '{"status": "ok"}')
    except OSError:
        return False


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def below(pid: int) -> list[int]:
    """Return the processes below one, all generations."""
    children = [
        int(child) for file in Path(f"/proc/{pid}/task").glob("*/children") for child in file.read_text().split()
    ]
    return [each for child in children for each in (child, *below(child))]


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
    except FileNotFoundError:
        return True


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def environ_of(pid: int) -> str:
    return "" if is_gone(pid) else Path(f"/proc/{pid}/environ").read_text()


@pytest.mark.django_db
def test_only_the_demonstration_bears_a_name_that_nobody_set(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALUR_AGENCY", "")
    settings.AGENCY = ""
    cast.account("own")
    firststart.name_agency()
    assert settings.AGENCY == ""
    Account.objects.update(is_demo=True)
    firststart.name_agency()
    assert settings.AGENCY == os.environ["ALUR_AGENCY"] == firststart.DEMO_AGENCY
    settings.AGENCY = "Set by hand"
    firststart.name_agency()
    assert settings.AGENCY == "Set by hand"


def test_tree_goes_down_whole_when_asked(tree: "subprocess.Popen[str]", installation: Installation, port: int) -> None:
    processes = below(tree.pid)
    assert len(processes) == 2 + 5  # web processes; the cluster, its guard, worker, monitor and pusher
    tree.terminate()
    assert tree.wait(60) == 0
    assert [pid for pid in processes if not is_gone(pid)] == []
    assert "error" not in {json.loads(line)["level"] for line in installation.output().splitlines()}


def test_tree_goes_down_whole_when_its_root_is_killed(tree: "subprocess.Popen[str]", port: int) -> None:
    processes = below(tree.pid)
    tree.kill()
    wait_for(lambda: all(is_gone(pid) for pid in processes), seconds=30)
    assert not answers(port)


def test_killed_processes_are_replaced(tree: "subprocess.Popen[str]", installation: Installation, port: int) -> None:
    before = below(tree.pid)
    web = next(pid for pid in before if " serve " in command_of(pid))
    cluster = next(pid for pid in before if " worker " in command_of(pid))
    os.kill(web, signal.SIGKILL)
    os.kill(cluster, signal.SIGKILL)
    wait_for(lambda: installation.output().count("worker_ready") == 2)
    wait_for(lambda: len(below(tree.pid)) == len(before))
    assert answers(port)


def test_metrics_are_those_of_all_processes(tree: "subprocess.Popen[str]", port: int) -> None:
    for _ in range(40):
        get(port, "/masuk")
    counted = re.search(r'alur_requests_total{method="GET",route="masuk",status="200"} (\S+)', get(port, "/metrics"))
    assert counted is not None
    assert float(counted[1]) == 40


def test_taken_port_is_named(installation: Installation, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        done = installation.run("serve", "--port", str(port))
    told = f"--port: Nothing can be served at 127.0.0.1:{port}: address already in use. "
    mend = "Stop the program that listens there, or choose another address with --host and --port.\n"
    assert (done.returncode, done.stderr) == (2, told + mend)


def test_init_can_be_repeated_and_closes_the_folder(installation: Installation) -> None:
    installation.home.chmod(0o755)
    before = installation.python("from alur.records.models import Head; print(vars(Head.objects.get()))")
    assert installation.said("init").splitlines() == [
        f"Folder {installation.home}",
        f"Database {installation.database}: up to date.",
        "The store is open.",
    ]
    assert oct(installation.home.stat().st_mode)[-3:] == "700"
    after = installation.python("from alur.records.models import Head; print(vars(Head.objects.get()))")
    assert before.split("'id'")[1] == after.split("'id'")[1]


def test_folder_that_all_share_is_refused(installation: Installation) -> None:
    installation.home.chmod(0o1777)
    done = installation.run("init")
    assert (done.returncode, done.stderr) == (
        2,
        f"ALUR_HOME: {installation.home} is a folder that all share. Give the installation a folder of its own.\n",
    )


def test_up_serves_what_is_there_and_names_the_demo_accounts(installation: Installation, port: int) -> None:
    installation.python(
        "from alur.base.access.services import create_account\n"
        "from alur.base.access.rules import SYSTEM\n"
        "create_account(actor=SYSTEM, username='pegawai', name='Sari', subject='', password='alur-demo', is_demo=True)"
    )
    process = installation.start("up", "--port", str(port))
    wait_for(lambda: answers(port))
    assert installation.output().splitlines()[3:6] == [
        f"Alur: http://127.0.0.1:{port}",
        "Demo accounts, all with the password alur-demo:",
        "  pegawai    Sari",
    ]
    for told in ("ALUR_AGENCY=Badan", f"ALUR_BASE_URL=http://127.0.0.1:{port}\0"):
        wait_for(lambda told=told: any(told in environ_of(pid) for pid in below(process.pid)))  # type: ignore[misc]


def test_up_sets_a_half_loaded_demo_aside(installation: Installation, port: int) -> None:
    (installation.home / "demo.loading").touch()
    process = installation.start("up", "--port", str(port))
    wait_for(lambda: "Beginning anew." in installation.output() and (installation.home / "demo.loading").exists())
    process.kill()
    assert len(list(installation.home.glob("alur.sqlite3.half-" + "[0-9]" * 14))) == 1
