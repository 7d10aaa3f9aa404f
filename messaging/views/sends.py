"""How often each HSM left in the last 30 days, and at what cost, where no messages are known."""

from datetime import timedelta

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from conecta.accounts.http import PersonRequest
from hsm_templates import charges
from hsm_templates.models import Template
from messaging.models import Message

MAY_SEE = permission_required("hsm_templates.view_template", raise_exception=True)
PERIOD = timedelta(days=30)
MOST_ASKED = 100
LONGEST_ID = 18  # digits of a 64-bit integer, none of which overflows


@require_GET
@MAY_SEE
def template_sends(request: PersonRequest) -> HttpResponse:
    """One request for all the rows of a page: each figure finds its own place in it."""
    marks = [mark for mark in request.GET.getlist("id") if mark.isascii() and mark.isdigit()]
    asked = [int(mark) for mark in marks if len(mark) <= LONGEST_ID][:MOST_ASKED]
    rows = Template.objects.visible_to(request.user).filter(pk__in=asked).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    found = Message.objects.sent_per_template(ids, since=timezone.now() - PERIOD)
    figures = [(pk, found.get(pk, 0)) for pk in ids]
    return render(request, "messaging/_template_sends.html", {"figures": figures})


@require_GET
@MAY_SEE
def template_cost(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """What those of the last 30 days would cost in another category; empty when nothing changes."""
    template = get_object_or_404(Template.objects.visible_to(request.user), pk=pk)
    now = timezone.now()
    change = charges.changes(template, now=now).get(kind)
    sent = Message.objects.sent_per_template([pk], since=now - PERIOD)
    context = {"bill": change.bill(sent.get(pk, 0)) if change else None, "kind": kind}
    return render(request, "messaging/_template_cost.html", context)
