"""Writing the trail: one call, inside the transaction of the change it tells of."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from audit import context, search
from audit.actions import Action
from audit.actors import Author, actor_of
from audit.models import Entry

SALT_BYTES = 16
CANONICAL = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

# Entries and their details in one statement, however many; ids rise in the order of the arrays.
INSERT = """
WITH told AS (
    SELECT nextval('audit_entry_id_seq') AS id, told.*
    FROM unnest(
        %(actor_kind)s::text[], %(actor_id)s::bigint[], %(action)s::text[],
        %(object_type)s::text[], %(object_id)s::text[], %(contact_id)s::bigint[],
        %(field_names)s::text[], %(origin)s::text[], %(request_id)s::text[],
        %(digest)s::bytea[], %(covers)s::bytea[],
        %(salt)s::bytea[], %(values)s::jsonb[], %(search_key)s::text[]
    ) AS told (actor_kind, actor_id, action, object_type, object_id, contact_id, field_names,
        origin, request_id, digest, covers, salt, "values", search_key)
), entries AS (
    INSERT INTO audit_entry (id, actor_kind, actor_id, action, object_type, object_id, contact_id,
        field_names, origin, request_id, digest, covers)
    SELECT id, actor_kind, actor_id, action, object_type, object_id, contact_id,
        string_to_array(field_names, ','), origin, request_id, digest, covers
    FROM told
)
INSERT INTO audit_entrydetail (entry_id, salt, "values", search_key)
SELECT id, salt, "values", search_key FROM told RETURNING entry_id
"""
COLUMNS = (
    "actor_kind",
    "actor_id",
    "action",
    "object_type",
    "object_id",
    "contact_id",
    "origin",
    "request_id",
    "digest",
    "covers",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What one entry tells, beside its action and its author; see `record`."""

    obj: models.Model | None
    contact_id: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    covers: bytes | None = None


def digest(salt: bytes, values: Mapping[str, Any]) -> bytes:
    """SHA-256 over salt and canonical JSON (sorted keys, no blanks): 32 bytes."""
    return _digest(salt, canonical(values))


def canonical(values: Mapping[str, Any]) -> str:
    return CANONICAL.encode(values)


def record(
    action: Action,
    *,
    by: Author,
    obj: models.Model | None = None,
    contact_id: int | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    covers: bytes | None = None,
    **detail: Any,
) -> Entry:
    """Write one entry and its detail row; both vanish if the surrounding transaction does.

    `changes` maps a field name to (before, after). Anything else that is personal (text, reason,
    evidence) goes into `detail` as JSON-ready values. `covers` is the Merkle root of rows elsewhere
    that this entry proves. Must run inside a transaction.
    """
    note = Note(obj=obj, contact_id=contact_id, detail=detail, changes=changes or {}, covers=covers)
    return _write([_told(action, note, by=by)])[0]


def record_each(action: Action, notes: Iterable[Note], *, by: Author) -> None:
    """As `record`, an entry for each note, all in one statement."""
    _write([_told(action, note, by=by) for note in notes])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An entry that is not written yet, and its detail row; `values` as canonical JSON."""

    entry: Entry
    salt: bytes
    values: str
    search_key: str


def _told(action: Action, note: Note, *, by: Author) -> _Told:
    where, actor, obj = context.current(), actor_of(by), note.obj
    values = _values(obj, note.changes, {"ip": where.ip, **note.detail})
    salt, text = secrets.token_bytes(SALT_BYTES), canonical(values)
    entry = Entry(
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        action=action,
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        contact_id=note.contact_id,
        field_names=sorted(note.changes),
        origin=where.origin,
        request_id=where.request_id,
        digest=_digest(salt, text),
        covers=note.covers,
    )
    return _Told(entry=entry, salt=salt, values=text, search_key=search.key_of(values))


def _write(told: Sequence[_Told]) -> list[Entry]:
    """The entries, with their ids."""
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry belongs to the transaction of its change")
    entries = [one.entry for one in told]
    columns = {column: [getattr(entry, column) for entry in entries] for column in COLUMNS}
    columns |= {
        # Names of columns: none has a comma, and arrays in an array would have to be of one length.
        "field_names": [",".join(entry.field_names) for entry in entries],
        "salt": [one.salt for one in told],
        "values": [one.values for one in told],
        "search_key": [one.search_key for one in told],
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, columns)
        for entry, (pk,) in zip(entries, cursor.fetchall(), strict=True):
            entry.pk = pk
    return entries


def _digest(salt: bytes, text: str) -> bytes:
    return hashlib.sha256(salt + text.encode()).digest()


def changed(obj: models.Model, **after: Any) -> dict[str, tuple[Any, Any]]:
    """The fields of `obj` that differ from `after`, as {name: (before, after)}; sets nothing."""
    return {
        name: (getattr(obj, name), value)
        for name, value in after.items()
        if getattr(obj, name) != value
    }


def _values(
    obj: models.Model | None,
    changes: Mapping[str, tuple[Any, Any]],
    detail: Mapping[str, Any],
) -> dict[str, Any]:
    values = {key: value for key, value in detail.items() if value is not None}
    if obj is not None:
        values["label"] = str(obj)
    if changes:
        values["before"] = {name: before for name, (before, _) in changes.items()}
        values["after"] = {name: after for name, (_, after) in changes.items()}
    return json.loads(canonical(values))  # type: ignore[no-any-return]  # what is stored is what was digested
