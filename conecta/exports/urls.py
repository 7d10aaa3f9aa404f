"""Addresses of this app's pages."""

from django.urls import URLPattern, path

from conecta.exports import views

app_name = "exports"
urlpatterns: list[URLPattern] = [
    path("", views.export_list, name="list"),
    path("<int:pk>/arquivo/", views.download, name="download"),
]
