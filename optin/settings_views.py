"""Configurações – Opt-in: the frame of the page, and the counters that it keeps fresh."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conecta.accounts.http import PersonRequest
from optin import figures, term_views, wording_views

MAY_SEE = permission_required("optin.view_termacceptance", raise_exception=True)


@require_GET
@MAY_SEE
def page(request: PersonRequest) -> HttpResponse:
    return render(request, "optin/settings.html", term_views.column() | wording_views.cards())


@require_GET
def about(request: PersonRequest) -> HttpResponse:
    """What the opt-in is, for everybody who is logged in."""
    return render(request, "optin/help.html")


@require_GET
@MAY_SEE
def counters(request: PersonRequest) -> HttpResponse:
    return render(request, "optin/_counters.html", {"colours": figures.colours()})
