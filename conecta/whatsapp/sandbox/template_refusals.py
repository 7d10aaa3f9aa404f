"""How Meta words the refusal of a template."""

from conecta.whatsapp.sandbox.errors import GraphError

TOO_LONG = 2388040
MISSING_FIELD = 2388043


def refuse(subcode: int | None, title: str, details: str) -> GraphError:
    return GraphError(100, details, subcode=subcode, title=title)


def missing(kind: str, field: str) -> GraphError:
    return refuse(
        MISSING_FIELD,
        'Message template "components" param is missing expected field(s)',
        f"component of type {kind} is missing expected field(s) ({field})",
    )


def too_long(kind: str, limit: int) -> GraphError:
    return refuse(
        TOO_LONG,
        "Character limit exceeded",
        f"A message template's {kind} can't exceed {limit} characters.",
    )
