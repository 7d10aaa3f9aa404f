"""Decisions about additional fields: declare, rename, put in order, retire and restore."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.text import slugify

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import ConflictError, DomainError
from contacts.field_values import FieldKind
from contacts.models import CustomField

KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,59}", re.ASCII)
MOST_ACTIVE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldData:
    """`key` empty: made from the label."""

    label: str
    kind: str = FieldKind.TEXT
    key: str = ""


@transaction.atomic
def declare(data: FieldData, *, by: Author) -> CustomField:
    """Raises DomainError for a key that cannot be, ConflictError for a key or a label in use."""
    label = _label(data.label)
    last = CustomField.objects.aggregate(last=Max("position"))["last"] or 0
    field = CustomField(
        key=data.key.strip() or key_from(label), label=label, kind=data.kind, position=last + 1
    )
    if not KEY.fullmatch(field.key):
        message = "Use de 1 a 60 letras minúsculas sem acento, números e _, como data_vencimento."
        raise DomainError("key_invalid", message, field="key")
    _refuse_too_many()
    _write(field)
    changes = {"label": (None, label), "kind": (None, field.kind)}
    trail.record(
        Action.CUSTOM_FIELD_CREATED, by=by, obj=field, changes=changes, field_key=field.key
    )
    return field


def key_from(label: str) -> str:
    """ "Nº do pedido" gives no_do_pedido."""
    return slugify(label).replace("-", "_")[:60]


@transaction.atomic
def rename(field: CustomField, label: str, *, by: Author) -> CustomField:
    locked = _lock(field)
    changes = trail.changed(locked, label=_label(label))
    if changes:
        locked.label = _label(label)
        _write(locked)
        trail.record(Action.CUSTOM_FIELD_CHANGED, by=by, obj=locked, changes=changes)
    return locked


@transaction.atomic
def move(field: CustomField, *, to: int, by: Author) -> CustomField:
    """To that place among the active fields, from 1; beyond either end, to the end."""
    rows = {it.pk: it for it in CustomField.objects.locked()}
    locked = rows[field.pk]
    others = sorted(
        (it for it in rows.values() if it.active and it != locked),
        key=lambda it: (it.position, it.pk),
    )
    place = place_of(locked)
    goal = min(max(to, 1), len(others) + 1)
    if not locked.active or goal == place:
        return locked
    others.insert(goal - 1, locked)
    for position, it in enumerate(others, start=1):
        it.position = position
    CustomField.objects.bulk_update(others, ["position"])
    changes = {"position": (place, goal)}
    trail.record(Action.CUSTOM_FIELD_CHANGED, by=by, obj=locked, changes=changes)
    return locked


def place_of(field: CustomField) -> int:
    """Among the active fields, from 1."""
    earlier = Q(position__lt=field.position) | Q(position=field.position, pk__lt=field.pk)
    return CustomField.objects.active().filter(earlier).count() + 1


@transaction.atomic
def retire(field: CustomField, *, by: Author) -> CustomField:
    """Not offered any more; contacts keep their values, templates that use it fall back."""
    return _switch(field, Action.CUSTOM_FIELD_RETIRED, by=by, active=False)


@transaction.atomic
def restore(field: CustomField, *, by: Author) -> CustomField:
    if not field.active:
        _refuse_too_many()
    return _switch(field, Action.CUSTOM_FIELD_RESTORED, by=by, active=True)


def _switch(field: CustomField, action: Action, *, by: Author, active: bool) -> CustomField:
    locked = _lock(field)
    changes = trail.changed(locked, active=active)
    if changes:
        locked.active = active
        locked.save(update_fields=["active"])
        trail.record(action, by=by, obj=locked, changes=changes)
    return locked


def _lock(field: CustomField) -> CustomField:
    return CustomField.objects.locked().get(pk=field.pk)


def _label(said: str) -> str:
    label = " ".join(said.split())
    if not label:
        raise DomainError("label_required", "Informe o nome do campo.", field="label")
    return label


def _refuse_too_many() -> None:
    if CustomField.objects.active().count() >= MOST_ACTIVE:
        message = f"São no máximo {MOST_ACTIVE} campos ativos: desative um antes."
        raise DomainError("too_many_fields", message)


def _write(field: CustomField) -> None:
    """Raises ConflictError `field_taken` (extra: id, key) for a key or a label in use."""
    try:
        with transaction.atomic():
            field.save()
    except IntegrityError as error:
        raise _taken(field) from error


def _taken(field: CustomField) -> ConflictError:
    others: Any = CustomField.objects.exclude(pk=field.pk)
    same_key = others.filter(key=field.key).first()
    found = same_key or others.get(label=field.label)
    what = f"com a chave {field.key}" if same_key else f"chamado {field.label}"
    cure = "" if found.active else ", desativado: reative-o"
    return ConflictError(
        "field_taken",
        f"Já existe um campo {what}{cure}.",
        field="key" if same_key else "label",
        id=found.pk,
    )
