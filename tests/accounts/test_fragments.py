"""A page and its fragment share an address, and no cache confuses them."""

from django.test import Client


def test_answers_say_that_they_depend_on_who_asks(client: Client, db: None) -> None:
    assert "HX-Request" in client.get("/entrar/").headers["Vary"].split(", ")
