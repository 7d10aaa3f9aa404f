"""Relatórios – Opt-in: movements of a period, and the HSM that people answer with a refusal."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conecta.accounts.http import PersonRequest
from contacts.models import Contact, OptinStatus
from messaging import figures, optout_rates
from messaging.forms import PeriodForm
from optin import charts, movements, periods
from optin.models import Source


@require_GET
@permission_required("optin.view_report", raise_exception=True)
def report(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its figures."""
    form = PeriodForm(request.GET)
    is_valid = form.is_valid()
    chosen = form.cleaned_data if is_valid else {}
    period = periods.chosen(chosen.get("since"), chosen.get("until"))
    context: dict[str, Any] = {
        "period": period,
        "since": period.since,
        "until": period.until,
        "errors": [error for errors in form.errors.values() for error in errors],
    }
    if is_valid:
        context |= _figures(period)
    name = "_optin_report" if request.htmx else "optin_report"
    return render(request, f"messaging/{name}.html", context)


def _figures(period: periods.Period) -> dict[str, Any]:
    days = movements.by_day(period)
    by_term = Contact.objects.living().filter(
        optin_status=OptinStatus.OPTED_IN, optin_source=Source.TERM
    )
    consent, term_count = figures.consent(), by_term.count()
    return {
        "days": days,
        "total": movements.total(days.values()),
        "chart": charts.draw(days),
        "sources": movements.by_source(period),
        "channels": movements.by_channel(period),
        "rates": optout_rates.by_template(period),
        "answer_hours": int(optout_rates.ANSWER_TIME / timedelta(hours=1)),
        "consent": consent,
        "by_term": figures.share(term_count, consent.total),
        "by_word": figures.share(consent.opted_in.count - term_count, consent.total),
    }
