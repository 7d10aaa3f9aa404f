"""Decisions about a person's own saved filters: save, rename, delete."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import QueryDict

from audit import trail
from audit.actions import Action
from audit.models import SavedFilter
from conecta.accounts.models import User
from conecta.errors import ConflictError, DomainError

MOST = 50
LONGEST_QUERY = 2000


def of(user: User) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(owner=user)


def query_of(params: QueryDict, *, names: Collection[str]) -> str:
    """What of an address is a filter, as it is kept and asked for again."""
    kept = QueryDict(mutable=True)
    for name in sorted(set(params) & set(names)):
        kept.setlist(name, [value for value in params.getlist(name) if value])
    return kept.urlencode()


@transaction.atomic
def save(name: str, query: str, *, by: User) -> SavedFilter:
    """Raises DomainError `nothing_to_save`, `too_many_filters`; ConflictError `filter_taken`."""
    if not query or len(query) > LONGEST_QUERY:
        raise DomainError("nothing_to_save", "Escolha antes os filtros que quer guardar.")
    if of(by).count() >= MOST:
        raise DomainError("too_many_filters", f"Você já tem {MOST} filtros salvos. Exclua algum.")
    saved = SavedFilter(owner=by, query=query)
    _write(saved, name)
    changes = {"name": (None, saved.name), "query": (None, query)}
    trail.record(Action.FILTER_SAVED, by=by, obj=saved, changes=changes)
    return saved


@transaction.atomic
def rename(saved: SavedFilter, name: str, *, by: User) -> SavedFilter:
    before = saved.name
    _write(saved, name)
    if before != saved.name:
        changes = {"name": (before, saved.name)}
        trail.record(Action.FILTER_RENAMED, by=by, obj=saved, changes=changes)
    return saved


@transaction.atomic
def delete(saved: SavedFilter, *, by: User) -> None:
    trail.record(Action.FILTER_DELETED, by=by, obj=saved)
    saved.delete()


def _write(saved: SavedFilter, name: str) -> None:
    saved.name = name.strip()
    if not saved.name:
        raise DomainError("name_required", "Dê um nome ao filtro.", field="name")
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise ConflictError(
            "filter_taken", f"Você já tem um filtro chamado {saved.name}.", field="name"
        ) from error
