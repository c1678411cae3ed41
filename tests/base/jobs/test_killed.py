"""A job whose worker is killed is run again, by the same cluster or by the next."""

import os
import signal
from pathlib import Path

import pytest

from tests.installation import Installation, wait_for


@pytest.fixture
def trace(installation: Installation, tmp_path: Path) -> Path:
    """Ask for a slow job, start the worker, and return the file of traces once the job has begun."""
    installation.settings = "tests.base.jobs.quick"
    path = tmp_path / "trace"
    installation.python(f"from alur.base.jobs.services import enqueue; enqueue('deeds.slow', path={str(path)!r})")
    installation.start("worker")
    wait_for(path.exists)
    return path


def test_killed_worker_is_replaced_and_its_job_run_again(trace: Path) -> None:
    first = int(trace.read_text().split()[1])
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: "done" in trace.read_text())
    assert [line.split()[0] for line in trace.read_text().splitlines()] == ["begun", "begun", "done"]


def test_killed_cluster_leaves_nobody_and_the_next_runs_its_job(installation: Installation, trace: Path) -> None:
    first = int(trace.read_text().split()[1])
    installation.started[0].kill()
    wait_for(lambda: not Path(f"/proc/{first}").exists())
    installation.start("worker")
    wait_for(lambda: "done" in trace.read_text())
    assert [line.split()[0] for line in trace.read_text().splitlines()] == ["begun", "begun", "done"]


def test_long_job_is_not_taken_for_dead(installation: Installation, trace: Path) -> None:
    # It sleeps on; twice its lease goes by without another beginning it.
    wait_for(lambda: "worker_ready" in installation.output())
    with pytest.raises(AssertionError, match="never happened"):
        wait_for(lambda: trace.read_text().count("begun") > 1, seconds=5)
    installation.started[0].kill()  # it would wait for the job's end


def test_second_signal_to_end_is_passed_over(installation: Installation) -> None:
    handled = installation.python(
        "import os, signal\n"
        "from alur.base.jobs.services.cluster import stop_once\n"
        "class Stopping:\n"
        "    def sig_handler(self, number, frame):\n"
        "        print('stopping')\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "stop_once(Stopping())\n"
        "os.kill(os.getpid(), signal.SIGTERM)"
    )
    assert handled == "stopping\n"
