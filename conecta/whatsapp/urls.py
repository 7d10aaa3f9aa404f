"""Addresses of this app's pages."""

from django.urls import URLPattern, path

from conecta.whatsapp import account_views, views

app_name = "whatsapp"
urlpatterns: list[URLPattern] = [
    path("", views.channel_list, name="channels"),
    path("atualizar/", views.start_refresh, name="refresh"),
    path("novo/", views.new, name="new_channel"),
    path("<int:pk>/", views.edit, name="edit_channel"),
    path("<int:pk>/receptivo/", views.set_receptive, name="set_receptive"),
    path("<int:pk>/habilitado/", views.set_enabled, name="set_enabled"),
    path("contas/", account_views.account_list, name="accounts"),
    path("contas/nova/", account_views.new, name="new_account"),
    path("contas/<int:pk>/", account_views.edit, name="edit_account"),
]
