"""A template of every kind: accepted, listed back as it was, and sent with all its values."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import RefusedError
from conecta.whatsapp.payloads import Component, TemplateDraft, TemplateMessage
from conecta.whatsapp.transport import open_session
from conecta.whatsapp.words import Category, ParameterFormat
from hsm_templates.components import build, parse, variables
from hsm_templates.findings import has_errors
from hsm_templates.lint import check
from hsm_templates.rendering import payload_components, problems, render
from tests.hsm_templates import accepted
from tests.hsm_templates.accepted import Accepted
from tests.simulator import Simulator

WABA_ID, NUMBER_ID = "100000000000001", "200000000000001"
PERSON = "5511987654321"
# WhatsApp's own label, which the two sides word differently.
COPY = "Copiar código"
every_kind = pytest.mark.parametrize("case", accepted.ALL, ids=str)
with_values = pytest.mark.parametrize("case", accepted.WITH_VALUES, ids=str)


@pytest.fixture
def client(simulator: Simulator) -> Iterator[CloudClient]:
    simulator.config(review_seconds=0)
    with open_session() as session:
        yield CloudClient("t", base_url=simulator.url, version="v26.0", timeout=5, session=session)


def _create(client: CloudClient, case: Accepted) -> str:
    content = parse(case.components)
    draft = TemplateDraft(
        name=case.name,
        language="pt_BR",
        category=Category(case.category),
        components=tuple(dict(part) for part in build(content)),
        parameter_format=ParameterFormat(content.parameter_format),
    )
    return client.create_template(WABA_ID, draft).id


def _send(client: CloudClient, case: Accepted, components: list[Component]) -> None:
    message = TemplateMessage(
        to=f"+{PERSON}",
        name=case.name,
        language="pt_BR",
        callback_data="0193f2c4-7a51-7c0e-9d1b-5a4c1e6f8a10",
        components=tuple(components),
    )
    client.send(NUMBER_ID, message.payload())


def _bubble(simulator: Simulator) -> dict[str, Any]:
    """What the telephone shows last."""
    url = f"{simulator.url}/_phone/state?person={PERSON}&number={NUMBER_ID}"
    found: dict[str, Any] = requests.get(url, timeout=5).json()["conversation"][-1]
    return found


@every_kind
def test_it_goes_back_byte_for_byte(case: Accepted) -> None:
    stored = json.dumps(case.components)

    assert json.dumps(build(parse(json.loads(stored)))) == stored


@every_kind
def test_the_check_finds_no_error(case: Accepted) -> None:
    findings = check(case.name, "pt_BR", case.category, parse(case.components))

    assert not has_errors(findings), findings


@every_kind
def test_what_meta_lists_is_what_was_created(case: Accepted, client: CloudClient) -> None:
    record = client.get_template(_create(client, case))

    listed = list(record.components)
    assert json.dumps(build(parse(listed))) == json.dumps(listed)
    assert variables(parse(listed)) == variables(parse(case.components))
    if case.category != "AUTHENTICATION":
        assert json.dumps(listed) == json.dumps(case.components)


@every_kind
def test_a_send_carries_every_value_in_metas_form(case: Accepted) -> None:
    content = parse(case.components)

    assert problems(content, case.values) == ()
    assert payload_components(content, case.values) == list(case.sent)


@every_kind
def test_meta_accepts_the_send_and_shows_what_the_preview_showed(
    case: Accepted, client: CloudClient, simulator: Simulator
) -> None:
    listed = client.get_template(_create(client, case)).components
    content = parse(list(listed))

    _send(client, case, payload_components(content, case.values))

    bubble, shown = _bubble(simulator), render(content, case.values)
    assert (bubble["header"], bubble["body"], bubble["footer"]) == (
        shown.header,
        shown.body,
        shown.footer,
    )
    assert [button["text"] for button in bubble["buttons"] if button["text"] != COPY] == [
        button.text for button in shown.buttons if not button.text.startswith(COPY)
    ]
    assert [card["body"] for card in bubble["cards"]] == [card.body for card in shown.cards]


@with_values
def test_meta_refuses_the_send_without_its_values(case: Accepted, client: CloudClient) -> None:
    _create(client, case)

    with pytest.raises(RefusedError) as refused:
        _send(client, case, [])

    assert refused.value.refusal.code in {131008, 132000, 132012}
