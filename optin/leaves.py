"""What of a line of the ledger its audit entry proves: one canonical text, hashed as a leaf.

Written the way PostgreSQL's `json_build_array` writes it, so that a batch can be hashed where it is
inserted: see EVENT_JSON, which a test holds against `content`.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Protocol

from audit import merkle

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# The same text as `content`, of a row that is called e.
EVENT_JSON = """json_build_array(
    e.contact_id, e.scope, e.before, e.after, e.source, e.evidence_kind,
    (extract(epoch FROM e.said_at) * 1000000)::bigint, encode(e.digest, 'hex'), e.acceptance_id
)::text"""
EVENT_LEAF = f"sha256('\\x00'::bytea || convert_to({EVENT_JSON}, 'UTF8'))"


class Line(Protocol):
    """An OptinEvent, or as much of one."""

    contact_id: int
    scope: str
    before: str
    after: str
    source: str
    evidence_kind: str
    said_at: datetime
    digest: "bytes | memoryview[int]"
    acceptance_id: int | None


def content(line: Line) -> str:
    said_at = (line.said_at - EPOCH) // MICROSECOND
    values = [line.contact_id, str(line.scope), str(line.before), str(line.after)]
    values += [str(line.source), str(line.evidence_kind), said_at, bytes(line.digest).hex()]
    return json.dumps([*values, line.acceptance_id], ensure_ascii=False)


def leaf(line: Line) -> bytes:
    return merkle.leaf(content(line).encode())
