"""Relatórios – Opt-in: movements of a period, and the HSM that people answer with a refusal."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from audit.forms import ExportForm
from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.errors import DomainError
from conecta.exports import requests
from conecta.exports.formats import Format
from contacts.models import Contact, OptinStatus
from messaging import figures, optout_rates
from messaging.forms import PeriodForm
from optin import charts, exporting, movements, periods
from optin.models import Source
from optin.periods import Period

MAY_SEE = permission_required("optin.view_report", raise_exception=True)
TABLES = [(str(it.value), str(it.label)) for it in (Format.CSV, Format.XLSX)]


@require_GET
@MAY_SEE
def report(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its figures."""
    form = PeriodForm(request.GET)
    is_valid, period = form.is_valid(), _period(form)
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


@require_http_methods(["GET", "POST"])
@MAY_SEE
def export(request: PersonRequest) -> HttpResponse:
    """The dialog that asks for the movements of the period as a table. POST: queued, and on to
    where it appears."""
    period = _period(PeriodForm(request.GET))
    form = ExportForm(posted(request), formats=TABLES)
    if form.is_valid():
        asked = exporting.parameters(period)
        try:
            requests.request(
                exporting.MOVEMENTS, asked, format=form.cleaned_data["format"], by=request.user
            )
        except DomainError as error:
            failures.show(form, error)
        else:
            return HttpResponseClientRedirect(reverse("exports:list"))
    title = f"Exportar o opt-in de {period.since:%d/%m/%Y} a {period.until:%d/%m/%Y}"
    status = 422 if form.errors else 200
    context = {"form": form, "title": title}
    return render(request, "messaging/_export_about.html", context, status=status)


def _period(form: PeriodForm) -> Period:
    """As it was asked for; the last thirty days when that cannot be understood."""
    chosen = form.cleaned_data if form.is_valid() else {}
    return periods.chosen(chosen.get("since"), chosen.get("until"))


def _figures(period: Period) -> dict[str, Any]:
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
