"""The dialog "Nova mensagem ativa": a number, and its contact or the way to register it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from conecta.accounts.http import PersonRequest
from contacts import identities, suppressions
from contacts.models import OptinStatus
from contacts.phone import PhoneError, PhoneNumber, parse


@require_http_methods(["GET", "POST"])
@permission_required("messaging.add_message", raise_exception=True)
def start(request: PersonRequest) -> HttpResponse:
    """GET: the dialog, for the number in the address if any. POST: what is known of one typed."""
    if request.method == "GET":
        known = _known(request.GET.get("number", ""))
        return render(request, "messaging/_start.html", known)
    return render(request, "messaging/_start_result.html", _known(request.POST.get("number", "")))


def _known(said: str) -> dict[str, Any]:
    """The OPTIN of a number nobody has is grey, or red when it refused under another contact."""
    if not said.strip():
        return {}
    try:
        number = parse(said)
    except PhoneError as error:
        return {"error": error.message}
    contact = identities.bearer(number)
    if contact is not None:
        return {"number": number, "contact": contact}
    suppressed = suppressions.is_suppressed(suppressions.digests_of_number(number))
    status = OptinStatus.OPTED_OUT if suppressed else OptinStatus.UNDEFINED
    return {
        "number": number,
        "status": status,
        "suppressed": suppressed,
        "register_url": _register_url(number),
    }


def _register_url(number: PhoneNumber) -> str:
    """The form with the number in it; it leads back to this dialog, where the contact is found."""
    back = f"{reverse('messaging:inbox')}?{urlencode({'nova': number.e164})}"
    query = urlencode({"whatsapp": number.e164, "voltar": back})
    return f"{reverse('contacts:new')}?{query}"
