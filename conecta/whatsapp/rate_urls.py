"""Addresses of the rate card's pages."""

from django.urls import URLPattern, path

from conecta.whatsapp import rate_views

app_name = "rates"
urlpatterns: list[URLPattern] = [
    path("", rate_views.rate_list, name="list"),
    path("nova/", rate_views.new, name="new"),
    path("<int:pk>/remover/", rate_views.remove, name="remove"),
]
