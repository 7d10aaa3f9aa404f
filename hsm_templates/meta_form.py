"""A template in Meta's own form, as programs send it, read strictly: nothing is silently lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from conecta.errors import DomainError
from hsm_templates.components import TemplateContent, parse


def read(components: Sequence[Mapping[str, Any]]) -> TemplateContent:
    """Raises DomainError `component_repeated`: of two bodies one would be lost."""
    kinds = [str(component.get("type", "")).upper() for component in components]
    if repeated := sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        message = f"Há mais de um componente {', '.join(repeated)}."
        raise DomainError("component_repeated", message, field="components")
    return parse(components)
