"""Accepting a webhook (verify, store, 200) against a view that checks the HMAC and inserts a row.

Both on one granian with one middleware stack; raw sockets, so that no client is measured.
"""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import requests

from tests.bench import world
from tests.messaging import webhook
from tests.sandbox.server import free_port

CONNECTIONS = 8
POSTS = 1600
ROUNDS = 5
START_SECONDS = 30.0


def run() -> None:
    with _server() as port:
        bare, ours = [], []
        _round(port, "/bare/")
        _round(port, webhook.URL)
        for _ in range(ROUNDS):
            bare.append(_round(port, "/bare/"))
            ours.append(_round(port, webhook.URL))
    world.figure("webhook_bare_view", statistics.median(bare), "req/s", 1.0)
    world.figure("webhook_accept", statistics.median(ours), "req/s", world.median_ratio(ours, bare))


@contextlib.contextmanager
def _server() -> Iterator[int]:
    port = free_port()
    granian = Path(sys.executable).parent / "granian"
    command = [str(granian), "--interface=wsgi", "--host=127.0.0.1", f"--port={port}", "--no-ws"]
    command += ["--workers=1", "--blocking-threads=4", "--log-level=warning"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    process = subprocess.Popen([*command, "conecta.wsgi:application"], env=environment)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(requests.ConnectionError):
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5)
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _round(port: int, path: str) -> float:
    posts = [_request(path) for _ in range(POSTS)]
    started = time.perf_counter()
    accepted = asyncio.run(_post_all(port, posts))
    taken = time.perf_counter() - started
    if accepted != POSTS:
        raise RuntimeError(f"only {accepted} of {POSTS} were answered 200 at {path}")
    return POSTS / taken


def _request(path: str) -> bytes:
    body = webhook.body(webhook.statuses(webhook.status("sent", uuid=uuid4())))
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: {webhook.sign(body)}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _post_all(port: int, posts: Sequence[bytes]) -> int:
    async with asyncio.timeout(120):
        shares = [posts[n::CONNECTIONS] for n in range(CONNECTIONS)]
        return sum(await asyncio.gather(*(_post_some(port, share) for share in shares)))


async def _post_some(port: int, posts: Sequence[bytes]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    accepted = 0
    for post in posts:
        writer.write(post)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        await reader.readexactly(length)
        accepted += head.startswith(b"HTTP/1.1 200")
    writer.close()
    return accepted
