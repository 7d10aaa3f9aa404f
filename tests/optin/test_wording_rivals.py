"""Two who save the settings at once: one does, the other is told."""

from dataclasses import replace

import pytest

from conecta.accounts.roles import Role
from conecta.errors import ConflictError
from optin import wording
from optin.models import ConsentSettings
from optin.wording import Wording
from tests import factories, rivals

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_that_save_at_once_the_second_is_told() -> None:
    author = factories.user(Role.ADMINISTRATOR)

    def save(text: str) -> Wording:
        return wording.change(replace(Wording(), request_text=text), version=1, by=author)

    rival = rivals.overtake(lambda: save("Primeiro"), lambda: save("Segundo"))

    assert rival.waited
    assert isinstance(rival.error, ConflictError)
    assert ConsentSettings.objects.get().request_text == "Primeiro"
    assert ConsentSettings.objects.get().version == 2
