"""Examples of media: judged by what they hold, uploaded to Meta, kept for the preview."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from audit.actions import Action
from conecta.accounts.roles import Role
from hsm_templates.models import Sample
from tests import factories
from tests.hsm_templates import world
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db
URL = reverse("hsm_templates:upload")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture(autouse=True)
def _supervisor(client: Client, settings: pytest.FixtureRequest, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    client.force_login(factories.user(Role.SUPERVISOR))


def given(content: bytes, name: str = "sofa.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_meta_names_it_and_the_preview_can_show_it(client: Client, simulator: Simulator) -> None:
    account = factories.account()

    answer = client.post(URL, {"account": account.pk, "kind": "IMAGE", "file": given(PNG)})

    assert answer.status_code == 201
    assert simulator.stats()["calls"]["POST uploads"] == 1
    sample = Sample.objects.get()
    assert answer.json() == {"handle": sample.handle, "name": "sofa.png"}
    assert sample.handle.startswith("4::")
    shown = client.get(reverse("hsm_templates:sample", args=[sample.digest]))
    assert (shown["Content-Type"], b"".join(shown)) == ("image/png", PNG)
    assert shown["X-Content-Type-Options"] == "nosniff"
    (entry,) = world.entries(Action.TEMPLATE_SAMPLE)
    assert entry.object_id == str(account.pk)


@pytest.mark.parametrize(
    ("kind", "content", "sentence"),
    [
        ("IMAGE", b"", "O arquivo está vazio."),
        ("IMAGE", b"<script>", "Este arquivo não serve. Use JPG ou PNG, até 5 MB."),
        ("VIDEO", PNG, "Este arquivo não serve. Use MP4, até 16 MB."),
        ("IMAGE", PNG + bytes(5 * 1024 * 1024), "O arquivo tem 5,0 MB. Use JPG ou PNG, até 5 MB."),
        ("GIF", PNG, "Escolha imagem, vídeo ou documento."),
    ],
)
def test_what_meta_would_not_take_is_refused_first(
    client: Client, simulator: Simulator, kind: str, content: bytes, sentence: str
) -> None:
    account = factories.account()

    answer = client.post(URL, {"account": account.pk, "kind": kind, "file": given(content)})

    assert (answer.status_code, answer.json()["detail"]) == (422, sentence)
    assert "POST uploads" not in simulator.stats()["calls"]
    assert not Sample.objects.exists()


def test_metas_refusal_is_said_in_words(client: Client, simulator: Simulator) -> None:
    account = factories.account(access_token="expired")

    answer = client.post(URL, {"account": account.pk, "kind": "IMAGE", "file": given(PNG)})

    assert (answer.status_code, answer.json()["code"]) == (422, "sample_refused")
    assert "token" in answer.json()["detail"].lower()
    assert not Sample.objects.exists()


def test_an_account_is_needed(client: Client) -> None:
    answer = client.post(URL, {"kind": "IMAGE", "file": given(PNG)})

    assert (answer.status_code, answer.json()["code"]) == (422, "account")


def test_the_api_takes_the_same_file(simulator: Simulator) -> None:
    factories.account()
    api = APIClient()
    api.force_authenticate(factories.user(Role.SUPERVISOR))

    answer = api.post("/api/v1/templates/samples/", {"kind": "IMAGE", "file": given(PNG)})

    assert answer.status_code == 201
    assert answer.json()["handle"] == Sample.objects.get().handle
