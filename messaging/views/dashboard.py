"""The plain panel: who waits, what left today, what needs a person."""

from datetime import datetime, time
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from conecta.accounts.http import PersonRequest
from contacts.models import Contact, OptinStatus
from messaging.models import Conversation, Direction, Message, MessageStatus


@require_GET
@permission_required("messaging.view_message", raise_exception=True)
def dashboard(request: PersonRequest) -> HttpResponse:
    waiting = Conversation.objects.unanswered().select_related("contact", "channel")
    unconfirmed = Message.objects.unconfirmed().select_related("contact", "channel")
    context = {
        "waiting_count": waiting.count(),
        "waiting": waiting[:5],
        "unconfirmed_count": unconfirmed.count(),
        "unconfirmed": unconfirmed[:5],
        "today": _today(),
        "optin": _optin(),
    }
    return render(request, "messaging/dashboard.html", context)


def _today() -> dict[str, Any]:
    """Counts of the messages created since midnight in TIME_ZONE (index message_created)."""
    midnight = datetime.combine(
        timezone.localdate(), time.min, tzinfo=timezone.get_current_timezone()
    )
    sent = Q(status__in=(MessageStatus.ACCEPTED, MessageStatus.SENT))
    reached = Q(status__in=(MessageStatus.DELIVERED, MessageStatus.READ))
    return Message.objects.filter(created_at__gte=midnight, direction=Direction.OUTBOUND).aggregate(
        total=Count("id"),
        under_way=Count("id", filter=Q(status__lt=MessageStatus.UNKNOWN)),
        sent=Count("id", filter=sent),
        reached=Count("id", filter=reached),
        read=Count("id", filter=Q(status=MessageStatus.READ)),
        failed=Count("id", filter=Q(status=MessageStatus.FAILED)),
        skipped=Count("id", filter=Q(status=MessageStatus.SKIPPED)),
    )


def _optin() -> dict[str, int]:
    rows = Contact.objects.living().order_by().values_list("optin_status").annotate(Count("id"))
    counts = dict(rows)
    return {status.value: counts.get(status.value, 0) for status in OptinStatus}
