"""Every address and API action: who may, and what they then get. One line each; add yours here.

`args` and `data` name things of the small world that the test makes ("contact", "template_draft",
"person"…); a value that is no name of it is sent as it stands. Who may not is sent to the entrance
(a page, anonymous), answered 401 (the API, anonymous) or 403.
"""

from dataclasses import dataclass, field
from typing import Any

ANYBODY = frozenset({"anonymous", "agent", "supervisor", "administrator"})
AGENTS = ANYBODY - {"anonymous"}
SUPERVISORS = AGENTS - {"agent"}
ADMINISTRATORS = SUPERVISORS - {"supervisor"}


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
BLANK = {"name": ""}
MESSAGE = {"contact": "contact", "channel": "channel", "text": "Olá"}

# fmt: off
LINES = (
    # --- the entrance
    Line("account_login", GET, ANYBODY, 302, anonymous=200),
    Line("account_logout", GET, AGENTS),
    Line("account_inactive", GET, ANYBODY),
    Line("account_reauthenticate", GET, AGENTS),
    Line("account_change_password", GET, AGENTS),
    Line("account_set_password", GET, AGENTS, 302),
    Line("account_reset_password", GET, ANYBODY),
    Line("account_reset_password_done", GET, ANYBODY),
    Line("account_reset_password_from_key", GET, ANYBODY, args=("x", "y-z")),
    Line("account_reset_password_from_key_done", GET, ANYBODY),
    Line("admin_password_change", GET, AGENTS, 302),
    # --- probes, and the API's own pages
    Line("healthz", GET, ANYBODY),
    Line("readyz", GET, ANYBODY),
    Line("metrics", GET, ANYBODY),
    Line("api_schema", GET, AGENTS, anonymous=401),
    Line("api_docs", GET, AGENTS),
    # --- people
    Line("accounts:profile", GET, AGENTS),
    Line("accounts:profile", POST, AGENTS, 302, data={"name": "Outro nome"}),
    Line("accounts:users", GET, ADMINISTRATORS),
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
    Line("audit:list", GET, SUPERVISORS),
    Line("audit-list", GET, SUPERVISORS),
    # --- channels
    Line("whatsapp:channels", GET, AGENTS),
    Line("whatsapp:refresh", POST, SUPERVISORS),
    Line("whatsapp:set_receptive", POST, SUPERVISORS, 204, args=("channel",)),
    Line("whatsapp:set_enabled", POST, SUPERVISORS, 204, args=("channel",)),
    Line("whatsapp:edit_channel", GET, SUPERVISORS, args=("channel",)),
    Line("whatsapp:edit_channel", POST, SUPERVISORS, 422, args=("channel",), data=BLANK),
    Line("whatsapp:new_channel", GET, ADMINISTRATORS),
    Line("whatsapp:new_channel", POST, ADMINISTRATORS, 422, data=BLANK),
    Line("whatsapp:accounts", GET, ADMINISTRATORS),
    Line("whatsapp:new_account", GET, ADMINISTRATORS),
    Line("whatsapp:new_account", POST, ADMINISTRATORS, 422, data=BLANK),
    Line("whatsapp:edit_account", GET, ADMINISTRATORS, args=("account",)),
    Line("whatsapp:edit_account", POST, ADMINISTRATORS, 422, args=("account",), data=BLANK),
    Line("channel-list", GET, AGENTS),
    Line("channel-detail", GET, AGENTS, args=("channel",)),
    Line("channel-detail", PATCH, SUPERVISORS, args=("channel",), data={"receptive": True}),
    # --- contacts
    Line("contacts:list", GET, AGENTS),
    Line("contacts:colours", GET, AGENTS),
    Line("contacts:new", GET, AGENTS),
    Line("contacts:new", POST, AGENTS, 422, data=BLANK),
    Line("contacts:number", GET, AGENTS),
    Line("contacts:detail", GET, AGENTS, args=("contact",)),
    Line("contacts:head", GET, AGENTS, args=("contact",)),
    Line("contacts:edit", GET, AGENTS, args=("contact",)),
    Line("contacts:edit", POST, AGENTS, 422, args=("contact",), data=BLANK),
    Line("contacts:mark_wrong_person", POST, AGENTS, 204, args=("contact",)),
    Line("contacts:undo_wrong_person", POST, SUPERVISORS, 204, args=("contact",)),
    Line("contacts:groups", GET, AGENTS),
    Line("contacts:group_new", GET, SUPERVISORS),
    Line("contacts:group_new", POST, SUPERVISORS, 422),
    Line("contacts:group_add", POST, AGENTS, 204),
    Line("contacts:group_remove", POST, AGENTS, 204),
    Line("contacts:group_rename", GET, SUPERVISORS, args=("group",)),
    Line("contacts:group_rename", POST, SUPERVISORS, 422, args=("group",)),
    Line("contacts:group_delete", GET, SUPERVISORS, args=("group",)),
    Line("contacts:group_delete", POST, SUPERVISORS, 204, args=("group",)),
    Line("contact-list", GET, AGENTS),
    Line("contact-list", POST, AGENTS, 400),
    Line("contact-detail", GET, AGENTS, args=("contact",)),
    Line("contact-detail", PATCH, AGENTS, args=("contact",)),
    # --- consent
    Line("optin:card", GET, AGENTS, args=("contact",)),
    Line("optin:accept", GET, AGENTS, args=("contact",)),
    Line("optin:accept", POST, AGENTS, 422, args=("contact",)),
    Line("optin:refuse", GET, AGENTS, args=("contact",)),
    Line("optin:refuse", POST, AGENTS, 204, args=("contact",)),
    Line("consent-optin", POST, AGENTS, args=("contact",),
         data={"action": "grant", "evidence": EVIDENCE}),
    Line("consent-optin-events", GET, AGENTS, args=("contact",)),
    # --- templates
    Line("hsm_templates:list", GET, AGENTS),
    Line("hsm_templates:detail", GET, AGENTS, args=("draft",)),
    Line("hsm_templates:bulk_delete", GET, SUPERVISORS),
    Line("hsm_templates:bulk_delete", POST, SUPERVISORS),
    Line("messaging:template_sends", GET, AGENTS),
    Line("hsm_templates:sync_state", GET, AGENTS),
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
    Line("hsm_templates:sample", GET, AGENTS, 404, args=("nobody-knows",)),
    Line("hsm_templates:mapping", GET, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:mapping", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:submit", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:duplicate", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:translate", POST, SUPERVISORS, 302, args=("draft",)),
    Line("hsm_templates:resume", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:revision", GET, AGENTS, 404, args=("draft", "draft")),
    Line("hsm_templates:limit", GET, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:limit", POST, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:delete", GET, SUPERVISORS, args=("draft",)),
    Line("hsm_templates:delete", POST, SUPERVISORS, args=("draft",)),
    Line("template-list", GET, AGENTS),
    Line("template-list", POST, SUPERVISORS, 400, data=TEMPLATE),
    Line("template-lint", POST, SUPERVISORS, 400),
    Line("template-sample", POST, SUPERVISORS, 415),
    Line("template-sync", POST, SUPERVISORS, 202),
    Line("template-detail", GET, AGENTS, args=("draft",)),
    Line("template-detail", PATCH, SUPERVISORS, args=("draft",)),
    Line("template-detail", DELETE, SUPERVISORS, 204, args=("draft",)),
    Line("template-unpause", POST, SUPERVISORS, 400, args=("draft",)),
    Line("template-map-values", PUT, SUPERVISORS, 400, args=("draft",)),
    Line("template-limit", PUT, SUPERVISORS, args=("draft",), data={"groups": []}),
    Line("template-submit", POST, SUPERVISORS, args=("draft",)),
    # --- conversations and messages
    Line("messaging:dashboard", GET, AGENTS),
    Line("messaging:inbox", GET, AGENTS),
    Line("messaging:start", GET, AGENTS),
    Line("messaging:start", POST, AGENTS),
    Line("messaging:thread", GET, AGENTS, args=("conversation",)),
    Line("messaging:history", GET, AGENTS, args=("conversation", "1")),
    Line("messaging:reply", POST, AGENTS, 422, args=("conversation",), data={"text": "Olá"}),
    Line("messaging:contact_messages", GET, AGENTS, args=("contact",)),
    Line("messaging:compose", GET, AGENTS, args=("contact",)),
    Line("messaging:preview", POST, AGENTS, args=("contact",)),
    Line("messaging:send", POST, AGENTS, 422, args=("contact",)),
    Line("messaging:unconfirmed", GET, AGENTS),
    Line("messaging:settle", GET, SUPERVISORS, args=("unknown",)),
    Line("messaging:settle", POST, SUPERVISORS, 422, args=("unknown",)),
    Line("messaging:media", GET, AGENTS, 404, args=("message",)),
    Line("messaging:webhook", GET, ANYBODY, 403),
    Line("messaging:webhook", POST, ANYBODY, 403),
    Line("message-list", POST, AGENTS, 422, data=MESSAGE),
    Line("message-check", POST, AGENTS, data=MESSAGE),
    Line("message-detail", GET, AGENTS, args=("message",)),
    Line("message-settle", POST, SUPERVISORS, args=("unknown",),
         data={"outcome": "not_sent", "note": "Conferido no telefone."}),
    Line("inbound", POST, SUPERVISORS, 400),
)
# fmt: on
