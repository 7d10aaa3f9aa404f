"""Two people or two workers at the same template, each behind the other's open transaction."""

import pytest

from conecta.errors import ConflictError
from hsm_templates import authoring, removal, submission
from hsm_templates.models import Template, TemplateStatus
from tests import factories, rivals
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_to_register_a_name_learns_who_has_it() -> None:
    account, by = factories.account(), world.supervisor()

    rival = rivals.overtake(
        lambda: authoring.create(world.data(account), by=by),
        lambda: authoring.create(world.data(account), by=by),
    )

    assert isinstance(rival.error, ConflictError)
    assert rival.error.extra["id"] == Template.objects.get().pk


def test_the_second_to_save_the_same_form_is_refused() -> None:
    template, by = world.draft(), world.supervisor()

    def save(footer: str) -> Template:
        data = world.data(template.account, footer=footer)
        return authoring.change(template, data, version=1, by=by)

    rival = rivals.overtake(lambda: save("Primeiro"), lambda: save("Segundo"))

    template.refresh_from_db()
    assert isinstance(rival.error, ConflictError)
    assert (rival.error.code, template.components[-1]["text"]) == ("stale", "Primeiro")


def test_a_template_is_claimed_by_one_worker() -> None:
    submission.submit(world.draft(), by=world.supervisor())

    outcomes = rivals.together(*[submission.claim] * 4)

    assert sum(outcome.result is not None for outcome in outcomes) == 1
    assert Template.objects.get().attempt == 1


def test_what_is_submitted_meanwhile_is_not_deleted() -> None:
    template, by = world.draft(), world.supervisor()

    rival = rivals.overtake(
        lambda: submission.submit(template, by=by), lambda: removal.delete(template, by=by)
    )

    assert rival.error is not None
    assert Template.objects.get().status == TemplateStatus.SUBMITTING
