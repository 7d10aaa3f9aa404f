"""Meta's door: verify, store under a unique digest, wake the worker; nothing else."""

import hashlib
import hmac
import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from conecta.whatsapp.events import GarbageError, peek, verify_signature
from messaging import deliveries

logger = logging.getLogger(__name__)

# Meta posts at most 3 MB; anything larger is not Meta.
MAX_BYTES = 4 * 1024 * 1024


@csrf_exempt
@login_not_required
def whatsapp(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _handshake(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        return HttpResponse(status=413)
    return _receive(request)


def _handshake(request: HttpRequest) -> HttpResponse:
    token = request.GET.get("hub.verify_token", "")
    subscribes = request.GET.get("hub.mode") == "subscribe" and settings.WHATSAPP_VERIFY_TOKEN
    if subscribes and hmac.compare_digest(token.encode(), settings.WHATSAPP_VERIFY_TOKEN.encode()):
        return HttpResponse(request.GET.get("hub.challenge", ""), content_type="text/plain")
    return HttpResponse(status=403)


def _receive(request: HttpRequest) -> HttpResponse:
    body = request.body
    signature = request.headers.get("X-Hub-Signature-256")
    if not verify_signature(body, signature, settings.WHATSAPP_APP_SECRETS):
        logger.warning("webhook refused: missing or wrong signature, %d bytes", len(body))
        return HttpResponse(status=403)
    try:
        is_urgent = peek(body)
    except GarbageError:
        return HttpResponse(status=400)
    deliveries.store(body, hashlib.sha256(body).digest(), has_messages=is_urgent)
    return HttpResponse(status=200)
