"""HTTP as the simulator sees it: requests, answers, and careful reading of foreign JSON."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

JsonObject: TypeAlias = dict[str, object]
Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

JSON_HEADERS = ((b"content-type", b"application/json; charset=UTF-8"),)


class MalformedBodyError(Exception):
    """The body is not a JSON object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """``parts`` is the path without its slashes: ``/v26.0/1/messages`` is (v26.0, 1, messages)."""

    method: str
    path: str
    parts: tuple[str, ...]
    query_string: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    client: tuple[str, int]
    body: bytes

    def header(self, name: bytes) -> str:
        """The header's value, or nothing. ``name`` is lower case."""
        for key, value in self.headers:
            if key == name:
                return value.decode("latin-1")
        return ""

    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.query_string.decode("latin-1"), keep_blank_values=True))

    def json(self) -> JsonObject:
        try:
            payload = json.loads(self.body)
        except ValueError as error:
            raise MalformedBodyError(str(error)) from error
        if not isinstance(payload, dict):
            raise MalformedBodyError("expected an object")
        return payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """``lost`` means that no byte of the answer leaves: the connection is closed instead."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = JSON_HEADERS
    lost: bool = False


LOST = Response(lost=True)


def answer(content: object, status: int = 200) -> Response:
    return Response(status=status, body=json.dumps(content).encode())


def object_in(source: JsonObject, key: str) -> JsonObject:
    """The object under ``key``; empty when it is absent or something else."""
    value = source.get(key)
    return value if isinstance(value, dict) else {}


def objects_in(source: JsonObject, key: str) -> list[JsonObject]:
    """The objects of the list under ``key``; what is not an object is left out."""
    value = source.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text_in(source: JsonObject, key: str) -> str:
    """The text (or whole number, as text) under ``key``; empty when it is absent."""
    value = source.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
