"""Addresses of Configurações – Opt-in."""

from django.urls import path

from optin import settings_views

app_name = "optin_settings"
urlpatterns = [
    path("", settings_views.page, name="page"),
    path("contagens/", settings_views.counters, name="counters"),
]
