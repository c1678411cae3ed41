"""A line between browser and server that can be cut, as a phone's is: nothing gets through, what is open breaks off."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Line:
    """Listens on a port of its own and hands everything on to the server, unless it is cut."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._is_cut = False
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Let nothing through from now on."""
        self._is_cut = True
        for each in list(self._open):
            hang_up(each)

    def mend(self) -> None:
        """Let everything through again."""
        self._is_cut = False

    def end(self) -> None:
        """Close it for good."""
        self.cut()
        hang_up(self._listening)

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self._listening.accept()
            except OSError:
                return
            if self._is_cut:
                hang_up(near)
                continue
            far = socket.create_connection(("127.0.0.1", self._server_port))
            self._open |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65_536):
                target.sendall(piece)
        for each in (source, target):
            self._open.discard(each)
            hang_up(each)


def hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextlib.contextmanager
def line_to(server_port: int) -> Iterator[Line]:
    """Give a line to a server on this machine."""
    made = Line(server_port)
    try:
        yield made
    finally:
        made.end()
