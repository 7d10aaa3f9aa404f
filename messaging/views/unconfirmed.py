"""Messages without confirmation: what a supervisor checks and settles."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from conecta.accounts.http import PersonRequest
from conecta.errors import DomainError
from messaging import settling, threads
from messaging.models import Message
from messaging.settling import SettleOutcome


@require_http_methods(["GET", "POST"])
@permission_required("messaging.settle_message", raise_exception=True)
def settle(request: PersonRequest, uuid: str) -> HttpResponse:
    """The dialog "Conferir mensagem"; a mistake is told in it and loses nothing."""
    message = get_object_or_404(Message.objects.select_related("contact", "channel"), uuid=uuid)
    context = {"line": threads.line(message), "note": request.POST.get("note", ""), "error": ""}
    if request.method == "GET":
        return render(request, "messaging/_settle.html", context)
    try:
        outcome = SettleOutcome(request.POST.get("outcome", ""))
        settling.settle(message, outcome=outcome, note=str(context["note"]), by=request.user)
    except ValueError:
        context["error"] = "Escolha se a mensagem chegou ou não."
    except DomainError as error:
        context["error"] = error.message
    if context["error"]:
        return render(request, "messaging/_settle.html", context, status=422)
    response = trigger_client_event(HttpResponse(status=204), "dialog:close")
    trigger_client_event(response, "messages-changed")
    return trigger_client_event(response, "toast", {"level": "success", "title": "Conferida"})
