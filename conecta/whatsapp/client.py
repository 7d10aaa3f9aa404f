"""The only door to Meta: one method a call.

A failed call raises NotSentError (it has not left), UnknownOutcomeError (it may have) or
RefusedError (Meta said no); after a failed read, reading again is always right.
"""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import IO, Any
from urllib.parse import quote

from conecta.whatsapp.answers import (
    read_created_template,
    read_health,
    read_media,
    read_phone_number,
    read_send,
    read_subscribed_app,
    read_template,
)
from conecta.whatsapp.errors import (
    NotSentError,
    PayloadError,
    Refusal,
    RefusedError,
    UnknownOutcomeError,
)
from conecta.whatsapp.payloads import SendPayload, TemplateDraft
from conecta.whatsapp.transport import Session, Transport
from conecta.whatsapp.types import (
    CreatedTemplate,
    HealthRecord,
    MediaRecord,
    PhoneNumberRecord,
    SendResult,
    SubscribedApp,
    TemplateRecord,
)
from conecta.whatsapp.wire import JsonObject, child, integer, objects, text
from conecta.whatsapp.words import Category

TEMPLATE_FIELDS = (
    "id,name,language,status,category,previous_category,correct_category,parameter_format,"
    "components,quality_score,rejected_reason,message_send_ttl_seconds"
)
PHONE_NUMBER_FIELDS = (
    "id,display_phone_number,verified_name,name_status,quality_rating,status,throughput,"
    "account_mode,webhook_configuration,whatsapp_business_manager_messaging_limit"
)
STALE_CURSOR = 131059
# How often a broken upload is taken up again.
UPLOAD_RESUMPTIONS = 2


class CloudClient:
    """Calls in the name of one token. Cheap to make; the Session is what is worth keeping."""

    def __init__(
        self,
        token: str,
        *,
        base_url: str,
        version: str,
        timeout: float,
        session: Session | None = None,
    ) -> None:
        root = f"{base_url.rstrip('/')}/{version}"
        self._transport = Transport(token, root=root, timeout=timeout, session=session)

    # --- messages and media

    def send(self, phone_number_id: str, payload: SendPayload) -> SendResult:
        """Post a message. An answer that names no message is an unknown outcome."""
        answer = self._transport.request("POST", _path(phone_number_id, "messages"), body=payload)
        result = read_send(answer)
        if result is None:
            raise UnknownOutcomeError("the answer names no message")
        return result

    def mark_read(self, phone_number_id: str, wamid: str) -> None:
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
        self._confirm("POST", _path(phone_number_id, "messages"), body=body)

    def upload_media(
        self, phone_number_id: str, file: IO[bytes], *, mime_type: str, file_name: str
    ) -> str:
        """The id under which messages of that number may carry the file, for 30 days."""
        path = _path(phone_number_id, "media")
        answer = self._transport.post_file(path, file, mime_type=mime_type, file_name=file_name)
        media_id = text(answer, "id")
        if not media_id:
            raise UnknownOutcomeError("the answer names no medium")
        return media_id

    def get_media(self, media_id: str) -> MediaRecord:
        return read_media(self._transport.request("GET", _path(media_id)))

    def download_media(self, url: str, into: IO[bytes], *, max_bytes: int) -> int:
        """Copy a medium, answer its size. MediaError for a strange host or a size above the bound.

        The token goes with the request: only to the API's own origin and to Meta's media host.
        """
        return self._transport.download(url, into, max_bytes=max_bytes)

    def upload_sample(
        self, content: IO[bytes], *, size: int, mime_type: str, file_name: str
    ) -> str:
        """The handle of a template's medium, by the resumable upload of the token's own app.

        A connection that breaks is taken up again where Meta says that it broke.
        """
        params = {"file_name": file_name, "file_length": str(size), "file_type": mime_type}
        begun = self._transport.request("POST", _path("app", "uploads"), params=params)
        upload = quote(text(begun, "id"), safe=":?=&")
        offset = 0
        for is_last in (*[False] * UPLOAD_RESUMPTIONS, True):
            try:
                answer = self._transport.upload(upload, content, offset=offset)
            except (NotSentError, UnknownOutcomeError):
                if is_last:
                    raise
                state = self._transport.request("GET", upload)
                offset = min(integer(state, "file_offset") or 0, size)
            else:
                break
        handle = text(answer, "h")
        if not handle:
            raise UnknownOutcomeError("the answer names no handle")
        return handle

    # --- templates

    def create_template(self, waba_id: str, draft: TemplateDraft) -> CreatedTemplate:
        path = _path(waba_id, "message_templates")
        created = read_created_template(self._transport.request("POST", path, body=draft.payload()))
        if created is None:
            raise UnknownOutcomeError("the answer names no template")
        return created

    def edit_template(
        self,
        template_id: str,
        *,
        components: Sequence[JsonObject],
        category: Category | None = None,
        ttl_seconds: int | None = None,
    ) -> None:
        """Replace the components whole; Meta refuses another category once it is APPROVED."""
        body: JsonObject = {"components": list(components)}
        if category is not None:
            body["category"] = category.value
        if ttl_seconds is not None:
            body["message_send_ttl_seconds"] = ttl_seconds
        self._confirm("POST", _path(template_id), body=body)

    def delete_template(self, waba_id: str, *, name: str, template_id: str = "") -> None:
        """Delete one language (`template_id`), or every language of the name."""
        params = {"name": name} | ({"hsm_id": template_id} if template_id else {})
        self._confirm("DELETE", _path(waba_id, "message_templates"), params=params)

    def unpause_template(self, template_id: str) -> None:
        """End a pause by pacing; Meta takes it from about five minutes after the pause."""
        self._confirm("POST", _path(template_id, "unpause"))

    def get_template(self, template_id: str) -> TemplateRecord:
        params = {"fields": TEMPLATE_FIELDS}
        return read_template(self._transport.request("GET", _path(template_id), params=params))

    def list_templates(self, waba_id: str, *, limit: int = 100) -> Iterator[TemplateRecord]:
        """All of them, `limit` a page. A stale cursor restarts once: some may come twice."""
        params = {"fields": TEMPLATE_FIELDS, "limit": str(limit)}
        for item in self._pages(_path(waba_id, "message_templates"), params):
            yield read_template(item)

    # --- numbers and accounts

    def list_phone_numbers(self, waba_id: str) -> list[PhoneNumberRecord]:
        params = {"fields": PHONE_NUMBER_FIELDS}
        items = self._pages(_path(waba_id, "phone_numbers"), params)
        return [read_phone_number(item) for item in items]

    def get_phone_number(self, phone_number_id: str) -> PhoneNumberRecord:
        params = {"fields": PHONE_NUMBER_FIELDS}
        return read_phone_number(
            self._transport.request("GET", _path(phone_number_id), params=params)
        )

    def subscribe_app(self, waba_id: str) -> None:
        """Ask Meta to deliver this account's webhooks to the token's app."""
        self._confirm("POST", _path(waba_id, "subscribed_apps"))

    def subscribed_apps(self, waba_id: str) -> list[SubscribedApp]:
        items = self._pages(_path(waba_id, "subscribed_apps"), {})
        return [read_subscribed_app(item) for item in items]

    def health(self, node_id: str) -> HealthRecord:
        """Whether a number, template or account can send, and what stands in the way."""
        params = {"fields": "health_status"}
        return read_health(self._transport.request("GET", _path(node_id), params=params))

    def _confirm(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        answer = self._transport.request(method, path, params=params, body=body)
        if answer.get("success") is not True:
            raise RefusedError(Refusal(http_status=HTTPStatus.OK))

    def _pages(self, path: str, params: Mapping[str, str]) -> Iterator[JsonObject]:
        """Follow the cursors, never the `next` address: Meta writes the token into that."""
        after, restarted = "", False
        while True:
            try:
                cursor = {"after": after} if after else {}
                page = self._transport.request("GET", path, params={**params, **cursor})
            except RefusedError as error:
                if restarted or not after or error.refusal.code != STALE_CURSOR:
                    raise
                after, restarted = "", True
                continue
            yield from objects(page, "data")
            paging = child(page, "paging")
            following = text(child(paging, "cursors"), "after")
            if not paging.get("next") or following in ("", after):
                return
            after = following


def _path(*ids: str) -> str:
    """Ids may come from webhooks: none may climb out of its place in the path."""
    if not all(part.strip(".") for part in ids):
        raise PayloadError("O identificador da Meta não é válido.", field="id")
    return "/".join(quote(part, safe="") for part in ids)
