"""The law, rule by rule: each fact alone brings its own reason, in each of the four cases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import OptinStatus
from hsm_templates.models import Category, TemplateStatus
from messaging.gates import ChannelFacts, ContactFacts, Facts, Reason, TemplateFacts, evaluate
from messaging.reasons import SENTENCES

NOW = timezone.now()
CHANNEL = ChannelFacts(receptive=False, enabled=True, account_restricted=False)
CONTACT = ContactFacts(
    has_number=True,
    optin_status=OptinStatus.UNDEFINED,
    is_wrong_person=False,
    marketing_stopped=False,
    erased=False,
)
TEMPLATE = TemplateFacts(
    status=TemplateStatus.APPROVED,
    category=Category.UTILITY,
    same_account=True,
    problems=(),
    tells_of_optout=False,
)
MARKETING = replace(TEMPLATE, category=Category.MARKETING)
CODE = replace(TEMPLATE, category=Category.AUTHENTICATION)
HSM = Facts(now=NOW, channel=CHANNEL, contact=CONTACT, template=TEMPLATE)
GREEN = replace(CONTACT, optin_status=OptinStatus.OPTED_IN)
RED = replace(CONTACT, optin_status=OptinStatus.OPTED_OUT)
OPEN = NOW + timedelta(hours=1)
TEXT = Facts(now=NOW, channel=CHANNEL, contact=CONTACT, template=None, window_closes_at=OPEN)

ALLOWED = {
    "grey, individual": HSM,
    "green, individual": replace(HSM, contact=GREEN),
    "green, bulk": replace(HSM, contact=GREEN, bulk=True),
    "utility after a marketing stop": replace(
        HSM, contact=replace(CONTACT, marketing_stopped=True)
    ),
    "free text in an open window": TEXT,
    "an answer to a red contact in an open window": replace(TEXT, contact=RED),
    "an answer through a receptive channel": replace(
        TEXT, channel=replace(CHANNEL, receptive=True)
    ),
    "quiet hours do not bind a single utility": replace(HSM, quiet_hours=True, capped=True),
    "the term exempts authentication": replace(HSM, template=CODE, term_in_force=True),
    "a template that tells of #OPTOUT under the term": replace(
        HSM, template=replace(TEMPLATE, tells_of_optout=True), term_in_force=True
    ),
    "no data yet is not applicable": replace(HSM, held_by_other=None, capped=None),
    "held by the sender": replace(HSM, held_by_other=False),
}

REFUSED = {
    Reason.CHANNEL_RECEPTIVE: [replace(HSM, channel=replace(CHANNEL, receptive=True))],
    Reason.CHANNEL_DISABLED: [
        replace(HSM, channel=replace(CHANNEL, enabled=False)),
        replace(TEXT, channel=replace(CHANNEL, enabled=False)),
    ],
    Reason.ACCOUNT_RESTRICTED: [
        replace(HSM, channel=replace(CHANNEL, account_restricted=True)),
        replace(TEXT, channel=replace(CHANNEL, account_restricted=True)),
    ],
    Reason.CONTACT_UNREGISTERED: [replace(HSM, contact=None)],
    Reason.NUMBER_INVALID: [replace(HSM, contact=replace(CONTACT, has_number=False))],
    Reason.WRONG_PERSON: [replace(HSM, contact=replace(CONTACT, is_wrong_person=True))],
    Reason.OPTED_OUT: [
        replace(HSM, contact=RED),
        replace(HSM, contact=RED, template=CODE),
        replace(HSM, contact=RED, bulk=True),
        replace(HSM, contact=RED, window_closes_at=OPEN),
    ],
    Reason.MARKETING_STOPPED: [
        replace(HSM, template=MARKETING, contact=replace(GREEN, marketing_stopped=True))
    ],
    Reason.OPTIN_REQUIRED: [replace(HSM, bulk=True)],
    Reason.WINDOW_CLOSED: [
        replace(TEXT, window_closes_at=None),
        replace(TEXT, window_closes_at=NOW),
    ],
    Reason.AWAITING_REPLY: [replace(TEXT, awaiting_reply=True)],
    Reason.TEMPLATE_NOT_APPROVED: [
        replace(HSM, template=replace(TEMPLATE, status=status))
        for status in TemplateStatus
        if status not in {TemplateStatus.APPROVED, TemplateStatus.PAUSED}
    ],
    Reason.TEMPLATE_PAUSED: [
        replace(HSM, template=replace(TEMPLATE, status=TemplateStatus.PAUSED))
    ],
    Reason.TEMPLATE_NOT_ALLOWED: [
        replace(HSM, template=replace(TEMPLATE, same_account=False)),
        replace(HSM, template=replace(TEMPLATE, allowed=False)),
    ],
    Reason.VARIABLE_MISSING: [replace(HSM, template=replace(TEMPLATE, problems=("Falta {{1}}",)))],
    Reason.HELD_BY_OTHER: [replace(HSM, held_by_other=True), replace(TEXT, held_by_other=True)],
    Reason.QUIET_HOURS: [
        replace(HSM, contact=GREEN, bulk=True, quiet_hours=True),
        replace(HSM, template=MARKETING, quiet_hours=True),
    ],
    Reason.CONTACT_CAPPED: [
        replace(HSM, contact=GREEN, bulk=True, capped=True),
        replace(HSM, template=MARKETING, capped=True),
    ],
    Reason.OPTOUT_NOT_TOLD: [
        replace(HSM, term_in_force=True),
        replace(HSM, contact=GREEN, bulk=True, term_in_force=True),
    ],
    Reason.CONTACT_ERASED: [
        replace(HSM, contact=replace(CONTACT, erased=True)),
        replace(TEXT, contact=replace(CONTACT, erased=True)),
    ],
}


@pytest.mark.parametrize("facts", ALLOWED.values(), ids=ALLOWED)
def test_what_the_law_allows_may_leave(facts: Facts) -> None:
    decision = evaluate(facts)

    assert decision.allowed
    assert decision.reasons == ()


@pytest.mark.parametrize(
    ("reason", "facts"),
    [(reason, facts) for reason, cases in REFUSED.items() for facts in cases],
    ids=[f"{reason}-{n}" for reason, cases in REFUSED.items() for n, _ in enumerate(cases)],
)
def test_each_fact_alone_brings_its_own_reason(reason: Reason, facts: Facts) -> None:
    decision = evaluate(facts)

    assert not decision.allowed
    assert decision.reasons == (reason,)


def test_every_reason_is_tested_and_has_its_sentence() -> None:
    assert set(REFUSED) == set(Reason)
    assert set(SENTENCES) == set(Reason)


def test_all_reasons_are_told_together() -> None:
    facts = replace(HSM, contact=RED, channel=replace(CHANNEL, receptive=True))

    assert evaluate(facts).reasons == (Reason.CHANNEL_RECEPTIVE, Reason.OPTED_OUT)
