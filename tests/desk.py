"""A person at their desk: what they do on Conecta's pages."""

from dataclasses import dataclass
from typing import Any

import requests
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from conecta.accounts import tokens
from conecta.accounts.models import User
from tests import factories


@dataclass(frozen=True, slots=True)
class Desk:
    page: Page
    url: str
    user: User

    def enter(self) -> None:
        """By the log-in page, as everybody."""
        self.page.goto(f"{self.url}/entrar/")
        self.page.get_by_label("E-mail").fill(self.user.email)
        self.page.get_by_label("Senha", exact=True).fill(factories.PASSWORD)
        self.page.get_by_role("button", name="Entrar", exact=True).click()
        expect(self.page.get_by_role("heading", name="Painel")).to_be_visible()

    def arrive(self, path: str = "/") -> None:
        """Logged in already."""
        client = Client()
        client.force_login(self.user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.url}]
        )
        self.page.goto(self.url + path)

    def open(self, name: str) -> None:
        """A page of the menu."""
        menu = self.page.get_by_role("navigation", name="Principal")
        menu.get_by_role("link", name=name).click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()

    def register_contact(self, name: str, number: str) -> None:
        """Ends on the contact's own page."""
        self.open("Contatos")
        self.page.get_by_role("link", name="Novo contato").click()
        self.page.get_by_label("Nome", exact=True).fill(name)
        self.page.get_by_label("WhatsApp Business").fill(number)
        self.page.get_by_role("button", name="Cadastrar contato").click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()

    def stay(self) -> None:
        """Mark the page as it is loaded now; see `has_stayed`."""
        self.page.evaluate("window.stayed = true")

    def has_stayed(self) -> bool:
        """Whether the page has not been loaded again since."""
        return bool(self.page.evaluate("window.stayed === true"))

    def post(self, path: str, body: dict[str, Any]) -> requests.Response:
        """By API, with a key of their own."""
        key = tokens.create(self.user, days=1, by=None)
        return requests.post(
            f"{self.url}/api/v1/{path}",
            json=body,
            headers={"Authorization": f"Token {key}"},
            timeout=20,
        )

    @property
    def optin(self) -> Locator:
        """The colour in words, at the head of the contact's page."""
        return self.page.locator("#cabecalho .optin")
