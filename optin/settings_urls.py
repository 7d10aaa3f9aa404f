"""Addresses of Configurações – Opt-in."""

from django.urls import path

from optin import settings_views, term_views

app_name = "optin_settings"
urlpatterns = [
    path("", settings_views.page, name="page"),
    path("contagens/", settings_views.counters, name="counters"),
    path("termo/novo/", term_views.new, name="term_new"),
    path("termo/versoes/<int:version>/", term_views.version, name="term_version"),
    path("termo/aceitar/", term_views.accept, name="term_accept"),
    path("termo/retirar/", term_views.withdraw, name="term_withdraw"),
    path("termo/andamento/", term_views.progress, name="term_progress"),
]
