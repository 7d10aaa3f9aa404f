"""Portuguese words of the report, where the models themselves cannot give them."""

from audit.actions import Action

# Icon of each act (heroicons); what is not here is a pencil.
ICONS: dict[str, str] = {
    Action.LOGGED_IN: "finger-print",
    Action.LOGGED_OUT: "arrow-right-start-on-rectangle",
    Action.LOGIN_FAILED: "exclamation-triangle",
    Action.USER_CREATED: "user-plus",
    Action.USER_CHANGED: "key",
    Action.PASSWORD_CHANGED: "lock-closed",
    Action.TOKEN_CREATED: "key",
    Action.TOKEN_REVOKED: "no-symbol",
    Action.CONTACT_CREATED: "user-plus",
    Action.CONTACT_MERGED: "users",
    Action.WRONG_PERSON_MARKED: "no-symbol",
    Action.WRONG_PERSON_UNDONE: "arrow-uturn-left",
    Action.OPTED_IN: "hand-thumb-up",
    Action.OPTED_OUT: "no-symbol",
    Action.OPTIN_RESET: "question-mark-circle",
    Action.OPTIN_REFUSED: "x-circle",
    Action.OPTIN_REQUESTED: "chat-bubble-left-right",
    Action.CONSENT_SETTINGS_CHANGED: "cog-6-tooth",
    Action.MARKETING_STOPPED: "no-symbol",
    Action.MARKETING_RESUMED: "check-circle",
    Action.CHANNEL_CREATED: "plus",
    Action.ACCOUNT_CREATED: "plus",
    Action.PORTFOLIO_CREATED: "plus",
    Action.TEMPLATE_CREATED: "plus",
    Action.TEMPLATE_SUBMITTED: "paper-airplane",
    Action.TEMPLATE_STATUS: "arrow-path",
    Action.TEMPLATE_DELETED: "trash",
    Action.TEMPLATES_SYNCED: "arrow-path",
    Action.MESSAGE_QUEUED: "paper-airplane",
    Action.MESSAGE_REFUSED: "no-symbol",
    Action.MESSAGE_SKIPPED: "no-symbol",
    Action.MESSAGE_UNCONFIRMED: "question-mark-circle",
    Action.MESSAGE_SETTLED: "check-circle",
}

# Names of values that are no column of the object.
FIELDS: dict[str, str] = {
    "account": "Conta",
    "api_tokens": "Chaves de API",
    "category": "Categoria",
    "channel": "Canal",
    "code": "Código",
    "components": "Componentes",
    "contact": "Contato",
    "counts": "Contagem",
    "evidence": "Evidência",
    "evidence.at": "Dito em",
    "evidence.channel": "Por onde",
    "evidence.kind": "Tipo de evidência",
    "evidence.question": "Em resposta a",
    "evidence.question_reference": "Onde está a pergunta",
    "evidence.reference": "Onde está",
    "evidence.said_at": "Dito em",
    "evidence.text": "O que foi dito",
    "expires_at": "Vale até",
    "failure": "Falha",
    "groups": "Grupos",
    "key": "Começo da chave",
    "language": "Idioma",
    "login": "E-mail digitado",
    "merged_id": "Cadastro unido",
    "merged_number": "Número do cadastro unido",
    "note": "Observação",
    "number": "Número",
    "portfolio": "Portfólio",
    "problems": "Problemas",
    "reason": "Motivo",
    "reasons": "Motivo",
    "revision": "Versão",
    "role": "Perfil",
    "status": "Status",
    "template": "HSM",
    "text": "Texto",
}

# Columns whose choices give words to values of other names: value name -> (model, column).
CHOICES_OF: dict[str, tuple[str, str]] = {
    "evidence.kind": ("optin.optinevent", "evidence_kind"),
    "category": ("hsm_templates.template", "category"),
}

# Words of a message's states as its decisions write them.
MESSAGE_STATES: dict[str, str] = {
    "queued": "Na fila",
    "sending": "Enviando",
    "unknown": "Sem confirmação",
    "accepted": "Aceita pela Meta",
    "sent": "Enviada",
    "failed": "Falhou",
    "delivered": "Entregue",
    "read": "Lida",
    "skipped": "Não enviada",
}

# Values that are telephone numbers in canonical digits.
NUMBERS = frozenset({"whatsapp", "number", "merged_number", "wrong_number"})
# Details that a reader of the report has elsewhere on the line, or that only machines read.
UNTOLD = frozenset({"label", "before", "after", "ip", "components"})
