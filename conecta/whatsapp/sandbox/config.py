"""The knobs of ``POST /_sandbox/config``: how fast, how faithful and how unlucky Meta is."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace

from conecta.whatsapp.sandbox import wa_id
from conecta.whatsapp.sandbox.wire import JsonObject

MAX_LATENCY_MS = 60_000
MAX_REVIEW_SECONDS = 3_600
MAX_DELIVER_MS = 600_000
MAX_THROUGHPUT = 1_000_000
# Meta's own ceiling for the updates of one POST.
MAX_WEBHOOK_BATCH = 1_000


class RefusedConfigError(ValueError):
    """``keys`` names what was refused; nothing was changed."""

    def __init__(self, keys: list[str], reason: str) -> None:
        super().__init__(f"{reason}: {', '.join(keys)}")
        self.keys = keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What befalls every message to one person."""

    code: int
    sync: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """``failures`` is by ``wa_id``; rates go from 0 to 1."""

    latency_ms: int = 0
    review_seconds: float = 3.0
    deliver_ms: int = 500
    read_rate: float = 0.0
    failure_rate: float = 0.0
    failures: Mapping[str, Failure] = field(default_factory=dict)
    duplicate_rate: float = 0.0
    reorder: bool = False
    throughput: int = 80
    webhook_batch: int = 100
    webhooks: bool = True
    webhook_before_response: bool = False
    drop_response_rate: float = 0.0
    lose_request_rate: float = 0.0
    pair_limit: bool = True

    def as_json(self) -> JsonObject:
        content: JsonObject = {name: getattr(self, name) for name in PARSERS}
        content["failures"] = {number: asdict(item) for number, item in self.failures.items()}
        return content


def whole(low: int, high: int) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError
        return value

    return parse


def number(low: float, high: float) -> Callable[[object], float]:
    def parse(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError
        if not low <= value <= high:
            raise ValueError
        return float(value)

    return parse


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def parse_failure(value: object) -> Failure:
    """A code fails later, by webhook; ``{"code": …, "sync": true}`` fails in the answer."""
    if isinstance(value, dict):
        return Failure(code=whole(0, 9_999_999)(value.get("code")), sync=flag(value.get("sync")))
    return Failure(code=whole(0, 9_999_999)(value))


def parse_failures(value: object) -> dict[str, Failure]:
    if not isinstance(value, dict):
        raise TypeError
    failures = {}
    for typed, outcome in value.items():
        digits = wa_id.parse(typed)
        if digits is None:
            raise ValueError
        failures[wa_id.from_digits(digits)] = parse_failure(outcome)
    return failures


RATE = number(0, 1)
PARSERS: dict[str, Callable[[object], object]] = {
    "latency_ms": whole(0, MAX_LATENCY_MS),
    "review_seconds": number(0, MAX_REVIEW_SECONDS),
    "deliver_ms": whole(0, MAX_DELIVER_MS),
    "read_rate": RATE,
    "failure_rate": RATE,
    "failures": parse_failures,
    "duplicate_rate": RATE,
    "reorder": flag,
    "throughput": whole(1, MAX_THROUGHPUT),
    "webhook_batch": whole(1, MAX_WEBHOOK_BATCH),
    "webhooks": flag,
    "webhook_before_response": flag,
    "drop_response_rate": RATE,
    "lose_request_rate": RATE,
    "pair_limit": flag,
}


def changed(config: Config, changes: JsonObject) -> Config:
    """The configuration with ``changes``; all of them or none.

    :raises RefusedConfigError: for unknown keys and values out of range.
    """
    unknown = sorted(changes.keys() - PARSERS.keys())
    if unknown:
        raise RefusedConfigError(unknown, "unknown keys")
    parsed: dict[str, object] = {}
    for key, value in changes.items():
        try:
            parsed[key] = PARSERS[key](value)
        except (TypeError, ValueError) as error:
            raise RefusedConfigError([key], "value refused") from error
    return replace(config, **parsed)  # type: ignore[arg-type]  # the parsers know the types
