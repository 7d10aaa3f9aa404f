"""Addresses of the cards about words in Configurações – Opt-in."""

from django.urls import path

from optin import wording_views

app_name = "optin_wording"
urlpatterns = [
    path("palavras/", wording_views.words, name="words"),
    path("pedido/", wording_views.request_text, name="request_text"),
    path("palavras/testar/", wording_views.try_text, name="try_text"),
]
