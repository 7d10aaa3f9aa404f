"""Addresses of this app's pages and of Meta's webhook."""

from django.urls import path

from messaging import webhooks
from messaging.views import composer, conversations, dashboard, unconfirmed

app_name = "messaging"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("atendimento/", conversations.inbox, name="inbox"),
    path("atendimento/nova/", composer.start, name="start"),
    path("atendimento/<int:pk>/", conversations.thread, name="thread"),
    path("atendimento/<int:pk>/responder/", conversations.reply, name="reply"),
    path("mensagens/<uuid:uuid>/conferir/", unconfirmed.settle, name="settle"),
    path("contatos/<int:pk>/mensagens/", conversations.contact_messages, name="contact_messages"),
    path("contatos/<int:pk>/mensagem/", composer.compose, name="compose"),
    path("contatos/<int:pk>/mensagem/enviar/", composer.send, name="send"),
    path("webhooks/whatsapp/", webhooks.whatsapp, name="webhook"),
]
