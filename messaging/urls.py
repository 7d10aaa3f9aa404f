"""Addresses of this app's pages and of Meta's webhook."""

from django.urls import path

from messaging import webhooks
from messaging.views import (
    composer,
    conversations,
    dashboard,
    inbox,
    media,
    optin_report,
    panel,
    sends,
    start,
    story,
    unconfirmed,
)

app_name = "messaging"
urlpatterns = [
    # First, because Meta calls nothing as often.
    path("webhooks/whatsapp/", webhooks.whatsapp, name="webhook"),
    path("", dashboard.dashboard, name="dashboard"),
    path("atendimento/", inbox.inbox, name="inbox"),
    path("atendimento/nova/", start.start, name="start"),
    path("atendimento/<int:pk>/", conversations.thread, name="thread"),
    path("atendimento/<int:pk>/antes/<int:before>/", conversations.history, name="history"),
    path("atendimento/<int:pk>/responder/", conversations.reply, name="reply"),
    path("atendimento/<int:pk>/pedir-opt-in/", conversations.ask_optin, name="ask_optin"),
    path("mensagens/sem-confirmacao/", unconfirmed.unconfirmed, name="unconfirmed"),
    path("mensagens/<uuid:uuid>/conferir/", unconfirmed.settle, name="settle"),
    path("mensagens/<uuid:uuid>/midia/", media.media, name="media"),
    path("mensagens/por-hsm/", sends.template_sends, name="template_sends"),
    path("mensagens/por-hsm/<int:pk>/custo/<str:kind>/", sends.template_cost, name="template_cost"),
    path("relatorios/optin/", optin_report.report, name="optin_report"),
    path("relatorios/optin/exportar/", optin_report.export, name="export_optin_report"),
    path("relatorios/auditoria/contato/<int:pk>/", story.story, name="story"),
    path(
        "relatorios/auditoria/contato/<int:pk>/exportar/", story.export_story, name="export_story"
    ),
    path("contatos/<int:pk>/exportar/", story.export_person, name="export_person"),
    path("contatos/<int:pk>/mensagens/", panel.contact_messages, name="contact_messages"),
    path("contatos/<int:pk>/mensagem/", composer.compose, name="compose"),
    path("contatos/<int:pk>/mensagem/previa/", composer.preview, name="preview"),
    path("contatos/<int:pk>/mensagem/enviar/", composer.send, name="send"),
]
