"""Each rule of Meta's: our check says it first; without the check, Meta's refusal is translated."""

import time
from collections.abc import Iterator

import pytest

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import RefusedError
from conecta.whatsapp.payloads import TemplateDraft
from conecta.whatsapp.transport import open_session
from conecta.whatsapp.types import TemplateRecord
from conecta.whatsapp.words import Category, ParameterFormat
from hsm_templates.components import build, parse
from hsm_templates.findings import Finding, Level
from hsm_templates.lint import Surroundings, check
from hsm_templates.vocabulary import explain
from tests.hsm_templates import broken
from tests.hsm_templates.broken import Broken
from tests.simulator import Simulator

WABA_ID = "100000000000001"


@pytest.fixture
def client(simulator: Simulator) -> Iterator[CloudClient]:
    simulator.config(review_seconds=0)
    with open_session() as session:
        yield CloudClient("t", base_url=simulator.url, version="v26.0", timeout=5, session=session)


def _errors(case: Broken) -> list[Finding]:
    around = Surroundings(ttl_seconds=case.ttl)
    content = parse(case.components)
    found = check(case.name, case.language, case.category, content, around)
    return [finding for finding in found if finding.level is Level.ERROR]


def _draft(case: Broken) -> TemplateDraft:
    """As it would leave if nobody had checked it."""
    content = parse(case.components)
    return TemplateDraft(
        name=case.name,
        language=case.language,
        category=Category(case.category) if case.category != "OTHER" else Category.UNKNOWN,
        components=tuple(dict(part) for part in build(content)),
        parameter_format=ParameterFormat(content.parameter_format),
        ttl_seconds=case.ttl,
    )


@pytest.mark.parametrize("case", broken.ALL, ids=str)
def test_the_check_says_the_broken_rule_and_no_other(case: Broken) -> None:
    (error,) = _errors(case)

    assert (error.code, error.field) == (case.code, case.field)
    assert error.message
    assert error.cure.endswith((".", ")"))


@pytest.mark.parametrize("case", broken.ALL, ids=str)
def test_meta_refuses_what_was_not_checked_and_the_person_reads_why(
    case: Broken, client: CloudClient
) -> None:
    with pytest.raises(RefusedError) as refused:
        client.create_template(WABA_ID, _draft(case))

    refusal = refused.value.refusal
    assert (refusal.code, refusal.subcode) == (100, case.subcode)
    assert refused.value.entry.code == (case.subcode or 100)
    assert explain(refused.value).startswith(refused.value.entry.title)
    assert explain(refused.value).endswith(refusal.user_message)


@pytest.mark.parametrize(("reason", "case"), broken.REVIEWED.items(), ids=str)
def test_what_only_the_review_rejects_is_said_before(
    reason: str, case: Broken, client: CloudClient
) -> None:
    created = client.create_template(WABA_ID, _draft(case))

    assert [error.code for error in _errors(case)] == [case.code]
    assert _reviewed(client, created.id).rejected_reason == reason


def _reviewed(client: CloudClient, template_id: str) -> TemplateRecord:
    for _ in range(100):
        record = client.get_template(template_id)
        if record.status.value != "PENDING":
            return record
        time.sleep(0.02)
    raise AssertionError(f"{template_id} is still being reviewed")
