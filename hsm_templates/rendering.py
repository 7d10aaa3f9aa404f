"""A template with its values, for those who send it: what is read, what is sent, what is wrong."""

from hsm_templates.filling import BODY_LIMIT, HEADER_LIMIT, ValueProblem, normalise, problems
from hsm_templates.formatting import to_html
from hsm_templates.parameters import ValuesError, payload_components
from hsm_templates.previews import Rendered, render

__all__ = [
    "BODY_LIMIT",
    "HEADER_LIMIT",
    "Rendered",
    "ValueProblem",
    "ValuesError",
    "normalise",
    "payload_components",
    "problems",
    "render",
    "to_html",
]
