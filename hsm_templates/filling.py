"""The values of a send: made fit, and what Meta would refuse in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from hsm_templates.access_codes import is_code_link
from hsm_templates.content import TemplateContent
from hsm_templates.previews import body_of, header_of
from hsm_templates.variables import MEDIA_KINDS, Kind, Variable, in_card, part_name, variables

HEADER_LIMIT = 60
BODY_LIMIT = 1024
CARD_BODY_LIMIT = 160
OFFER_BODY_LIMIT = 600
URL_LIMIT = 2000
COUPON_LIMIT = 20
ACCESS_CODE_LIMIT = 15

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
_MEDIUM = re.compile(r"https?://\S+|[0-9]+")
_LIMITS = {Kind.CODE: COUPON_LIMIT, Kind.ACCESS_CODE: ACCESS_CODE_LIMIT}
_DEGREES = {Kind.LATITUDE: 90, Kind.LONGITUDE: 180}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueProblem:
    """Why Meta would refuse; `key` is a variable's, or the part whose length is too much."""

    code: str
    key: str
    message: str


def problems(content: TemplateContent, values: Mapping[str, str]) -> tuple[ValueProblem, ...]:
    """All that Meta would refuse in the values, or in the texts that they make."""
    found = [_value_problem(variable, values) for variable in variables(content)]
    limit = OFFER_BODY_LIMIT if content.others and content.offer else BODY_LIMIT
    lengths = [
        _length_problem("header", header_of(content, values), HEADER_LIMIT),
        _length_problem("body", body_of(content, values), limit),
    ]
    if content.others or content.buttons:
        lengths += _part_lengths(content, values)
    return tuple(problem for problem in (*found, *lengths) if problem)


def normalise(value: str) -> str:
    """A value that Meta takes: one line, single blanks, no control characters."""
    return _BLANKS.sub(_single_blank, _CONTROLS.sub("", value)).strip()


def missing(variable: Variable) -> str:
    return f"Preencha {variable.article}{variable.title}."


def milliseconds(value: str) -> int | None:
    """A moment in ISO 8601 with its zone, or already in milliseconds; None for anything else."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return int(moment.timestamp() * 1000) if moment.tzinfo else None


def _single_blank(run: re.Match[str]) -> str:
    return run[0] if run[0] in _KEPT_SPACES else " "


def _value_problem(variable: Variable, values: Mapping[str, str]) -> ValueProblem | None:
    value = values.get(variable.key, "")
    if not normalise(value):
        return ValueProblem(code="variable_missing", key=variable.key, message=missing(variable))
    for fault, code, cure in _FAULTS:
        if fault.search(value):
            message = f"O valor de {variable.title} {cure}"
            return ValueProblem(code=code, key=variable.key, message=message)
    return None if variable.kind is Kind.TEXT else _kind_problem(variable, value.strip())


def _kind_problem(variable: Variable, value: str) -> ValueProblem | None:
    """What only a value of that kind can get wrong."""
    kind, limit = variable.kind, _LIMITS.get(variable.kind, 0)
    if kind in MEDIA_KINDS and not _MEDIUM.fullmatch(value):
        code, cure = "medium_invalid", "precisa ser um link https ou o id de uma mídia."
    elif kind in _DEGREES and not _is_degree(value, _DEGREES[kind]):
        most = _DEGREES[kind]
        code, cure = "coordinate_invalid", f"precisa ser um número de -{most} a {most}."
    elif kind is Kind.TIME and milliseconds(value) is None:
        code, cure = "time_invalid", "precisa ser uma data e hora com fuso."
    elif limit and len(value) > limit:
        code, cure = "code_too_long", f"tem {len(value)} caracteres; o limite é {limit}."
    else:
        return None
    message = f"O valor de {variable.title} {cure}"
    return ValueProblem(code=code, key=variable.key, message=message)


def _is_degree(value: str, limit: int) -> bool:
    try:
        return abs(float(value)) <= limit
    except ValueError:
        return False


def _part_lengths(
    content: TemplateContent, values: Mapping[str, str]
) -> Iterator[ValueProblem | None]:
    for index, button in enumerate(content.buttons):
        if button.has_variable and not is_code_link(button.url):
            key = f"button.{index}"
            url = button.url + values.get(f"{key}.url", "")
            yield _length_problem(key, url, URL_LIMIT)
    carousel = content.carousel
    for index, card in enumerate(carousel.cards if carousel else ()):
        text = body_of(card, in_card(index, values))
        yield _length_problem(f"card.{index}.body", text, CARD_BODY_LIMIT)


def _length_problem(part: str, text: str, limit: int) -> ValueProblem | None:
    if len(text) <= limit:
        return None
    kind = "url" if part.startswith("button") else part.rpartition(".")[2]
    return ValueProblem(
        code=f"{kind}_too_long",
        key=part,
        message=f"O {part_name(part)} com os valores tem {len(text)} caracteres; "
        f"o limite da Meta é {limit}. Encurte os valores.",
    )
