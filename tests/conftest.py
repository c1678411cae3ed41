"""The harness: no way out to the network, a database that can be emptied, hypothesis' measure."""

import shutil
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.appendonly import lift_on_flush

pytest_plugins = ["tests.browser", "tests.installation", "tests.meaning"]

# No deadline: two busy cores make honest tests slow now and then.
hypothesis_settings.register_profile(
    "house", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")

HERE = ("127.", "::1", "localhost")


def pytest_configure() -> None:
    lift_on_flush()


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Let nothing be remembered of another test's database."""
    from alur.records.queries import remembered

    remembered.place.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def closed_sockets() -> Iterator[None]:
    """Refuse connections that leave this machine."""
    connect = socket.socket.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here(connect))
        yield


def only_here(connect: Callable[..., None]) -> Callable[..., None]:
    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(HERE):
            raise AssertionError(f"a test wanted to reach {address}: the network is closed")
        connect(self, address)

    return guarded
