"""Files that people sent: shown if that is safe, else downloaded, and only to who may read."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conecta.accounts.models import User
from conecta.whatsapp.models import Channel
from messaging.models import MediaFile, Message, MessageKind
from tests import factories
from tests.contacts.markup import attribute, select, text_of

pytestmark = pytest.mark.django_db

CONTENT = b"\x89PNG content"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def message(channel: Channel) -> Message:
    return factories.inbound(channel, factories.contact("Ana"), "", kind=MessageKind.IMAGE)


def keep(message: Message, *, mime_type: str = "image/png", filename: str = "") -> MediaFile:
    media = MediaFile(message=message, media_id="1", mime_type=mime_type, filename=filename)
    media.file.save(str(message.uuid), ContentFile(CONTENT), save=True)
    return media


def fetch(client: Client, message: Message) -> tuple[Any, bytes]:
    """The response, its file read to the end and closed."""
    response: Any = client.get(reverse("messaging:media", args=[message.uuid]))
    return response, b"".join(response) if response.streaming else response.content


def thread(client: Client, message: Message) -> Any:
    return client.get(reverse("messaging:thread", args=[message.conversation_id]))


@pytest.mark.parametrize("mime_type", ["image/png", "image/jpeg", "video/mp4", "audio/mpeg"])
def test_what_a_browser_only_shows_is_shown(
    agent_client: Client, message: Message, mime_type: str
) -> None:
    keep(message, mime_type=mime_type)

    response, content = fetch(agent_client, message)

    assert content == CONTENT
    assert response.headers["Content-Type"] == mime_type
    assert response.headers["Content-Disposition"].startswith("inline;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, max-age=300"


def test_parameters_of_a_type_do_not_matter(agent_client: Client, message: Message) -> None:
    keep(message, mime_type="audio/OGG; codecs=opus")

    assert fetch(agent_client, message)[0].headers["Content-Type"] == "audio/ogg"


@pytest.mark.parametrize(
    "mime_type", ["text/html", "image/svg+xml", "application/pdf", "application/xhtml+xml", "", "x"]
)
def test_everything_else_is_only_downloaded_as_bytes(
    agent_client: Client, message: Message, mime_type: str
) -> None:
    keep(message, mime_type=mime_type, filename="nota.html")

    response, _ = fetch(agent_client, message)

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="nota.html"'


@pytest.mark.parametrize(
    ("given", "handed_out"),
    [
        ("../../etc/passwd", "etcpasswd"),
        ("..\\..\\a.exe", "a.exe"),
        ('a"; filename="b.exe', "a; filename=b.exe"),
        ("linha\r\nSet-Cookie: x=1", "linhaSet-Cookie: x=1"),
        ("...", "imagem.png"),
        ("", "imagem.png"),
    ],
)
def test_the_senders_name_for_it_holds_no_path_and_no_header(
    agent_client: Client, message: Message, given: str, handed_out: str
) -> None:
    keep(message, filename=given)

    disposition = fetch(agent_client, message)[0].headers["Content-Disposition"]

    assert disposition == f'inline; filename="{handed_out}"'


def test_a_name_with_accents_survives(agent_client: Client, message: Message) -> None:
    keep(message, mime_type="application/pdf", filename="recibo março.pdf")

    disposition = fetch(agent_client, message)[0].headers["Content-Disposition"]

    assert disposition == "attachment; filename*=utf-8''recibo%20mar%C3%A7o.pdf"


def test_a_stranger_is_sent_to_the_entrance(client: Client, message: Message) -> None:
    keep(message)

    assert fetch(client, message)[0].status_code == 302


def test_who_may_not_read_messages_gets_no_file(client: Client, message: Message) -> None:
    keep(message)
    client.force_login(User.objects.create_user("semgrupo@exemplo.com.br", "uma-senha-que-serve"))

    assert fetch(client, message)[0].status_code == 403


def test_a_file_not_fetched_yet_or_lost_from_disk_is_not_found(
    agent_client: Client, message: Message
) -> None:
    media = keep(message)
    Path(media.file.path).unlink()

    lost, _ = fetch(agent_client, message)
    MediaFile.objects.update(file="")
    unfetched, _ = fetch(agent_client, message)

    assert (lost.status_code, unfetched.status_code) == (404, 404)


def test_the_thread_shows_an_image_that_opens_alone(agent_client: Client, message: Message) -> None:
    keep(message)

    page = thread(agent_client, message)

    url = reverse("messaging:media", args=[message.uuid])
    assert attribute(page, ".msg__image img", "src") == url
    assert attribute(page, ".msg__image", "href") == url


@pytest.mark.parametrize("shape", ["audio", "video"])
def test_the_thread_plays_sound_and_film(
    agent_client: Client, message: Message, shape: str
) -> None:
    keep(message, mime_type=f"{shape}/mp4")

    player = select(thread(agent_client, message), f".msg {shape}")[0].attributes

    assert player["src"] == reverse("messaging:media", args=[message.uuid])
    assert player["preload"] == "none"


def test_the_thread_links_a_document_by_its_name(agent_client: Client, message: Message) -> None:
    Message.objects.update(kind=MessageKind.DOCUMENT)
    keep(message, mime_type="application/pdf", filename="recibo.pdf")

    assert text_of(thread(agent_client, message), ".msg__file a") == "recibo.pdf"


def test_the_thread_says_when_a_file_is_coming_or_lost(
    agent_client: Client, message: Message
) -> None:
    media = MediaFile.objects.create(message=message, media_id="1", due_at=timezone.now())

    coming = text_of(thread(agent_client, message), ".msg__file")
    MediaFile.objects.filter(pk=media.pk).update(due_at=None, failure="Expirou")
    lost = text_of(thread(agent_client, message), ".msg__file")

    assert coming == "[imagem] chegando…"
    assert lost.startswith("[imagem] não foi possível baixar")
