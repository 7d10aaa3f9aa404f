"""Addresses of this app's pages."""

from django.urls import URLPattern, path

from conecta.accounts import token_views, views

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("perfil/", views.profile, name="profile"),
    path("configuracoes/usuarios/", views.user_list, name="users"),
    path("configuracoes/usuarios/novo/", views.new, name="new"),
    path("configuracoes/usuarios/<int:pk>/", views.detail, name="detail"),
    path("configuracoes/usuarios/<int:pk>/desativar/", views.deactivate, name="deactivate"),
    path("configuracoes/usuarios/<int:pk>/reativar/", views.reactivate, name="reactivate"),
    path("configuracoes/usuarios/<int:pk>/convidar/", views.invite, name="invite"),
    path("configuracoes/usuarios/<int:pk>/chaves/nova/", token_views.new, name="new_token"),
    path(
        "configuracoes/usuarios/<int:pk>/chaves/<str:digest>/revogar/",
        token_views.revoke,
        name="revoke_token",
    ),
]
