"""The one place that includes every app's addresses, the API router and the admin."""

from allauth.account import views as account
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required, login_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from audit.api import EntryViewSet
from conecta.health import READY, HealthView, MetricsView
from conecta.whatsapp.api import ChannelViewSet
from conecta.whatsapp.rate_api import RateViewSet
from contacts.api import ContactViewSet
from contacts.field_api import CustomFieldViewSet
from hsm_templates.api import TemplateViewSet
from messaging.api import MessageViewSet
from optin.api import ConsentViewSet, InboundView
from optin.settings_views import about as about_optin
from optin.term_api import TermView

router = DefaultRouter(trailing_slash=True)
router.include_root_view = False
router.register("audit", EntryViewSet, basename="audit")
router.register("channels", ChannelViewSet, basename="channel")
router.register("contacts", ContactViewSet, basename="contact")
router.register("contacts", ConsentViewSet, basename="consent")
router.register("custom-fields", CustomFieldViewSet, basename="custom-field")
router.register("messages", MessageViewSet, basename="message")
router.register("rates", RateViewSet, basename="rate")
router.register("templates", TemplateViewSet, basename="template")

account_urls: list[URLPattern | URLResolver] = [
    path("entrar/", account.login, name="account_login"),
    path("sair/", account.logout, name="account_logout"),
    path("entrar/inativo/", account.account_inactive, name="account_inactive"),
    path("entrar/confirmar/", account.reauthenticate, name="account_reauthenticate"),
    path("senha/", account.password_change, name="account_change_password"),
    path("senha/nova/", account.password_set, name="account_set_password"),
    path("senha/esqueci/", account.password_reset, name="account_reset_password"),
    path("senha/esqueci/enviado/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^senha/redefinir/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "senha/redefinida/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("messaging.urls")),
    *account_urls,
    path("contatos/", include("contacts.urls")),
    path("contatos/", include("optin.urls")),
    path("configuracoes/hsm/", include("hsm_templates.urls")),
    path("configuracoes/optin/", include("optin.settings_urls")),
    path("ajuda/opt-in/", about_optin, name="optin_help"),
    path("configuracoes/optin/", include("optin.wording_urls")),
    path("configuracoes/campos/", include("contacts.field_urls")),
    path("configuracoes/canais/", include("conecta.whatsapp.urls")),
    path("configuracoes/tarifas/", include("conecta.whatsapp.rate_urls")),
    path("", include("conecta.accounts.urls")),
    path("relatorios/auditoria/", include("audit.urls")),
    path("relatorios/exportacoes/", include("conecta.exports.urls")),
    path("healthz", login_not_required(HealthView.as_view()), name="healthz"),
    path("readyz", login_not_required(HealthView.as_view(checks=READY)), name="readyz"),
    path("metrics", login_not_required(MetricsView.as_view(checks=READY)), name="metrics"),
    # The one page for passwords, which records their change.
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="admin_password_change",
    ),
    path("admin/", admin.site.urls),
    path("api/v1/optin/term/", TermView.as_view(), name="optin_term"),
    path("api/v1/inbound/", InboundView.as_view(), name="inbound"),
    path("api/v1/", include(router.urls)),
    path("api/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path(
        "api/docs/",
        login_required(SpectacularSwaggerSplitView.as_view(url_name="api_schema")),
        name="api_docs",
    ),
]
