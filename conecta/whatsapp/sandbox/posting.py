"""Signed POSTs over one kept connection: the few lines of HTTP that webhooks need."""

import asyncio
import hashlib
import hmac

from conecta.whatsapp.sandbox.environment import Target

TIMEOUT_SECONDS = 20.0
OK = 200
# An answer that nobody reads is kept short.
MAX_ANSWER = 1_000_000


class PostError(Exception):
    """Nobody answered, or not in HTTP."""


def signature(secret: bytes, body: bytes) -> str:
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def head(target: Target, secret: bytes, body: bytes) -> bytes:
    lines = (
        f"POST {target.path} HTTP/1.1",
        f"Host: {target.host}:{target.port}",
        "User-Agent: facebookexternalua",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        f"X-Hub-Signature-256: {signature(secret, body)}",
        "Accept: */*",
        "",
        "",
    )
    return "\r\n".join(lines).encode()


class Connection:
    """One at a time. A connection that the other side has closed is opened again."""

    __slots__ = ("_reader", "_secret", "_target", "_writer")

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._target: Target | None = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, target: Target, body: bytes) -> int:
        """The status of the answer.

        :raises PostError: when there is none within the time.
        """
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                return await self._exchange(target, body)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            # TimeoutError is an OSError, IncompleteReadError an EOFError.
            self.close()
            raise PostError(str(error)) from error

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _exchange(self, target: Target, body: bytes) -> int:
        reader, writer = await self._open(target)
        writer.write(head(target, self._secret, body) + body)
        await writer.drain()
        return await self._read_status(reader)

    async def _open(self, target: Target) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader and self._writer and self._target == target and not self._reader.at_eof():
            return self._reader, self._writer
        self.close()
        self._target = target
        self._reader, self._writer = await asyncio.open_connection(target.host, target.port)
        return self._reader, self._writer

    async def _read_status(self, reader: asyncio.StreamReader) -> int:
        raw = await reader.readuntil(b"\r\n\r\n")
        first, *rest = raw.decode("latin-1").split("\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in rest)
        }
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) <= MAX_ANSWER:
            await reader.readexactly(int(length))
        else:
            self.close()
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(first.split(" ")[1])
