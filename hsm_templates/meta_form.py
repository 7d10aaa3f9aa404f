"""A template's text in Meta's own form, as programs send it, read strictly: what we cannot edit yet
is refused with its name, and not silently lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conecta.errors import DomainError
from hsm_templates.components import TemplateContent, parse, variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What `authoring` takes; `samples` by variable."""

    header: str
    body: str
    footer: str
    samples: Mapping[str, str]


def read(components: Sequence[Mapping[str, Any]], *, base: TemplateContent | None = None) -> Texts:
    """`base`: the template being changed, whose buttons and media must come as they are.

    Raises DomainError `component_repeated`, `component_unsupported`.
    """
    kinds = [str(component.get("type", "")).upper() for component in components]
    if repeated := {kind for kind in kinds if kinds.count(kind) > 1}:
        raise _error("component_repeated", f"Há mais de um componente {', '.join(repeated)}.")
    content = parse(components)
    kept = base or TemplateContent()
    if content.buttons != kept.buttons or content.others != kept.others:
        raise _error("component_unsupported", _unsupported(content))
    return Texts(
        header=content.header.text if content.header else "",
        body=content.body.text,
        footer=content.footer,
        samples={variable.key: variable.sample for variable in variables(content)},
    )


def _unsupported(content: TemplateContent) -> str:
    parts = [part.name for part in content.others] + (["botões"] if content.buttons else [])
    if not parts:
        return "Botões e mídias deste HSM ainda não podem ser retirados por aqui."
    listed = ", ".join(dict.fromkeys(parts))
    return f"Ainda não criamos nem alteramos: {listed}. Use cabeçalho de texto, corpo e rodapé."


def _error(code: str, message: str) -> DomainError:
    return DomainError(code, message, field="components")
