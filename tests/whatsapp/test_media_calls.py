"""Media that people send: fetched from Meta alone, up to a bound."""

from io import BytesIO

import pytest

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import MediaError, RefusedError, UnknownOutcomeError
from conecta.whatsapp.types import MediaRecord
from tests.whatsapp.loopback import Fault, Meta, Reply, answer, refusal

PHOTO = bytes(range(256)) * 1024


def test_a_medium_has_an_address_a_type_and_a_size(meta: Meta, client: CloudClient) -> None:
    meta.will(
        answer(
            {
                "id": "1003383421387256",
                "url": "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
                "mime_type": "image/jpeg",
                "sha256": "3f9d",
                "file_size": "303833",
            }
        )
    )

    assert client.get_media("1003383421387256") == MediaRecord(
        id="1003383421387256",
        url="https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
        mime_type="image/jpeg",
        sha256="3f9d",
        size=303833,
    )


def test_a_medium_is_copied_whole_with_the_token(meta: Meta, client: CloudClient) -> None:
    meta.will(Reply(body=PHOTO))
    copy = BytesIO()

    size = client.download_media(f"{meta.url}/media/1?mid=1", copy, max_bytes=len(PHOTO))

    assert (size, copy.getvalue()) == (len(PHOTO), PHOTO)
    assert meta.received[0].headers["Authorization"] == "Bearer EAAG-secret-token"


def test_a_medium_above_the_bound_is_left(meta: Meta, client: CloudClient) -> None:
    meta.will(Reply(body=PHOTO))
    copy = BytesIO()

    with pytest.raises(MediaError) as failure:
        client.download_media(f"{meta.url}/media/1", copy, max_bytes=len(PHOTO) - 1)

    assert failure.value.code == "media_too_large"
    assert len(copy.getvalue()) < len(PHOTO)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/media/1",
        "http://localhost/media/1",
        "http://169.254.169.254/latest/meta-data/",
        "http://lookaside.fbsbx.com/whatsapp_business/attachments/",
        "https://lookaside.fbsbx.com:8443/whatsapp_business/attachments/",
        "https://lookaside.fbsbx.com.example.com/",
        "https://lookaside.fbsbx.com@example.com/",
        "https://example.com\\@lookaside.fbsbx.com/",
        "https://example.com/?https://lookaside.fbsbx.com/",
        "file:///etc/passwd",
        "https://[::1",
        "",
    ],
)
def test_a_medium_anywhere_else_is_never_fetched(meta: Meta, client: CloudClient, url: str) -> None:
    with pytest.raises(MediaError) as failure:
        client.download_media(url, BytesIO(), max_bytes=10)

    assert failure.value.code == "media_host_refused"
    assert meta.received == []


def test_a_medium_that_has_moved_is_not_followed(meta: Meta, client: CloudClient) -> None:
    meta.will(Reply(status=302, headers={"Location": f"{meta.url}/media/2"}))

    with pytest.raises(RefusedError):
        client.download_media(f"{meta.url}/media/1", BytesIO(), max_bytes=10)

    assert len(meta.received) == 1


def test_an_expired_address_is_a_refusal(meta: Meta, client: CloudClient) -> None:
    meta.will(refusal(100, status=401))

    with pytest.raises(RefusedError) as failure:
        client.download_media(f"{meta.url}/media/1", BytesIO(), max_bytes=10)

    assert failure.value.refusal.http_status == 401


def test_a_medium_cut_short_is_no_medium(meta: Meta, client: CloudClient) -> None:
    meta.will(Fault.CUT)

    with pytest.raises(UnknownOutcomeError):
        client.download_media(f"{meta.url}/media/1", BytesIO(), max_bytes=1000)
