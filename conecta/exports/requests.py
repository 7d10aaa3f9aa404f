"""Decisions of people about exports: ask for one, take it, throw away those about a person."""

from functools import partial
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from conecta.accounts.models import User
from conecta.errors import ConflictError, DomainError, NotAllowedError
from conecta.exports import files, registry
from conecta.exports.models import Export, ExportState
from conecta.exports.querysets import VIEW_ALL
from conecta.exports.registry import Kind
from conecta.exports.signals import export_downloaded, export_requested
from conecta.queues import Queue, wake

MAKE = "exports.make"
# Of one person; the next one waits until one of these is done.
MOST_UNFINISHED = 5
NOT_ALLOWED = "Seu perfil não permite esta exportação."


@transaction.atomic
def request(
    kind: str,
    parameters: dict[str, Any],
    *,
    format: str,
    by: User,
    contact_id: int | None = None,
) -> Export:
    """Queue a file. Raises DomainError `format_unknown`, NotAllowedError `export_not_allowed`,
    ConflictError `too_many_exports` while the person's others are being made."""
    known = registry.find(kind)
    if known is None or format not in known.formats:
        raise DomainError("format_unknown", "Escolha um dos formatos.", field="format")
    _check(known, by)
    export = Export.objects.create(
        kind=kind,
        label=known.label,
        parameters=parameters,
        contact_id=contact_id,
        format=format,
        requested_by=by,
        due_at=timezone.now(),
        file_name=_file_name(known, format),
    )
    export_requested.send(Export, export=export, by=by)
    transaction.on_commit(partial(wake, MAKE, queue=Queue.MAINTENANCE))
    return export


@transaction.atomic
def take(export: Export, *, by: User) -> BinaryIO | None:
    """The file, to hand it out; None once it is gone. Raises NotAllowedError
    `export_not_allowed`."""
    kind = registry.find(export.kind)
    is_reader = export.requested_by_id == by.pk or by.has_perm(VIEW_ALL)
    if kind is None or not is_reader or not by.has_perm(kind.permission):
        raise NotAllowedError("export_not_allowed", NOT_ALLOWED)
    if not export.is_ready:
        return None
    try:
        content = files.path_of(export.stored_name).open("rb")
    except FileNotFoundError:
        return None
    export_downloaded.send(Export, export=export, by=by)
    return content


@transaction.atomic
def discard_about(contact_id: int) -> int:
    """Files about the person go, and those being made are given up; how many."""
    rows = list(Export.objects.filter(contact_id=contact_id).select_for_update(no_key=True))
    for export in rows:
        transaction.on_commit(partial(files.remove, export.stored_name))
    Export.objects.filter(pk__in=[export.pk for export in rows]).update(
        state=ExportState.EXPIRED,
        stored_name="",
        parameters={},
        size=None,
        due_at=None,
        lease_token=None,
    )
    return len(rows)


def _check(kind: Kind, by: User) -> None:
    if not by.has_perm(kind.permission):
        raise NotAllowedError("export_not_allowed", NOT_ALLOWED)
    if Export.objects.unfinished().filter(requested_by=by).count() >= MOST_UNFINISHED:
        raise ConflictError(
            "too_many_exports",
            f"Você já tem {MOST_UNFINISHED} exportações em andamento. Espere uma delas terminar.",
        )


def _file_name(kind: Kind, format: str) -> str:
    now = timezone.localtime()
    return f"{slugify(kind.label)}-{now:%Y-%m-%d-%H%M%S}.{format}"
