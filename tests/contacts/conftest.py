"""People at their browsers."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from tests import factories


@pytest.fixture
def agent(db: None) -> User:
    return factories.user(Role.AGENT, name="Rafael Monteiro")


@pytest.fixture
def supervisor(db: None) -> User:
    return factories.user(Role.SUPERVISOR, name="Marina Azevedo")


@pytest.fixture
def agent_client(agent: User) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def supervisor_client(supervisor: User) -> Client:
    client = Client()
    client.force_login(supervisor)
    return client


@pytest.fixture
def agent_api(agent: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(agent)
    return client


@pytest.fixture
def supervisor_api(supervisor: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(supervisor)
    return client
