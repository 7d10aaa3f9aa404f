"""Asking for a file: who may, what is kept of it, and how many at a time."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from audit.models import Entry
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.errors import ConflictError, DomainError, NotAllowedError
from conecta.exports import files, making, requests
from conecta.exports.models import Export, ExportState
from tests import factories
from tests.exports.conftest import KIND, ask

pytestmark = pytest.mark.django_db


def test_it_waits_and_the_trail_knows_who_asked(camila: User) -> None:
    export = ask(camila, contact_id=7)

    assert (export.state, export.due_at is not None) == (ExportState.QUEUED, True)
    entry = Entry.objects.get(action="export_requested")
    assert (entry.actor, entry.contact_id, entry.object_id) == (camila, 7, str(export.pk))
    assert entry.detail.values["label"] == "Números de teste (CSV)"


def test_who_may_not_see_it_may_not_export_it() -> None:
    with pytest.raises(NotAllowedError, match="não permite"):
        ask(factories.user(Role.AGENT))

    assert Export.objects.count() == 0
    assert Entry.objects.filter(action="export_requested").count() == 0


@pytest.mark.parametrize(("kind", "format"), [(KIND, "pdf"), ("no.such", "csv")])
def test_what_cannot_be_made_is_refused(camila: User, kind: str, format: str) -> None:
    with pytest.raises(DomainError) as refusal:
        requests.request(kind, {}, format=format, by=camila)

    assert refusal.value.code == "format_unknown"


def test_a_person_waits_for_their_others(camila: User) -> None:
    for _ in range(requests.MOST_UNFINISHED):
        ask(camila)

    with pytest.raises(ConflictError) as refusal:
        ask(camila)

    assert refusal.value.code == "too_many_exports"
    ask(factories.user(Role.SUPERVISOR))


def test_files_about_a_person_go_with_the_person(
    camila: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    about, other = ask(camila, contact_id=7), ask(camila, contact_id=8)
    making.make_due()
    about.refresh_from_db()
    path = files.path_of(about.stored_name)

    with django_capture_on_commit_callbacks(execute=True):
        assert requests.discard_about(7) == 1

    about.refresh_from_db()
    other.refresh_from_db()
    assert (about.state, about.stored_name, path.exists()) == (ExportState.EXPIRED, "", False)
    assert other.is_ready
