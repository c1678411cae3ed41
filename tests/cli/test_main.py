"""The command `alur` itself: what it lists, how it refuses, how it ends."""

import os
import signal
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import click
import pytest

from alur.cli.main import COMMANDS, load
from tests.installation import ROOT, Installation, wait_for


def test_help_lists_every_command_without_loading_django(installation: Installation) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "alur.cli.main", "--help"],
        env=installation.environ(),
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    )
    listed = [line.split()[0] for line in done.stdout.split("Commands:\n")[1].splitlines()]
    assert listed == list(COMMANDS)
    assert "django.db" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_line_in_the_list_is_the_beginning_of_the_command_s_own_help(name: str) -> None:
    command = load(COMMANDS[name])
    assert isinstance(command, click.Command)
    assert command.help
    assert COMMANDS[name].help.endswith(".")


def test_version(installation: Installation) -> None:
    assert installation.said("--version") == f"alur {metadata.version('alur')}\n"


def refused(installation: Installation, *arguments: str) -> str:
    done = installation.run(*arguments)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    return done.stderr


def test_unknown_command_is_refused(installation: Installation) -> None:
    assert "No such command 'dance'" in refused(installation, "dance")


def test_bad_setting_is_named(installation: Installation) -> None:
    installation.more = {"ALUR_LOG_LEVEL": "LOUD"}
    assert refused(installation, "init") == (
        "ALUR_LOG_LEVEL: ALUR_LOG_LEVEL is “LOUD”. Use one of: DEBUG, INFO, WARNING, ERROR.\n"
    )


def test_database_that_is_not_there_is_told_in_one_line(installation: Installation) -> None:
    installation.more = {"DATABASE_URL": "postgres://alur@127.0.0.1:1/alur"}
    told = refused(installation, "rebuild")
    assert told.startswith("The database cannot be used: connection failed")
    assert told.endswith("Run: alur doctor\n")


def test_interrupted_command_ends_with_130(installation: Installation) -> None:
    process = installation.start("worker")
    wait_for(lambda: "worker_ready" in installation.output())
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0  # a worker is told to stop this way
    reading = subprocess.Popen(
        [sys.executable, "-m", "alur.cli.main", "accounts", "create", "x", "--role", "pegawai", "--password-stdin"],
        env=installation.environ(),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with reading:
        wait_for(lambda: b"wait_woken" in waits_in(reading.pid) or b"pipe" in waits_in(reading.pid))
        reading.send_signal(signal.SIGINT)
        assert reading.wait(60) == 130


def waits_in(pid: int) -> bytes:
    return Path(f"/proc/{pid}/wchan").read_bytes()


def test_reader_that_goes_away_is_no_error(installation: Installation) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "alur.cli.main", "init"],
        env=installation.environ(),
        cwd=ROOT,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")
