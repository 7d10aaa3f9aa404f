"""Entries with all that proves them, as lines of JSON that a third party checks without us.

In this order: a header (format, when, what was asked for, our public key); then every entry with
its detail (or that it was erased), its path and the number of its seal, each seal in a line of its
own before the first entry that it holds; at the end how many, and the SHA-256 of all the bytes
before, signed. `audit.package_check` reads it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from audit import erasures, sealed_form, signing
from audit.chain import form_of
from audit.holders import Holder, Holders
from audit.models import Entry
from audit.package_check import FORMAT
from audit.sealed_form import ENTRY_FIELDS, microseconds
from audit.signatures import Purpose

CHUNK = 2000
DETAIL_TYPE = "audit.entrydetail"


def lines(entries: QuerySet[Entry], *, asked_for: str) -> Iterator[str]:
    """Each with its line break, by rising id whatever the order asked for; constant memory.

    `asked_for` is told in the header, for whoever reads the package. To be called outside a
    request: it reads for as long as the trail is.
    """
    seen = hashlib.sha256()
    count = 0
    shown: set[int] = set()
    holders = Holders()
    for line in _body(entries, holders, shown, asked_for):
        count += line["kind"] == "entry"
        text = _text(line)
        seen.update(text.encode())
        yield text
    digest = seen.digest()
    yield _text(
        {
            "kind": "end",
            "entries": count,
            "seals": len(shown),
            "sha256": digest.hex(),
            "signature": signing.sign(Purpose.PACKAGE, digest).hex(),
        }
    )


def values_of(entry: Entry) -> list[Any]:
    """In the order of ENTRY_FIELDS, as `sealed_form.entry_text` takes them."""
    return [
        entry.pk,
        microseconds(entry.at),
        int(entry.xid),
        str(entry.actor_kind),
        entry.actor_id,
        str(entry.action),
        entry.object_type,
        entry.object_id,
        entry.contact_id,
        ",".join(entry.field_names),
        str(entry.origin),
        entry.request_id,
        bytes(entry.digest).hex(),
        None if entry.covers is None else bytes(entry.covers).hex(),
    ]


def _body(
    entries: QuerySet[Entry], holders: Holders, shown: set[int], asked_for: str
) -> Iterator[dict[str, Any]]:
    yield {
        "kind": "header",
        "format": FORMAT,
        "created_at": timezone.now().isoformat(),
        "asked_for": asked_for,
        "installation": next(iter(settings.ALLOWED_HOSTS), ""),
        "public_key": signing.public_key(),
    }
    for chunk in _chunks(entries):
        held = holders.of(chunk)
        missing = [entry.pk for entry in chunk if not hasattr(entry, "detail")]
        unexplained = set(erasures.unexplained(DETAIL_TYPE, missing)) if missing else set()
        for entry in chunk:
            holder = held.get(entry.pk)
            if holder is not None and holder.seal.number not in shown:
                shown.add(holder.seal.number)
                yield _seal_line(holder)
            yield _entry_line(entry, holder, is_lost=entry.pk in unexplained)


def _chunks(entries: QuerySet[Entry]) -> Iterator[Sequence[Entry]]:
    ordered = entries.select_related("detail").order_by("pk")
    last = sealed_form.BEFORE_ALL_IDS
    while chunk := list(ordered.filter(pk__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _seal_line(holder: Holder) -> dict[str, Any]:
    return {
        "kind": "seal",
        "seal": asdict(form_of(holder.seal)),
        "digest": bytes(holder.seal.digest).hex(),
        "signature": bytes(holder.seal.signature).hex(),
    }


def _entry_line(entry: Entry, holder: Holder | None, *, is_lost: bool) -> dict[str, Any]:
    """`erased`: there is no detail, and an act of the trail says so; lost, and none does."""
    detail = getattr(entry, "detail", None)
    path = [] if holder is None else holder.path(entry.pk)
    return {
        "kind": "entry",
        "entry": dict(zip(ENTRY_FIELDS, values_of(entry), strict=True)),
        "detail": None
        if detail is None
        else {"salt": bytes(detail.salt).hex(), "values": detail.values},
        "erased": detail is None and not is_lost,
        "seal": None if holder is None else holder.seal.number,
        "path": [[is_left, beside.hex()] for is_left, beside in path],
    }


def _text(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
