"""The trail as a file, and what the trail keeps of every export."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from audit import packages, reading, trail, viewing
from audit.actions import Action
from audit.filters import EntryFilter
from audit.models import Entry
from conecta.accounts import keyset
from conecta.accounts.models import User
from conecta.errors import DomainError
from conecta.exports import registry
from conecta.exports.models import Export
from conecta.exports.registry import Kind, Parameters, Row
from conecta.exports.signals import export_downloaded, export_requested

TRAIL = "audit.trail"
OLDEST_FIRST = ("at", "id")
COLUMNS = (
    "Registro",
    "Quando",
    "Quem",
    "Ação",
    "Objeto",
    "Tipo do objeto",
    "Nº do objeto",
    "Nº do contato",
    "Antes → Depois",
    "Detalhes",
    "Origem",
    "IP",
    "Pedido",
)


def connect() -> None:
    export_requested.connect(on_requested, dispatch_uid="audit.export_requested")
    export_downloaded.connect(on_downloaded, dispatch_uid="audit.export_downloaded")
    registry.register(
        Kind(
            name=TRAIL,
            label="Trilha de auditoria",
            permission="audit.export_entry",
            columns=COLUMNS,
            rows=rows,
            lines=package,
            count=lambda asked: chosen(asked).order_by().count(),
        )
    )


def parameters(query: str) -> dict[str, Any]:
    """`query`: filters as in the address. Entries written from now on are not part of it."""
    newest = Entry.objects.order_by("-id").values_list("pk", flat=True).first()
    return {"query": query, "until_id": newest or 0}


def chosen(asked: Parameters) -> QuerySet[Entry]:
    """The entries that were asked for. Raises DomainError `filters_invalid`."""
    filters = EntryFilter(QueryDict(asked["query"]), queryset=Entry.objects.for_reading())
    if not filters.is_valid():
        raise DomainError("filters_invalid", "Os filtros desta exportação não valem mais.")
    found: QuerySet[Entry] = filters.qs.filter(pk__lte=asked["until_id"])
    return found


def rows(asked: Parameters) -> Iterator[Row]:
    for piece in keyset.walk(chosen(asked), order=OLDEST_FIRST):
        yield from table(piece)


def package(asked: Parameters) -> Iterator[str]:
    return packages.lines(chosen(asked), asked_for=asked["query"])


def table(entries: list[Entry]) -> Iterator[Row]:
    for entry, line in zip(entries, reading.lines(entries), strict=True):
        yield (
            line.id,
            line.at,
            line.actor,
            line.action,
            line.subject,
            line.subject_note,
            entry.object_id,
            entry.contact_id,
            "\n".join(f"{it.label}: {it.before} → {it.after}" for it in line.changes),
            "\n".join(f"{it.label}: {it.text}" for it in line.facts),
            line.origin,
            line.ip,
            line.request_id,
        )


def on_requested(export: Export, *, by: User, **_: Any) -> None:
    trail.record(
        Action.EXPORT_REQUESTED,
        by=by,
        obj=export,
        contact_id=export.contact_id,
        format=export.get_format_display(),
        filters=export.parameters.get("query") or None,
    )


def on_downloaded(export: Export, *, by: User, **_: Any) -> None:
    trail.record(
        Action.EXPORT_DOWNLOADED,
        by=by,
        obj=export,
        contact_id=export.contact_id,
        format=export.get_format_display(),
    )
    viewing.note(by, export, contact_id=export.contact_id, page="Exportação")
