"""The example's own file in a message: lent to the number, and given by its id."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from conecta.whatsapp.models import BusinessAccount, Channel
from contacts.models import Contact
from hsm_templates import samples
from hsm_templates.models import Sample, Template
from tests import factories
from tests.contacts.markup import select
from tests.hsm_templates import pieces
from tests.messaging.pages import events
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz")


@pytest.fixture
def illustrated(channel: Channel, settings: Any, tmp_path: Any) -> Template:
    """A template whose example was uploaded here."""
    settings.MEDIA_ROOT = tmp_path
    handle = "4::aW1hZ2Vt"
    sample = Sample(
        account=channel.account,
        kind="IMAGE",
        file_name="sofa.png",
        mime_type="image/png",
        size=len(PNG),
        handle=handle,
        digest=samples.digest_of(handle),
    )
    sample.file.save("sofa", ContentFile(PNG))
    components = [pieces.media("IMAGE", handle), pieces.body()]
    return factories.template(account=channel.account, components=components)


def ask(client: Client, ana: Contact, channel: Channel, template: Template) -> Any:
    url = reverse("messaging:preview", args=[ana.pk])
    said = {"channel": channel.pk, "template": template.pk}
    return client.post(f"{url}?parte=fields&amostra=header.image", said)


def test_it_is_lent_to_the_number_and_given_by_its_id(
    agent_client: Client,
    ana: Contact,
    channel: Channel,
    illustrated: Template,
    simulator: Simulator,
) -> None:
    answer = ask(agent_client, ana, channel, illustrated)

    (field,) = select(answer, "#compose-blanks .input")
    assert field.attributes["name"] == "value.header.image"
    assert field.attributes["value"].isdigit()
    assert simulator.stats()["calls"]["POST media"] == 1


def test_metas_refusal_leaves_the_field_and_is_said(
    agent_client: Client,
    ana: Contact,
    channel: Channel,
    illustrated: Template,
    simulator: Simulator,
) -> None:
    BusinessAccount.objects.update(access_token="expired")

    answer = ask(agent_client, ana, channel, illustrated)

    assert select(answer, "#compose-blanks .input")[0].attributes["value"] == ""
    assert "O arquivo não foi enviado à Meta" in str(events(answer))
