"""Somebody who takes the simulator's webhooks and remembers them."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATH = "/webhooks/whatsapp/"
WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    path: str
    signature: str
    body: bytes

    @property
    def change(self) -> dict[str, Any]:
        change: dict[str, Any] = json.loads(self.body)["entry"][0]["changes"][0]
        return change


@dataclass(slots=True)
class Receiver:
    """``answers`` are the statuses of the next answers; after them everything is 200.

    While ``gate`` is cleared, statuses of messages wait at it; ``arrived`` counts those that came.
    """

    answers: list[int] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    gate: threading.Event = field(default_factory=threading.Event)
    arrived: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    def take(self, delivery: Taken) -> int:
        if b'"statuses"' in delivery.body:
            with self.changed:
                self.arrived += 1
                self.changed.notify_all()
            self.gate.wait(WAIT_SECONDS)
        with self.changed:
            self.taken.append(delivery)
            self.changed.notify_all()
            return self.answers.pop(0) if self.answers else 200

    def wait_for(self, is_enough: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(is_enough, WAIT_SECONDS), self.taken

    def wait_for_deliveries(self, count: int) -> list[Taken]:
        self.wait_for(lambda: len(self.taken) >= count)
        return list(self.taken)

    def values(self, field_name: str) -> list[dict[str, Any]]:
        return [item.change["value"] for item in self.taken if item.change["field"] == field_name]

    def statuses(self) -> list[dict[str, Any]]:
        return [one for value in self.values("messages") for one in value.get("statuses", [])]

    def messages(self) -> list[dict[str, Any]]:
        return [one for value in self.values("messages") for one in value.get("messages", [])]

    def wait_for_statuses(self, count: int) -> list[dict[str, Any]]:
        self.wait_for(lambda: len(self.statuses()) >= count)
        return self.statuses()

    def wait_for_messages(self, count: int) -> list[dict[str, Any]]:
        self.wait_for(lambda: len(self.messages()) >= count)
        return self.messages()

    def stays_at(self, count: int, seconds: float = 0.4) -> bool:
        """Whether no further delivery comes for that long."""
        time.sleep(seconds)
        return len(self.taken) == count

    def clear(self) -> None:
        with self.changed:
            self.taken.clear()
            self.answers.clear()
            self.arrived = 0
            self.gate.set()


def serve(receiver: Receiver) -> ThreadingHTTPServer:
    """A server on a free port of the loopback interface, in a thread of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            signature = self.headers["X-Hub-Signature-256"]
            status = receiver.take(Taken(path=self.path, signature=signature, body=body))
            self.send_response(status)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the tests say enough."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
