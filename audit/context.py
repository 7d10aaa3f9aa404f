"""Where a change comes from: origin, address and request, for the time of one request or task."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4

from django.db import models
from django.http import HttpRequest, HttpResponse


class Origin(models.TextChoices):
    PAGE = "page", "Painel"
    API = "api", "API"
    ADMIN = "admin", "Django admin"
    WEBHOOK = "webhook", "WhatsApp"
    SYSTEM = "system", "Sistema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    origin: Origin = Origin.SYSTEM
    ip: str | None = None
    request_id: str = ""


NOWHERE = Context()
_current: ContextVar[Context] = ContextVar("audit_context", default=NOWHERE)

PREFIXES = (("/api/", Origin.API), ("/admin/", Origin.ADMIN), ("/webhooks/", Origin.WEBHOOK))


def current() -> Context:
    return _current.get()


@contextmanager
def coming_from(origin: Origin, *, ip: str | None = None, request_id: str = "") -> Iterator[None]:
    """Everything recorded inside is said to come from there."""
    token = _current.set(Context(origin=origin, ip=ip, request_id=request_id or str(uuid4())))
    try:
        yield
    finally:
        _current.reset(token)


class AuditMiddleware:
    """Sets the context of each request; the address is the one the application server saw."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        origin = next((o for prefix, o in PREFIXES if path.startswith(prefix)), Origin.PAGE)
        with coming_from(origin, ip=request.META.get("REMOTE_ADDR")):
            return self.get_response(request)
