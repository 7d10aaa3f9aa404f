"""A template with its values: the texts a person reads, and the parameters Meta wants.

`to_html` shows WhatsApp's own formatting: *bold*, _italic_, ~strike~, `code` and ```code```.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from conecta.errors import DomainError
from hsm_templates.components import TemplateContent, Variable, variables
from hsm_templates.placeholders import VARIABLE

HEADER_LIMIT = 60
BODY_LIMIT = 1024

_KEPT_SPACES = frozenset("\u00a0\u202f")  # "R$ 10,00" must not break between lines
_BLANKS = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
# What Meta refuses in a value (132018), with our code and what to do.
_FAULTS = (
    (
        re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"),
        "variable_has_line_break",
        "tem quebra de linha. Deixe uma só linha.",
    ),
    (re.compile(r"\t"), "variable_has_tab", "tem tabulação. Troque por um espaço."),
    (re.compile(r"\s{5,}"), "variable_has_spaces", "tem mais de 4 espaços seguidos. Deixe um."),
)
_PART_NAMES = {"header": "cabeçalho", "body": "corpo"}

_TAGS = {
    "*": "<strong>{}</strong>",
    "_": "<em>{}</em>",
    "~": "<s>{}</s>",
}
# A mark opens after the start, a blank or a sign, and before its text; it closes the other way
# round, on the same line. Thus 2*3*4 and nome_de_arquivo stay as they are. The shortest such span
# holds no other of its own mark, so spans nest three deep at most; the limit of 1024 bounds the
# work that a hostile message can make.
_SPAN = re.compile(
    r"```(?P<block>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![^\W_])(?P<mark>[*_~])(?!\s|(?P=mark))(?P<inner>[^\n]{1,1024}?)(?<!\s)(?P=mark)(?![^\W_])",
    re.DOTALL,
)


class TextParameter(TypedDict):
    type: Literal["text"]
    text: str


class ComponentParameters(TypedDict):
    type: str
    parameters: list[TextParameter]


class ValuesError(DomainError):
    """The values do not fill the template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The three texts; "" for a part that the template does not have."""

    header: str
    body: str
    footer: str

    @property
    def text(self) -> str:
        """All of it, a blank line between the parts."""
        return "\n\n".join(filter(None, (self.header, self.body, self.footer)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueProblem:
    """Why Meta would refuse; `key` is a variable's, or the part whose length is too much."""

    code: str
    key: str
    message: str


def render(content: TemplateContent, values: Mapping[str, str]) -> Rendered:
    """The texts with the values in place; a variable without value stays as {{1}}."""
    return Rendered(
        header=_fill("header", content.header.text, values) if content.header else "",
        body=_fill("body", content.body.text, values),
        footer=content.footer,
    )


def payload_components(
    content: TemplateContent, values: Mapping[str, str]
) -> list[ComponentParameters]:
    """`template.components` of a send; empty when nothing varies. Raises ValuesError on a gap."""
    found: dict[str, list[TextParameter]] = {}
    for variable in variables(content):
        value = values.get(variable.key, "")
        if not normalise(value):
            raise ValuesError("variable_missing", _missing(variable), key=variable.key)
        found.setdefault(variable.part, []).append({"type": "text", "text": value})
    return [{"type": part, "parameters": parameters} for part, parameters in found.items()]


def problems(content: TemplateContent, values: Mapping[str, str]) -> tuple[ValueProblem, ...]:
    """All that Meta would refuse in the values, or in the texts that they make."""
    found = [_value_problem(variable, values) for variable in variables(content)]
    rendered = render(content, values)
    lengths = [
        _length_problem("header", rendered.header, HEADER_LIMIT),
        _length_problem("body", rendered.body, BODY_LIMIT),
    ]
    return tuple(problem for problem in (*found, *lengths) if problem)


def normalise(value: str) -> str:
    """A value that Meta takes: one line, single blanks, no control characters."""
    return _BLANKS.sub(_single_blank, _CONTROLS.sub("", value)).strip()


def to_html(text: str) -> SafeString:
    """Safe HTML of a message as WhatsApp would show it; lines broken with <br>."""
    return _spans(text.replace("\r\n", "\n"))


def _single_blank(run: re.Match[str]) -> str:
    return run[0] if run[0] in _KEPT_SPACES else " "


def _fill(part: str, text: str, values: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda found: values.get(f"{part}.{found[1]}") or found[0], text)


def _value_problem(variable: Variable, values: Mapping[str, str]) -> ValueProblem | None:
    value = values.get(variable.key, "")
    if not normalise(value):
        return ValueProblem(code="variable_missing", key=variable.key, message=_missing(variable))
    for fault, code, cure in _FAULTS:
        if fault.search(value):
            name = f"O valor de {variable.placeholder} do {_PART_NAMES[variable.part]}"
            return ValueProblem(code=code, key=variable.key, message=f"{name} {cure}")
    return None


def _missing(variable: Variable) -> str:
    return f"Preencha {variable.placeholder} do {_PART_NAMES[variable.part]}."


def _length_problem(part: str, text: str, limit: int) -> ValueProblem | None:
    if len(text) <= limit:
        return None
    return ValueProblem(
        code=f"{part}_too_long",
        key=part,
        message=f"O {_PART_NAMES[part]} com os valores tem {len(text)} caracteres; "
        f"o limite da Meta é {limit}. Encurte os valores.",
    )


def _spans(text: str) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text)))


def _pieces(text: str) -> Iterator[SafeString]:
    """Plain and formatted pieces in turn."""
    at = 0
    for found in _SPAN.finditer(text):
        yield _lines(text[at : found.start()])
        yield _formatted(found)
        at = found.end()
    yield _lines(text[at:])


def _formatted(found: re.Match[str]) -> SafeString:
    code = found["block"] or found["code"]
    if code:
        return format_html("<code>{}</code>", _lines(code))
    return format_html(_TAGS[found["mark"]], _spans(found["inner"]))


def _lines(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))
