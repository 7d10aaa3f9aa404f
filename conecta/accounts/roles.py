"""The four roles and what each may do, kept by code: requests ask here (`RoleBackend`), and the
groups in the database, rewritten after each migration, say the same to whoever reads them."""

from typing import Any

from django.apps import apps
from django.db import models


class Role(models.TextChoices):
    AGENT = "agent", "Agente"
    SUPERVISOR = "supervisor", "Supervisor"
    ADMINISTRATOR = "administrator", "Administrador"
    AUDITOR = "auditor", "Auditor"


AGENT = frozenset(
    {
        "contacts.view_contact",
        "contacts.add_contact",
        "contacts.change_contact",
        "contacts.mark_wrong_person",
        "contacts.view_group",
        "optin.view_optinevent",
        "optin.add_optinevent",
        "hsm_templates.view_template",
        "whatsapp.view_channel",
        "messaging.view_message",
        "messaging.add_message",
        "messaging.view_conversation",
    }
)
SUPERVISOR = AGENT | {
    "audit.export_entry",
    "audit.verify_trail",
    "audit.view_entry",
    "exports.view_export",
    "contacts.erase_contact",
    "contacts.export_person",
    "contacts.undo_wrong_person",
    "contacts.add_group",
    "contacts.change_group",
    "contacts.delete_group",
    "contacts.view_customfield",
    "contacts.add_customfield",
    "contacts.change_customfield",
    "hsm_templates.add_template",
    "hsm_templates.change_template",
    "hsm_templates.delete_template",
    "messaging.settle_message",
    "messaging.report_inbound",
    "optin.grant_from_red",
    "optin.view_term",
    "optin.view_termacceptance",
    "optin.view_consentsettings",
    "optin.view_report",
    "whatsapp.change_channel",
    "whatsapp.view_rate",
}
ADMINISTRATOR = SUPERVISOR | {
    "accounts.view_user",
    "accounts.add_user",
    "accounts.change_user",
    "exports.view_all",
    "whatsapp.add_channel",
    "whatsapp.add_rate",
    "whatsapp.delete_rate",
    "whatsapp.view_businessaccount",
    "whatsapp.add_businessaccount",
    "whatsapp.change_businessaccount",
    "whatsapp.view_portfolio",
    "whatsapp.change_portfolio",
    "messaging.view_webhookdelivery",
    "optin.add_termacceptance",
    "optin.change_termacceptance",
    "optin.change_consentsettings",
}
# Reads everything, changes nothing; what an auditor opens of a person is recorded.
AUDITOR = frozenset(
    {
        "accounts.view_user",
        "audit.export_entry",
        "audit.verify_trail",
        "audit.view_entry",
        "contacts.view_contact",
        "contacts.view_customfield",
        "contacts.view_group",
        "exports.view_all",
        "exports.view_export",
        "hsm_templates.view_template",
        "messaging.view_conversation",
        "messaging.view_message",
        "optin.view_consentsettings",
        "optin.view_optinevent",
        "optin.view_report",
        "optin.view_term",
        "optin.view_termacceptance",
        "whatsapp.view_businessaccount",
        "whatsapp.view_channel",
        "whatsapp.view_portfolio",
        "whatsapp.view_rate",
    }
)
PERMISSIONS = {
    Role.AGENT: AGENT,
    Role.SUPERVISOR: SUPERVISOR,
    Role.ADMINISTRATOR: ADMINISTRATOR,
    Role.AUDITOR: AUDITOR,
}


def sync(**_: Any) -> None:
    """Give each role's group exactly the permissions above that already exist (post_migrate)."""
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in permission_model.objects.values_list(
            "pk", "content_type__app_label", "codename"
        )
    }
    for role, names in PERMISSIONS.items():
        group, _created = group_model.objects.get_or_create(name=role.label)
        group.permissions.set([known[name] for name in names if name in known])
