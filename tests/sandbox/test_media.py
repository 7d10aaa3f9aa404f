import hashlib
from typing import Any

import pytest
import requests

from tests.sandbox.caller import NUMBER, Caller, code_of
from tests.sandbox.receiver import Receiver

PICTURE = b"\x89PNG\r\n\x1a\n\r\n--linhas\r\n\x00\xff"


def upload(sandbox: Caller, content: bytes = PICTURE) -> requests.Response:
    files = {"file": ("foto.png", content, "image/png")}
    data = {"messaging_product": "whatsapp", "type": "image/png"}
    return sandbox.graph("POST", f"{NUMBER}/media", files=files, data=data)


def test_an_uploaded_file_comes_back_whole(sandbox: Caller) -> None:
    media_id = upload(sandbox).json()["id"]

    node = sandbox.graph("GET", media_id).json()
    file = requests.get(node["url"], headers={"Authorization": "Bearer x"}, timeout=5)

    assert node["mime_type"] == "image/png"
    assert node["sha256"] == hashlib.sha256(PICTURE).hexdigest()
    assert node["file_size"] == len(PICTURE)
    assert file.content == PICTURE
    assert file.headers["content-type"] == "image/png"


def test_the_link_alone_is_not_enough(sandbox: Caller) -> None:
    node = sandbox.graph("GET", upload(sandbox).json()["id"]).json()

    assert requests.get(node["url"], timeout=5).status_code == 403


def test_an_altered_link_leads_nowhere(sandbox: Caller) -> None:
    node = sandbox.graph("GET", upload(sandbox).json()["id"]).json()

    url = node["url"].replace("ext=", "ext=9")

    assert requests.get(url, headers={"Authorization": "Bearer x"}, timeout=5).status_code == 404


def test_a_deleted_file_is_gone(sandbox: Caller) -> None:
    media_id = upload(sandbox).json()["id"]

    assert sandbox.graph("DELETE", media_id).json() == {"success": True}
    assert code_of(sandbox.graph("GET", media_id)) == (400, 100)


def test_an_upload_without_a_file_is_refused(sandbox: Caller) -> None:
    assert code_of(sandbox.graph("POST", f"{NUMBER}/media", data={"a": "b"})) == (400, 100)


def test_a_file_that_is_too_large_is_refused(sandbox: Caller) -> None:
    assert code_of(upload(sandbox, bytes(16_000_001))) == (400, 131053)


@pytest.mark.parametrize(
    ("kind", "mime_type", "start"),
    [
        ("image", "image/png", b"\x89PNG"),
        ("audio", "audio/ogg; codecs=opus", b"OggS"),
        ("video", "video/mp4", b"\x00\x00\x00\x18ftyp"),
        ("document", "application/pdf", b"%PDF"),
    ],
)
def test_what_a_customer_sends_can_be_fetched(
    sandbox: Caller, receiver: Receiver, kind: str, mime_type: str, start: bytes
) -> None:
    sandbox.hear("veja", type=kind)

    content: dict[str, Any] = receiver.wait_for_messages(1)[0][kind]
    node = sandbox.graph("GET", content["id"]).json()
    file = requests.get(node["url"], headers={"Authorization": "Bearer x"}, timeout=5)
    assert (content["mime_type"], content["caption"]) == (mime_type, "veja")
    assert content["sha256"] == hashlib.sha256(file.content).hexdigest()
    assert file.content.startswith(start)


def test_a_picture_is_sent_inside_the_window(sandbox: Caller) -> None:
    media_id = upload(sandbox).json()["id"]
    sandbox.hear()

    assert sandbox.send({"type": "image", "image": {"id": media_id}}).status_code == 200
    assert code_of(sandbox.send({"type": "image", "image": {"id": "42"}})) == (400, 131053)


def test_a_sample_is_uploaded_in_pieces(sandbox: Caller) -> None:
    query = {"file_name": "a.png", "file_length": "6", "file_type": "image/png"}
    upload_id = sandbox.graph("POST", "app/uploads", params=query).json()["id"]
    assert upload_id.startswith("upload:")

    first = sandbox.graph("POST", upload_id, data=b"abc", headers={"file_offset": "0"}).json()
    state = sandbox.graph("GET", upload_id).json()
    last = sandbox.graph("POST", upload_id, data=b"def", headers={"file_offset": "3"}).json()

    assert first == state == {"id": upload_id, "file_offset": 3}
    assert last["h"].startswith("4::")


def test_a_sample_of_another_type_is_refused(sandbox: Caller) -> None:
    query = {"file_name": "a.gif", "file_length": "6", "file_type": "image/gif"}

    assert code_of(sandbox.graph("POST", "app/uploads", params=query)) == (400, 100)
