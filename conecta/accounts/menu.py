"""The menu: what exists, under which name, and which permission lets a person see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Page:
    label: str
    icon: str
    url_name: str
    permission: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    label: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    title: str
    links: tuple[Link, ...]


MENU = (
    Section(
        "",
        (
            Page("Painel", "squares-2x2", "messaging:dashboard", "messaging.view_message"),
            Page(
                "Atendimento",
                "chat-bubble-left-right",
                "messaging:inbox",
                "messaging.view_conversation",
            ),
            Page("Contatos", "users", "contacts:list", "contacts.view_contact"),
        ),
    ),
    Section(
        "Relatórios",
        (
            Page("Auditoria", "shield-check", "audit:list", "audit.view_entry"),
            Page("Opt-in", "chart-bar", "messaging:optin_report", "optin.view_report"),
            Page("Exportações", "arrow-down-tray", "exports:list", "exports.view_export"),
        ),
    ),
    Section(
        "Configurações",
        (
            Page("HSM", "rectangle-stack", "hsm_templates:list", "hsm_templates.view_template"),
            Page("Canais", "device-phone-mobile", "whatsapp:channels", "whatsapp.view_channel"),
            Page("Tarifas", "banknotes", "rates:list", "whatsapp.view_rate"),
            Page(
                "Opt-in e termo de adesão",
                "hand-thumb-up",
                "optin_settings:page",
                "optin.view_termacceptance",
            ),
            Page(
                "Campos adicionais",
                "adjustments-horizontal",
                "custom_fields:list",
                "contacts.view_customfield",
            ),
            Page("Usuários e permissões", "key", "accounts:users", "accounts.view_user"),
        ),
    ),
)


def _address(url_name: str) -> str | None:
    """The page's address; None while no app serves it, for the menu shows only what exists."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _is_current(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _links(section: Section, user: PermissionsMixin | AnonymousUser, path: str) -> Iterator[Link]:
    for page in section.pages:
        url = _address(page.url_name)
        if url and user.has_perm(page.permission):
            yield Link(label=page.label, icon=page.icon, url=url, current=_is_current(url, path))


def visible_to(user: PermissionsMixin | AnonymousUser, *, path: str) -> tuple[LinkGroup, ...]:
    """The groups of links this person may follow, the one that contains `path` marked."""
    groups = (
        LinkGroup(title=section.title, links=tuple(_links(section, user, path))) for section in MENU
    )
    return tuple(group for group in groups if group.links)
