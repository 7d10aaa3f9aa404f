"""What is proved of an entry and of a seal: one canonical text of each, and its hash.

No Django in here: the stand-alone verifier reads a package with nothing else. The text of an entry
is written as PostgreSQL's `json_build_array` writes it, so that the database may hand over the text
(see ENTRY_TEXT_SQL, which a test holds against `entry_text`); hashing and judging stay in Python,
for whoever owns the database can replace its functions.
"""

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from audit import merkle

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NO_PREVIOUS = bytes(32)
# Of the first segment: below every id that there can be.
BEFORE_ALL_IDS = -(2**63)

ENTRY_FIELDS = (
    "id",
    "at",
    "xid",
    "actor_kind",
    "actor_id",
    "action",
    "object_type",
    "object_id",
    "contact_id",
    "field_names",
    "origin",
    "request_id",
    "digest",
    "covers",
)
# The same text as `entry_text`, of a row that is called e.
ENTRY_TEXT_SQL = """pg_catalog.json_build_array(
    e.id, CASE WHEN pg_catalog.isfinite(e.at) THEN (extract(epoch FROM e.at) * 1000000)::bigint END,
    (e.xid::text)::numeric,
    e.actor_kind, e.actor_id, e.action, e.object_type, e.object_id, e.contact_id,
    pg_catalog.array_to_string(e.field_names, ','), e.origin, e.request_id,
    pg_catalog.encode(e.digest, 'hex'), pg_catalog.encode(e.covers, 'hex')
)::text"""

RECORD = struct.Struct(">q32s")
RECORD_BYTES = RECORD.size


def entry_text(values: Sequence[Any]) -> str:
    """Of the values in the order of ENTRY_FIELDS: times in µs, names joined by commas, hex."""
    return json.dumps(list(values), ensure_ascii=False)


def leaf(text: str) -> bytes:
    return merkle.leaf(text.encode())


def pack(records: Iterable[tuple[int, bytes]]) -> bytes:
    """The index of a seal: (id, leaf) of each entry, 40 bytes apiece."""
    return b"".join(RECORD.pack(entry_id, found) for entry_id, found in records)


def unpack(index: bytes) -> Iterator[tuple[int, bytes]]:
    """Raises struct.error for an index that is no whole number of records."""
    return RECORD.iter_unpack(index)


def canonical(values: Mapping[str, Any]) -> str:
    """Sorted keys, no blanks; of values that are JSON already."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def detail_digest(salt: bytes, values: Mapping[str, Any]) -> bytes:
    """As the entry bears it; see `audit.trail.digest`, which also takes dates and decimals."""
    return hashlib.sha256(salt + canonical(values).encode()).digest()


def is_detail(salt: bytes, text: str, digest: bytes) -> bool:
    """Whether the values, as JSON, are those that were digested; false for what is none."""
    try:
        return detail_digest(salt, json.loads(text)) == digest
    except (ValueError, RecursionError):
        return False


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def moment(since_epoch: int) -> datetime:
    return EPOCH + since_epoch * MICROSECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class SealForm:
    """Everything that a seal says; hashes as hex, `sealed_at` in µs."""

    number: int
    kind: str
    segment: int
    after_id: int
    from_xid: int
    to_xid: int
    next_xid: int
    entry_count: int
    root: str
    index_sha256: str
    previous: str
    cluster_id: str
    sealed_at: int

    def digest(self) -> bytes:
        return hashlib.sha256(canonical(asdict(self)).encode()).digest()
