"""Each entry of the menu leads to a page of some app."""

import pytest
from django.urls import reverse

from conecta.accounts.menu import MENU


@pytest.mark.parametrize(
    "url_name", [entry.url_name for section in MENU for entry in section.pages]
)
def test_every_page_of_the_menu_exists(url_name: str) -> None:
    assert reverse(url_name).startswith("/")
