"""A mail server that does what a test tells it to, on this machine."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

HANG_UP = ""


@dataclass
class Server:
    """answers: to the mails in turn, 250 when they have run out, HANG_UP to end the line; taken: what was sent."""

    port: int = 0
    answers: list[str] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)


@contextmanager
def smtp() -> Iterator[Server]:
    """Let a server listen within the block."""
    found = Server()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def handle(self) -> None:
            self.say("220 test")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    if not self.take():
                        return
                else:
                    self.say("221 bye" if word == b"QUIT" else "250 ok")

        def take(self) -> bool:
            self.say("354 go on")
            lines = iter(self.rfile.readline, b".\r\n")
            text = b"".join(line[1:] if line.startswith(b"..") else line for line in lines)
            found.taken.append(message_from_bytes(text, policy=policy.default))
            answer = found.answers.pop(0) if found.answers else "250 taken"
            if answer != HANG_UP:
                self.say(answer)
            return answer != HANG_UP

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        found.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield found
        server.shutdown()
        thread.join()
