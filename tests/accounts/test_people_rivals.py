"""Two administrators who remove each other at the same moment."""

import pytest

from conecta.accounts import people
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.errors import NotAllowedError
from tests import factories
from tests.rivals import overtake


@pytest.mark.django_db(transaction=True)
def test_one_of_the_last_two_always_remains() -> None:
    ana, bia = factories.user(Role.ADMINISTRATOR), factories.user(Role.ADMINISTRATOR)

    rival = overtake(lambda: people.deactivate(ana, by=bia), lambda: people.deactivate(bia, by=ana))

    assert rival.waited
    assert isinstance(rival.error, NotAllowedError)
    assert list(User.objects.filter(is_active=True)) == [bia]
