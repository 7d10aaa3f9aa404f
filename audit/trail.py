"""Writing the trail: one call, inside the transaction of the change it tells of."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from audit import context, search
from audit.actions import Action
from audit.actors import Author, actor_of
from audit.models import Entry, EntryDetail

SALT_BYTES = 16


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
    return hashlib.sha256(salt + canonical(values).encode()).digest()


def canonical(values: Mapping[str, Any]) -> str:
    return json.dumps(
        values, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


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
    entry, told = _unsaved(action, note, by=by)
    entry.save(force_insert=True)
    told.entry = entry
    told.save(force_insert=True)
    return entry


def record_each(action: Action, notes: Iterable[Note], *, by: Author) -> None:
    """As `record`, an entry for each note, all in two statements."""
    pairs = [_unsaved(action, note, by=by) for note in notes]
    Entry.objects.bulk_create([entry for entry, _ in pairs])
    for entry, told in pairs:
        told.entry = entry
    EntryDetail.objects.bulk_create([told for _, told in pairs])


def _unsaved(action: Action, note: Note, *, by: Author) -> tuple[Entry, EntryDetail]:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry belongs to the transaction of its change")
    where, actor, obj = context.current(), actor_of(by), note.obj
    values = _values(obj, note.changes, {"ip": where.ip, **note.detail})
    salt = secrets.token_bytes(SALT_BYTES)
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
        digest=digest(salt, values),
        covers=note.covers,
    )
    return entry, EntryDetail(salt=salt, values=values, search_key=search.key_of(values))


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
