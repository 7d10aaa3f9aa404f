"""A tiny HTTP server on loopback that answers, in turn, what a test scripted, faults included."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import SplitResult, parse_qs, urlsplit


class Fault(Enum):
    CLOSE = "the connection closes before any answer"
    CUT = "the connection closes in the middle of the body"
    HANG = "no answer comes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    method: str
    target: SplitResult
    headers: Message
    body: bytes
    peer: tuple[str, int]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def query(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(self.target.query).items()}


def answer(value: Any, status: int = 200) -> Reply:
    return Reply(status=status, body=json.dumps(value).encode())


def refusal(code: int, *, status: int = 400, **more: Any) -> Reply:
    return answer({"error": {"message": "(#0) no", "code": code, **more}}, status)


class Meta:
    """What stands for Meta: `script` is answered in order, `received` tells what came."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.script: list[Reply | Fault] = []
        self.received: list[Received] = []
        self.closing = threading.Event()

    def will(self, *script: Reply | Fault) -> None:
        self.script.extend(script)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    meta: ClassVar[Meta]

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.meta.received.append(
            Received(
                method=self.command,
                target=urlsplit(self.path),
                headers=self.headers,
                body=self.rfile.read(length),
                peer=self.client_address,
            )
        )
        reply = self.meta.script.pop(0)
        if isinstance(reply, Fault):
            self._fail(reply)
        else:
            self._answer(reply, len(reply.body))

    do_GET = do_POST
    do_DELETE = do_POST

    def log_message(self, format: str, *args: Any) -> None:
        """The tests' output stays quiet."""

    def _fail(self, fault: Fault) -> None:
        self.close_connection = True
        if fault is Fault.HANG:
            self.meta.closing.wait(5)
        elif fault is Fault.CUT:
            self._answer(Reply(body=b'{"messages":[{"id":"wamid'), 200)

    def _answer(self, reply: Reply, length: int) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Length", str(length))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)


@contextmanager
def meta_on_loopback() -> Iterator[Meta]:
    class BoundHandler(Handler):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), BoundHandler) as server:
        server.daemon_threads = True
        meta = BoundHandler.meta = Meta(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield meta
        finally:
            meta.closing.set()
            server.shutdown()
            thread.join()
