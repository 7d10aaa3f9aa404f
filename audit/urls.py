"""Addresses of this app's pages."""

from django.urls import URLPattern, path

from audit import seal_views, views

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("", views.entry_list, name="list"),
    path("selos/", seal_views.banner, name="seals"),
    path("verificar/", seal_views.verify, name="verify"),
]
