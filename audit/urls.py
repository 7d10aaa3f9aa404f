"""Addresses of this app's pages."""

from django.urls import URLPattern, path

from audit import views

app_name = "audit"
urlpatterns: list[URLPattern] = [path("", views.entry_list, name="list")]
