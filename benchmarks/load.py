"""Many users at once, each on a connection of her own, every answer checked."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ask:
    """A request. body: None for GET; expected: text that a right answer holds."""

    path: str
    expected: str
    headers: dict[str, str]
    body: str | None = None


@dataclass
class Load:
    """What came of a load. faults: what was wrong with answers, the first few."""

    answers: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return self.answers / self.seconds


Users = Sequence[Callable[[], Ask | None]]


def run(port: int, users: Users, *, seconds: float) -> Load:
    """Let each user ask again and again until time is up or she has nothing more to ask (None)."""
    load, lock = Load(), threading.Lock()
    until = time.monotonic() + seconds

    def work(ask: Callable[[], Ask | None]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        done, faults = 0, []
        while time.monotonic() < until and (what := ask()) is not None:
            fault = answer_to(connection, what)
            done += fault is None
            faults += [fault] if fault else []
        connection.close()
        with lock:
            load.answers += done
            load.faults += faults[:3]

    threads = [threading.Thread(target=work, args=(ask,)) for ask in users]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.monotonic() - begun
    return load


def answer_to(connection: http.client.HTTPConnection, ask: Ask) -> str | None:
    connection.request("GET" if ask.body is None else "POST", ask.path, body=ask.body, headers=ask.headers)
    response = connection.getresponse()
    text = response.read().decode()
    if response.status == http.client.OK and ask.expected in text:
        return None
    return f"{ask.path}: {response.status} {text[:80]!r}"
