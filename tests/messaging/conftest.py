import pytest
from django.test import Client

from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.whatsapp.models import Channel
from hsm_templates.models import Template
from tests import factories


@pytest.fixture
def agent(db: None) -> User:
    return factories.user(Role.AGENT, name="Rafael Monteiro")


@pytest.fixture
def agent_client(agent: User) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.fixture
def supervisor(db: None) -> User:
    return factories.user(Role.SUPERVISOR, name="Marina Azevedo")


@pytest.fixture
def supervisor_client(supervisor: User) -> Client:
    client = Client()
    client.force_login(supervisor)
    return client


@pytest.fixture
def channel(db: None) -> Channel:
    return factories.channel()


@pytest.fixture
def template(channel: Channel) -> Template:
    return factories.template(account=channel.account)
