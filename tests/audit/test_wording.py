"""Stored values as people read them."""

from typing import Any

import pytest

from audit import wording


@pytest.mark.parametrize(
    ("object_type", "name", "value", "words"),
    [
        ("whatsapp.channel", "receptive", True, "Sim"),
        ("whatsapp.channel", "receptive", False, "Não"),
        ("whatsapp.channel", "state", "connected", "Conectado"),
        ("whatsapp.rate", "category", "SERVICE", "Texto livre"),
        ("whatsapp.rate", "valid_from", "2026-10-01", "01/10/2026"),
        ("whatsapp.portfolio", "messaging_limit", 100000, "100.000"),
        ("whatsapp.portfolio", "messaging_limit", None, "–"),
        ("contacts.contact", "whatsapp", "5511987654321", "+55 11 98765-4321"),
        ("contacts.contact", "whatsapp", "", "–"),
        ("contacts.contact", "optin_status", "opted_out", "Recusado (opt-out)"),
        ("contacts.contact", "groups", ["VIP", "Pós-venda"], "VIP, Pós-venda"),
        ("contacts.contact", "optin_status", "a word of tomorrow", "a word of tomorrow"),
        ("messaging.message", "status", "unknown", "Sem confirmação"),
        ("hsm_templates.template", "status", "approved", "Aprovado"),
        ("", "expires_at", "2026-11-24T15:00:00Z", "24/11/2026 12:00:00"),
        ("", "evidence.kind", "document", "Documento ou formulário"),
        ("gone.model", "state", "connected", "connected"),
        ("", "merged_id", 123456, "123456"),
    ],
)
def test_a_value_in_words(object_type: str, name: str, value: Any, words: str) -> None:
    assert wording.word(object_type, name, value) == words


@pytest.mark.parametrize(
    ("object_type", "name", "label"),
    [
        ("contacts.contact", "whatsapp", "WhatsApp Business"),
        ("whatsapp.channel", "enabled", "Habilitado"),
        ("contacts.contact", "groups", "Grupos"),
        ("gone.model", "old_column", "Old column"),
    ],
)
def test_a_field_has_the_label_that_screens_give_it(
    object_type: str, name: str, label: str
) -> None:
    assert wording.name_of_field(object_type, name) == label


def test_a_type_has_the_name_that_screens_give_it() -> None:
    assert wording.name_of_type("whatsapp.businessaccount") == "Conta do WhatsApp"
    assert wording.name_of_type("gone.model") == "gone.model"
