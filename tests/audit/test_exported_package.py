"""What the report exports as a signed package is proved without us, filters and all."""

import pytest

from audit import exporting, package_check, signing
from audit.actions import Action
from audit.models import Entry
from conecta.accounts.roles import Role
from conecta.exports import files, making, requests
from conecta.exports.formats import Format
from tests import factories
from tests.audit import sealed

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_chosen_entries_arrive_with_their_proofs() -> None:
    camila = factories.user(Role.SUPERVISOR)
    sealed.block(3)
    factories.green(factories.contact())
    asked = exporting.parameters("action=opted_in&action=contact_created")

    export = requests.request(exporting.TRAIL, asked, format=Format.JSONL, by=camila)
    making.make_due()

    export.refresh_from_db()
    content = files.path_of(export.stored_name).read_bytes()
    finding = package_check.check(content.splitlines(True), public_key=signing.public_key())
    chosen = Entry.objects.filter(action__in=[Action.OPTED_IN, Action.CONTACT_CREATED])
    assert finding.problems == ()
    assert finding.entries == chosen.count() > 1
