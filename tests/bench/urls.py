"""Our addresses, and the least that a Django view can do with a webhook."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from conecta.urls import urlpatterns as ours

INSERT = """
INSERT INTO messaging_webhookdelivery (body, digest, has_messages, attempt, failure)
VALUES (%s, %s, false, 0, '')
"""


@csrf_exempt
@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    body = request.body
    key = settings.WHATSAPP_APP_SECRETS[0].encode()
    expected = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("X-Hub-Signature-256", "")):
        return HttpResponse(status=403)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [body, hashlib.sha256(body).digest()])
    return HttpResponse(status=200)


urlpatterns = [path("bare/", bare), *ours]
