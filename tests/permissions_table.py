"""Every address and API action: who may, and what they then get. One line each; add yours here.

`args` and `data` name things of the small world that the test makes ("contact", "template_draft",
"person"…); a value that is no name of it is sent as it stands. Who may not is sent to the entrance
(a page, anonymous), answered 401 (the API, anonymous) or 403.
"""

from dataclasses import dataclass, field
from typing import Any

ANYBODY = frozenset({"anonymous", "agent", "supervisor", "administrator", "auditor"})
# Everybody with a log-in, who may read; then those who act, the auditor never among them.
READERS = ANYBODY - {"anonymous"}
AGENTS = READERS - {"auditor"}
SUPERVISORS = AGENTS - {"agent"}
ADMINISTRATORS = SUPERVISORS - {"supervisor"}
# Who reads what agents do not: the auditor, and those who answer for the rest.
OVERSEERS = SUPERVISORS | {"auditor"}
INSPECTORS = ADMINISTRATORS | {"auditor"}


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    method: str
    may: frozenset[str]
    status: int = 200
    args: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    anonymous: int | None = None


GET, POST, PUT, PATCH, DELETE = "GET", "POST", "PUT", "PATCH", "DELETE"
EVIDENCE = {"kind": "document", "text": "Ficha assinada", "obtained_at": "2026-01-02T10:00:00Z"}
TEMPLATE = {"account": "account", "name": "novo", "language": "pt_BR", "category": "UTILITY"}
RATE = {"category": "UTILITY", "amount": "0.035", "valid_from": "2026-10-01"}
BLANK = {"name": ""}
MESSAGE = {"contact": "contact", "channel": "channel", "text": "Olá"}

# fmt: off
LINES = (
    # --- the entrance
    Line("account_login", GET, ANYBODY, 302, anonymous=200),
    Line("account_logout", GET, READERS),
    Line("account_inactive", GET, ANYBODY),
    Line("account_reauthenticate", GET, READERS),
    Line("account_change_password", GET, READERS),
    Line("account_set_password", GET, READERS, 302),
    Line("account_reset_password", GET, ANYBODY),
    Line("account_reset_password_done", GET, ANYBODY),
    Line("account_reset_password_from_key", GET, ANYBODY, args=("x", "y-z")),
    Line("account_reset_password_from_key_done", GET, ANYBODY),
    Line("admin_password_change", GET, READERS, 302),
    # --- probes, and the API's own pages
    Line("healthz", GET, ANYBODY),
    Line("readyz", GET, ANYBODY),
    Line("metrics", GET, ANYBODY),
    Line("api_schema", GET, READERS, anonymous=401),
    Line("api_docs", GET, READERS),
    # --- people
    Line("accounts:profile", GET, READERS),
    Line("accounts:profile", POST, READERS, 302, data={"name": "Outro nome"}),
    Line("accounts:users", GET, INSPECTORS),
    Line("accounts:new", GET, ADMINISTRATORS),
    Line("accounts:new", POST, ADMINISTRATORS, 422, data=BLANK),
    Line("accounts:detail", GET, ADMINISTRATORS, args=("person",)),
    Line("accounts:detail", POST, ADMINISTRATORS, 422, args=("person",), data=BLANK),
    Line("accounts:deactivate", GET, ADMINISTRATORS, args=("person",)),
    Line("accounts:deactivate", POST, ADMINISTRATORS, 302, args=("person",)),
    Line("accounts:reactivate", POST, ADMINISTRATORS, 302, args=("person",)),
    Line("accounts:invite", POST, ADMINISTRATORS, 302, args=("person",)),
    Line("accounts:new_token", GET, ADMINISTRATORS, args=("person",)),
    Line("accounts:new_token", POST, ADMINISTRATORS, args=("person",), data={"days": "30"}),
    Line("accounts:revoke_token", GET, ADMINISTRATORS, args=("person", "digest")),
    Line("accounts:revoke_token", POST, ADMINISTRATORS, 302, args=("person", "digest")),
    # --- the trail
    Line("audit:list", GET, OVERSEERS),
    Line("audit:seals", GET, OVERSEERS),
    Line("audit:verify", POST, OVERSEERS),
    Line("audit-list", GET, OVERSEERS),
    Line("audit:contacts", GET, OVERSEERS),
    Line("audit:export", GET, OVERSEERS),
    Line("audit:export", POST, OVERSEERS, data={"format": "csv"}),
    Line("audit:filters", GET, OVERSEERS),
    Line("audit:save_filter", GET, OVERSEERS),
    Line("audit:save_filter", POST, OVERSEERS, 422, data=BLANK),
    Line("audit:rename_filter", GET, OVERSEERS, 404, args=("1",)),
    Line("audit:rename_filter", POST, OVERSEERS, 404, args=("1",)),
    Line("audit:delete_filter", POST, OVERSEERS, 404, args=("1",)),
    Line("messaging:story", GET, OVERSEERS, args=("contact",)),
    Line("messaging:export_story", GET, OVERSEERS, args=("contact",)),
    Line("messaging:export_story", POST, OVERSEERS, args=("contact",), data={"format": "csv"}),
    Line("messaging:export_person", GET, SUPERVISORS, args=("contact",)),
    Line("messaging:export_person", POST, SUPERVISORS, args=("contact",), data={"format": "zip"}),
    # --- files that were asked for
    Line("exports:list", GET, OVERSEERS),
    Line("exports:download", GET, INSPECTORS, args=("export",)),
    # --- channels
    Line("whatsapp:channels", GET, READERS),
    Line("whatsapp:refresh", POST, SUPERVISORS),
    Line("whatsapp:set_receptive", POST, SUPERVISORS, 204, args=("channel",)),
    Line("whatsapp:set_enabled", POST, SUPERVISORS, 204, args=("channel",)),
    Line("whatsapp:edit_channel", GET, SUPERVISORS, args=("channel",)),
    Line("whatsapp:edit_channel", POST, SUPERVISORS, 422, args=("channel",), data=BLANK),
    Line("whatsapp:new_channel", GET, ADMINISTRATORS),
    Line("whatsapp:new_channel", POST, ADMINISTRATORS, 422, data=BLANK),
    Line("whatsapp:accounts", GET, INSPECTORS),
    Line("whatsapp:new_account", GET, ADMINISTRATORS),
    Line("whatsapp:new_account", POST, ADMINISTRATORS, 422, data=BLANK),
    Line("whatsapp:edit_account", GET, ADMINISTRATORS, args=("account",)),
    Line("whatsapp:edit_account", POST, ADMINISTRATORS, 422, args=("account",), data=BLANK),
    Line("channel-list", GET, READERS),
    Line("channel-detail", GET, READERS, args=("channel",)),
    Line("channel-detail", PATCH, SUPERVISORS, args=("channel",), data={"receptive": True}),
    # --- what Meta charges
    Line("rates:list", GET, OVERSEERS),
    Line("rates:new", GET, ADMINISTRATORS),
    Line("rates:new", POST, ADMINISTRATORS, 422, data=BLANK),
    Line("rates:remove", GET, ADMINISTRATORS, args=("rate",)),
    Line("rates:remove", POST, ADMINISTRATORS, 204, args=("rate",)),
    Line("rate-list", GET, OVERSEERS),
    Line("rate-list", POST, ADMINISTRATORS, 201, data=RATE),
    Line("rate-detail", DELETE, ADMINISTRATORS, 204, args=("rate",)),
    # --- contacts
    Line("contacts:list", GET, READERS),
    Line("contacts:colours", GET, READERS),
    Line("contacts:new", GET, AGENTS),
    Line("contacts:new", POST, AGENTS, 422, data=BLANK),
    Line("contacts:number", GET, READERS),
    Line("contacts:detail", GET, READERS, args=("contact",)),
    Line("contacts:head", GET, READERS, args=("contact",)),
    Line("contacts:edit", GET, AGENTS, args=("contact",)),
    Line("contacts:edit", POST, AGENTS, 422, args=("contact",), data=BLANK),
    Line("contacts:erase", GET, SUPERVISORS, args=("contact",)),
    Line("contacts:erase", POST, SUPERVISORS, 422, args=("contact",)),
    Line("contacts:mark_wrong_person", POST, AGENTS, 204, args=("contact",)),
    Line("contacts:undo_wrong_person", POST, SUPERVISORS, 204, args=("contact",)),
    Line("contacts:groups", GET, READERS),
    Line("contacts:group_new", GET, SUPERVISORS),
    Line("contacts:group_new", POST, SUPERVISORS, 422),
    Line("contacts:group_add", POST, AGENTS, 204),
    Line("contacts:group_remove", POST, AGENTS, 204),
    Line("contacts:group_rename", GET, SUPERVISORS, args=("group",)),
    Line("contacts:group_rename", POST, SUPERVISORS, 422, args=("group",)),
    Line("contacts:group_delete", GET, SUPERVISORS, args=("group",)),
    Line("contacts:group_delete", POST, SUPERVISORS, 204, args=("group",)),
    Line("custom_fields:list", GET, OVERSEERS),
    Line("custom_fields:new", GET, SUPERVISORS),
    Line("custom_fields:new", POST, SUPERVISORS, 422),
    Line("custom_fields:rename", GET, SUPERVISORS, args=("field",)),
    Line("custom_fields:rename", POST, SUPERVISORS, 422, args=("field",)),
    Line("custom_fields:move", POST, SUPERVISORS, args=("field",)),
    Line("custom_fields:retire", POST, SUPERVISORS, 204, args=("field",)),
    Line("custom_fields:restore", POST, SUPERVISORS, 204, args=("field",)),
    Line("hsm_templates:field_uses", GET, READERS),
    Line("custom-field-list", GET, READERS),
    Line("custom-field-list", POST, SUPERVISORS, 201, data={"label": "Plano"}),
    Line("custom-field-detail", GET, READERS, args=("field",)),
    Line("custom-field-detail", PATCH, SUPERVISORS, args=("field",), data={"label": "Cidade"}),
    Line("contact-list", GET, READERS),
    Line("contact-list", POST, AGENTS, 400),
    Line("contact-detail", GET, READERS, args=("contact",)),
    Line("contact-detail", PATCH, AGENTS, args=("contact",)),
    Line("contact-detail", DELETE, SUPERVISORS, 204, args=("contact",), data={"reason": "Pediu"}),
    # --- consent
    Line("optin_help", GET, READERS),
    Line("optin_settings:page", GET, OVERSEERS),
    Line("optin_settings:counters", GET, OVERSEERS),
    Line("optin_settings:term_new", GET, ADMINISTRATORS),
    Line("optin_settings:term_new", POST, ADMINISTRATORS, 422, data={"text": ""}),
    Line("optin_settings:term_version", GET, OVERSEERS, 404, args=("1",)),
    Line("optin_settings:term_accept", GET, ADMINISTRATORS, 302),
    Line("optin_settings:term_accept", POST, ADMINISTRATORS, 302),
    Line("optin_settings:term_withdraw", GET, ADMINISTRATORS, 404),
    Line("optin_settings:term_withdraw", POST, ADMINISTRATORS, 404),
    Line("optin_settings:term_progress", GET, OVERSEERS),
    Line("optin_term", GET, OVERSEERS),
    Line("optin:card", GET, READERS, args=("contact",)),
    Line("optin:accept", GET, AGENTS, args=("contact",)),
    Line("optin:accept", POST, AGENTS, 422, args=("contact",)),
    Line("optin:refuse", GET, AGENTS, args=("contact",)),
    Line("optin:refuse", POST, AGENTS, 204, args=("contact",)),
    Line("optin_wording:words", GET, OVERSEERS),
    Line("optin_wording:words", POST, ADMINISTRATORS, 422),
    Line("optin_wording:request_text", GET, OVERSEERS),
    Line("optin_wording:request_text", POST, ADMINISTRATORS, 422),
    Line("optin_wording:try_text", POST, OVERSEERS, data={"text": "sair"}),
    Line("consent-optin", POST, AGENTS, args=("contact",),
         data={"action": "grant", "evidence": EVIDENCE}),
    Line("consent-optin-events", GET, READERS, args=("contact",)),
    # --- templates
    Line("hsm_templates:list", GET, READERS),
    Line("hsm_templates:detail", GET, READERS, args=("draft",)),
    Line("hsm_templates:bulk_delete", GET, SUPERVISORS),
    Line("hsm_templates:bulk_delete", POST, SUPERVISORS),
    Line("messaging:template_sends", GET, READERS),
    Line("messaging:template_cost", GET, READERS, args=("draft", "announced")),
    Line("hsm_templates:sync_state", GET, READERS),
    Line("hsm_templates:sync", POST, SUPERVISORS),
    Line("hsm_templates:new", GET, SUPERVISORS),
    Line("hsm_templates:new", POST, SUPERVISORS, 422),
    Line("hsm_templates:preview", POST, SUPERVISORS),
    Line("hsm_templates:edit", GET, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:edit", POST, SUPERVISORS, 422, args=("draft",)),
    Line("hsm_templates:preview_edit", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:keep", POST, SUPERVISORS),
    Line("hsm_templates:keep_edit", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:drop", POST, SUPERVISORS, 302),
    Line("hsm_templates:drop_edit", POST, SUPERVISORS, 302, args=("draft",)),
    Line("hsm_templates:upload", POST, SUPERVISORS, 422),
    Line("hsm_templates:sample", GET, READERS, 404, args=("nobody-knows",)),
    Line("hsm_templates:mapping", GET, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:mapping", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:submit", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:duplicate", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:translate", POST, SUPERVISORS, 302, args=("draft",)),
    Line("hsm_templates:resume", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:revision", GET, READERS, 404, args=("draft", "draft")),
    Line("hsm_templates:limit", GET, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:limit", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:delete", GET, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:delete", POST, SUPERVISORS, args=("draft",)),
    Line("template-list", GET, READERS),
    Line("template-list", POST, SUPERVISORS, 400, data=TEMPLATE),
    Line("template-lint", POST, SUPERVISORS, 400),
    Line("template-sample", POST, SUPERVISORS, 415),
    Line("template-sync", POST, SUPERVISORS, 202),
    Line("template-detail", GET, READERS, args=("draft",)),
    Line("template-detail", PATCH, SUPERVISORS, args=("draft",)),
    Line("template-detail", DELETE, SUPERVISORS, 204, args=("draft",)),
    Line("template-unpause", POST, SUPERVISORS, 400, args=("draft",)),
    Line("template-map-values", PUT, SUPERVISORS, 400, args=("draft",)),
    Line("template-limit", PUT, SUPERVISORS, args=("draft",), data={"groups": []}),
    Line("template-submit", POST, SUPERVISORS, args=("draft",)),
    # --- conversations and messages
    Line("messaging:dashboard", GET, READERS),
    Line("messaging:inbox", GET, READERS),
    Line("messaging:start", GET, AGENTS),
    Line("messaging:start", POST, AGENTS),
    Line("messaging:thread", GET, READERS, args=("conversation",)),
    Line("messaging:history", GET, READERS, args=("conversation", "1")),
    Line("messaging:reply", POST, AGENTS, 422, args=("conversation",), data={"text": "Olá"}),
    Line("messaging:ask_optin", POST, AGENTS, 422, args=("conversation",)),
    Line("messaging:contact_messages", GET, READERS, args=("contact",)),
    Line("messaging:compose", GET, AGENTS, args=("contact",)),
    Line("messaging:preview", POST, AGENTS, args=("contact",)),
    Line("messaging:send", POST, AGENTS, 422, args=("contact",)),
    Line("messaging:optin_report", GET, OVERSEERS),
    Line("messaging:export_optin_report", GET, OVERSEERS),
    Line("messaging:export_optin_report", POST, OVERSEERS, data={"format": "csv"}),
    Line("messaging:unconfirmed", GET, READERS),
    Line("messaging:settle", GET, SUPERVISORS, args=("unknown",)),
    Line("messaging:settle", POST, SUPERVISORS, 422, args=("unknown",)),
    Line("messaging:media", GET, READERS, 404, args=("message",)),
    Line("messaging:webhook", GET, ANYBODY, 403),
    Line("messaging:webhook", POST, ANYBODY, 403),
    Line("message-list", POST, AGENTS, 422, data=MESSAGE),
    Line("message-check", POST, AGENTS, data=MESSAGE),
    Line("message-detail", GET, READERS, args=("message",)),
    Line("message-settle", POST, SUPERVISORS, args=("unknown",),
         data={"outcome": "not_sent", "note": "Conferido no telefone."}),
    Line("inbound", POST, SUPERVISORS, 400),
)
# fmt: on
