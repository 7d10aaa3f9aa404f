"""Decisions about a template's text, before Meta knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author, user_of
from conecta.errors import ConflictError, DomainError
from conecta.whatsapp.models import BusinessAccount
from hsm_templates import languages
from hsm_templates.components import TemplateContent, build
from hsm_templates.lint import NAME_LIMIT
from hsm_templates.models import Template, TemplateStatus

STALE = "Outra pessoa alterou este HSM enquanto você editava. Confira e salve de novo."
IDENTITY = {"account": "A conta", "name": "O nome", "language": "O idioma"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateData:
    """What a person writes. `ttl_seconds`: None leaves Meta's own."""

    account: BusinessAccount
    name: str
    language: str
    category: str
    content: TemplateContent
    ttl_seconds: int | None = None


def data_of(template: Template) -> TemplateData:
    """What a person would have written to get this template."""
    return TemplateData(
        account=template.account,
        name=template.name,
        language=template.language,
        category=template.requested_category or template.category,
        content=template.content,
        ttl_seconds=template.ttl_seconds,
    )


@transaction.atomic
def create(data: TemplateData, *, by: Author) -> Template:
    """Save a new draft, with or without errors in it.

    Raises ConflictError `duplicate` (extra: id) when the account has that name in that language.
    """
    template = Template(status=TemplateStatus.DRAFT, created_by=user_of(by))
    after = _fields(data)
    _assign(template, after)
    written = {name: (None, value) for name, value in after.items() if name != "account"}
    trail.record(
        Action.TEMPLATE_CREATED, by=by, obj=template, changes=written, account=data.account.name
    )
    return template


@transaction.atomic
def change(
    template: Template, data: TemplateData, *, version: int, by: Author, revises: bool = False
) -> Template:
    """Save an edited draft; a rejected template becomes the draft of its next version.

    `revises`: what Meta approved or paused keeps its status, for it is sent in the same act.
    Raises ConflictError `stale` when somebody saved after `version` was read; nothing is lost.
    """
    locked = Template.objects.locked().get(pk=template.pk)
    if locked.version != version:
        raise ConflictError("stale", STALE)
    is_revision = revises and locked.is_revisable
    if not (locked.is_editable or is_revision):
        label = locked.get_status_display()
        raise DomainError("not_editable", f"Um HSM com status {label} não pode ser alterado.")
    after = _fields(data)
    if is_revision and data.category in {locked.category, locked.requested_category}:
        # Nobody asks for another category: what was asked for and what Meta assigned both stand.
        after["category"], after["requested_category"] = locked.category, locked.requested_category
    changes = trail.changed(locked, **after)
    if not changes:
        return locked
    _refuse_new_identity(locked, changes)
    if not is_revision:
        locked.status = TemplateStatus.DRAFT
    locked.version += 1
    _assign(locked, after)
    if "account" in changes:
        changes["account"] = tuple(account.name for account in changes["account"])
    trail.record(Action.TEMPLATE_CHANGED, by=by, obj=locked, changes=changes)
    return locked


@transaction.atomic
def duplicate(template: Template, *, by: Author) -> Template:
    """A draft with all its parts, under a free name."""
    return _copy(template, name=_free_name(template), language=template.language, by=by)


@transaction.atomic
def translate(template: Template, language: str, *, by: Author) -> Template:
    """A draft of the same name in another language, to be translated in the editor.

    Raises DomainError `language_unknown`, ConflictError `duplicate` (extra: id) when there is one.
    """
    if language not in languages.NAMES:
        raise DomainError("language_unknown", "Escolha um idioma da lista.", field="language")
    return _copy(template, name=template.name, language=language, by=by)


def _copy(template: Template, *, name: str, language: str, by: Author) -> Template:
    copy = Template(status=TemplateStatus.DRAFT, created_by=user_of(by))
    category = template.requested_category or template.category
    after = {
        "account": template.account,
        "name": name,
        "language": language,
        "category": category,
        "requested_category": category,
        "parameter_format": template.parameter_format,
        "components": template.components,
        "ttl_seconds": template.ttl_seconds,
        "mapping": template.mapping,
    }
    _assign(copy, after)
    written = {name: (None, value) for name, value in after.items() if name != "account"}
    trail.record(
        Action.TEMPLATE_CREATED,
        by=by,
        obj=copy,
        changes=written,
        account=template.account.name,
        like=template.name,
    )
    return copy


def _free_name(template: Template) -> str:
    """Its name with "_copia", and a number from the second copy on."""
    stem = f"{template.name[: NAME_LIMIT - 10]}_copia"
    same = Template.objects.visible().filter(
        account=template.account_id, language=template.language, name__startswith=stem
    )
    taken = set(same.values_list("name", flat=True))
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (stem, *numbered) if name not in taken)


def _fields(data: TemplateData) -> dict[str, Any]:
    return {
        "account": data.account,
        "name": data.name.strip(),
        "language": data.language,
        "category": data.category,
        "requested_category": data.category,
        "parameter_format": data.content.parameter_format,
        "components": build(data.content),
        "ttl_seconds": data.ttl_seconds,
    }


def _refuse_new_identity(template: Template, changes: Mapping[str, Any]) -> None:
    """Meta changes the text of a template, never what it is called."""
    for name, label in IDENTITY.items():
        if template.meta_id and name in changes:
            message = f"{label} de um HSM que a Meta já conhece não muda. Crie outro HSM."
            raise DomainError("identity_fixed", message, field=name)


def _assign(template: Template, after: Mapping[str, Any]) -> None:
    for name, value in after.items():
        setattr(template, name, value)
    if not template.name:
        raise DomainError("name_missing", "Dê um nome ao HSM.", field="name")
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        taken = Template.objects.visible().called(
            template.account_id, template.name, template.language
        )
        found = taken.exclude(pk=template.pk).first()
        if found is None:
            raise
        message = f"A conta {template.account} já tem um HSM {found.name} em {found.language}."
        raise ConflictError("duplicate", message, id=found.pk, field="name") from error
