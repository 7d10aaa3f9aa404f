"""Addresses of this app's pages."""

from django.urls import URLPattern

app_name = "hsm_templates"
urlpatterns: list[URLPattern] = []
