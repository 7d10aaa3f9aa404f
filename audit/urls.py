"""Addresses of this app's pages."""

from django.urls import URLPattern, path

from audit import export_views, filter_views, seal_views, views

app_name = "audit"
urlpatterns: list[URLPattern] = [
    path("", views.entry_list, name="list"),
    path("selos/", seal_views.banner, name="seals"),
    path("verificar/", seal_views.verify, name="verify"),
    path("contatos/", filter_views.contacts, name="contacts"),
    path("exportar/", export_views.export, name="export"),
    path("filtros/", filter_views.menu, name="filters"),
    path("filtros/novo/", filter_views.save, name="save_filter"),
    path("filtros/<int:pk>/nome/", filter_views.rename, name="rename_filter"),
    path("filtros/<int:pk>/excluir/", filter_views.delete, name="delete_filter"),
]
