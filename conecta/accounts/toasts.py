"""Short news for a page that stays: htmx hands them to static/js/toasts.js."""

from typing import Any, TypeVar

from django.http.response import HttpResponse, HttpResponseBase
from django_htmx.http import trigger_client_event

Answer = TypeVar("Answer", bound=HttpResponseBase)


def toast(
    response: Answer, title: str, *, text: str = "", level: str = "success", undo_url: str = ""
) -> Answer:
    """`level`: success, info, warning or error. "Desfazer" posts to `undo_url`."""
    news: dict[str, Any] = {"level": level, "title": title, "text": text}
    if undo_url:
        news["undo"] = {"url": undo_url}
    trigger_client_event(response, "toast", news)
    return response


def dialog_done(title: str, *, event: str, text: str = "") -> HttpResponse:
    """A dialog has done its work: it closes, the news is told, and `event` lets the page follow."""
    response = trigger_client_event(HttpResponse(status=204), "dialog:close")
    return toast(trigger_client_event(response, event), title, text=text)
