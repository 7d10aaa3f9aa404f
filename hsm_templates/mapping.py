"""The decision where the values of a template come from; ours alone, Meta hears nothing of it."""

from collections.abc import Mapping

from django.db import transaction

from audit import trail
from audit.actions import Action
from audit.actors import Author
from conecta.errors import DomainError
from contacts import extras
from contacts.models import CustomField
from hsm_templates.components import variables
from hsm_templates.models import Template
from hsm_templates.sources import TEXT_LENGTH, TYPED, Origin, Source, fields_of


@transaction.atomic
def change(template: Template, sources: Mapping[str, Source], *, by: Author) -> Template:
    """By variable; one that is not named is typed. Raises DomainError `mapping_invalid`.

    An additional field must be active, but for one that fills this template already.
    """
    locked = Template.objects.locked().get(pk=template.pk)
    known = {variable.key: variable.title for variable in variables(locked.content)}
    offered = list(CustomField.objects.active().values_list("key", flat=True))
    usable = {*offered, *fields_of(locked.mapping)}
    for key, source in sources.items():
        if key not in known:
            raise _invalid(f"Este HSM não tem a variável {key}.", key)
        _refuse_gaps(known[key], key, source)
        if source.origin == Origin.EXTRA and source.text not in usable:
            unknown = f"Não há campo adicional ativo com a chave “{source.text[:60]}”."
            raise _invalid(f"{unknown} {extras.cure(offered)}", key)
    after = {key: dict(it.json()) for key, it in sources.items() if it != TYPED}
    changes = trail.changed(locked, mapping=after)
    if changes:
        locked.mapping = after
        locked.save(update_fields=["mapping", "updated_at"])
        trail.record(Action.TEMPLATE_MAPPED, by=by, obj=locked, changes=changes)
    return locked


def _refuse_gaps(title: str, key: str, source: Source) -> None:
    if source.origin == Origin.FIXED and not source.text.strip():
        raise _invalid(f"Escreva o texto fixo de {title}.", key)
    if source.origin == Origin.EXTRA and not source.text.strip():
        raise _invalid(f"Escolha o campo adicional que preenche {title}.", key)
    if max(len(source.text), len(source.fallback)) > TEXT_LENGTH:
        raise _invalid(f"O preenchimento de {title} é longo demais.", key)


def _invalid(message: str, key: str) -> DomainError:
    return DomainError("mapping_invalid", message, field=key)
