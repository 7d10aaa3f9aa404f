"""Everything that can be audited, on one screen."""

from django.db import models


class Action(models.TextChoices):
    LOGGED_IN = "logged_in", "Entrou"
    LOGGED_OUT = "logged_out", "Saiu"
    LOGIN_FAILED = "login_failed", "Falhou ao entrar"
    USER_CREATED = "user_created", "Cadastrou usuário"
    USER_CHANGED = "user_changed", "Alterou usuário"
    PASSWORD_CHANGED = "password_changed", "Trocou a senha"
    TOKEN_CREATED = "token_created", "Criou chave de API"
    TOKEN_REVOKED = "token_revoked", "Revogou chave de API"

    CONTACT_CREATED = "contact_created", "Cadastrou contato"
    CONTACT_CHANGED = "contact_changed", "Alterou contato"
    GROUP_CREATED = "group_created", "Criou grupo"
    GROUP_CHANGED = "group_changed", "Renomeou grupo"
    GROUP_DELETED = "group_deleted", "Excluiu grupo"
    CONTACT_MERGED = "contact_merged", "Uniu contatos"
    WRONG_PERSON_MARKED = "wrong_person_marked", "Marcou número errado"
    WRONG_PERSON_UNDONE = "wrong_person_undone", "Desfez número errado"

    OPTED_IN = "opted_in", "Opt-in"
    OPTED_OUT = "opted_out", "Opt-out"
    OPTIN_RESET = "optin_reset", "Opt-in voltou a indefinido"
    OPTIN_REFUSED = "optin_refused", "Opt-in recusado pelas regras"
    MARKETING_STOPPED = "marketing_stopped", "Parou marketing na Meta"
    MARKETING_RESUMED = "marketing_resumed", "Retomou marketing na Meta"

    CHANNEL_CHANGED = "channel_changed", "Alterou canal"
    CHANNEL_CREATED = "channel_created", "Cadastrou canal"
    ACCOUNT_CREATED = "account_created", "Cadastrou conta do WhatsApp"
    ACCOUNT_CHANGED = "account_changed", "Alterou conta do WhatsApp"
    PORTFOLIO_CREATED = "portfolio_created", "Cadastrou portfólio"
    PORTFOLIO_CHANGED = "portfolio_changed", "Alterou portfólio"

    TEMPLATE_CREATED = "template_created", "Criou HSM"
    TEMPLATE_CHANGED = "template_changed", "Alterou HSM"
    TEMPLATE_SUBMITTED = "template_submitted", "Enviou HSM para análise"
    TEMPLATE_STATUS = "template_status", "Meta mudou o status do HSM"
    TEMPLATE_RESUMED = "template_resumed", "Retomou HSM pausado"
    TEMPLATE_MAPPED = "template_mapped", "Alterou o preenchimento do HSM"
    TEMPLATE_SAMPLE = "template_sample", "Enviou exemplo de mídia à Meta"
    TEMPLATE_DELETED = "template_deleted", "Excluiu HSM"
    TEMPLATES_SYNCED = "templates_synced", "Sincronizou HSM"

    MESSAGE_QUEUED = "message_queued", "Pediu envio"
    MESSAGE_REFUSED = "message_refused", "Envio recusado"
    MESSAGE_SKIPPED = "message_skipped", "Mensagem não enviada"
    MESSAGE_UNCONFIRMED = "message_unconfirmed", "Mensagem sem confirmação"
    MESSAGE_SETTLED = "message_settled", "Conferiu mensagem sem confirmação"
