"""What is no number is refused with a stable code and a sentence that says what to do."""

import pytest

from conecta.errors import DomainError
from contacts.phone import PhoneError, parse


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("", "phone_empty", "Informe o número."),
        ("   ", "phone_empty", "Informe o número."),
        ("sem telefone", "phone_empty", "Informe o número."),
        ("+", "phone_empty", "Informe o número."),
        ("00", "phone_empty", "Informe o número."),
        ("987654321", "phone_ddd_missing", "Informe o DDD."),
        ("98765-4321", "phone_ddd_missing", "Informe o DDD."),
        ("3456-7890", "phone_ddd_missing", "Informe o DDD."),
        ("+55 98765-4321", "phone_ddd_missing", "Informe o DDD."),
        ("119876543", "phone_too_short", "Faltam 2 dígitos."),
        ("(11) 9876-543", "phone_too_short", "Faltam 2 dígitos."),
        ("11 98765-432", "phone_too_short", "Falta 1 dígito."),
        ("+55 11 98765-432", "phone_too_short", "Falta 1 dígito."),
        ("(11) 3456-789", "phone_too_short", "Falta 1 dígito."),
        ("(41) 3456-78", "phone_too_short", "Faltam 2 dígitos."),
        ("(91) 3456-789", "phone_too_short", "Falta 1 dígito."),
        ("5511987654", "phone_too_short", "Faltam 3 dígitos."),
        ("55113456789", "phone_too_short", "Falta 1 dígito."),
        ("11", "phone_too_short", "Faltam 8 dígitos."),
        ("11 98765-43210", "phone_too_long", "Sobra 1 dígito."),
        ("011 98765-43210", "phone_too_long", "Sobra 1 dígito."),
        ("021 98765-43210", "phone_too_long", "Sobra 1 dígito."),
        ("+55 11 98765-43210", "phone_too_long", "Sobra 1 dígito."),
        ("11 98765-4321 / 11 3456-7890", "phone_too_long", "Sobram 10 dígitos."),
        ("351 912 345 678", "phone_too_long", "Sobra 1 dígito."),
        ("20 98765-4321", "phone_ddd_unknown", "O DDD 20 não existe."),
        ("+55 (10) 3456-7890", "phone_ddd_unknown", "O DDD 10 não existe."),
        ("11 88765-4321", "phone_invalid", "Confira o número:"),
        ("41 31234-5678", "phone_invalid", "Confira o número:"),
        ("11 0123-4567", "phone_invalid", "Confira o número:"),
        ("123.456.789-09", "phone_invalid", "Confira o número:"),
        ("1 212 555 1234", "phone_invalid", "Confira o número:"),
        ("0800 123 4567", "phone_service_number", "0800 e 4004 não recebem WhatsApp."),
        ("0800-12-3456", "phone_service_number", "0800 e 4004 não recebem WhatsApp."),
        ("+55 800 123 4567", "phone_service_number", "0800 e 4004 não recebem WhatsApp."),
        ("+55 0800 123 4567", "phone_service_number", "0800 e 4004 não recebem WhatsApp."),
        ("0300 123 4567", "phone_service_number", "0800 e 4004 não recebem WhatsApp."),
        ("4004-1234", "phone_service_number", "0800 e 4004 não recebem WhatsApp."),
        ("3003 1234", "phone_service_number", "0800 e 4004 não recebem WhatsApp."),
        ("5,51199E+12", "phone_rounded", "A planilha arredondou o número."),
        ("5.51198765E+12", "phone_rounded", "A planilha arredondou o número."),
        ("11 9 CASA-FLOR 1", "phone_unreadable", "Escreva um só número"),
        ("11 3456-7890 ramal 12", "phone_unreadable", "Escreva um só número"),
        ("11 98765-4321 ou 11 3456-7890", "phone_unreadable", "Escreva um só número"),
        ("joao11987654321@example.com", "phone_unreadable", "Escreva um só número"),
        ("+11 98765-4321", "phone_foreign_invalid", "Este número não existe no país indicado."),
        ("+999 1234567", "phone_foreign_invalid", "Este número não existe no país indicado."),
        ("+12", "phone_foreign_invalid", "Este número não existe no país indicado."),
        ("wa.me/11987654321", "phone_foreign_invalid", "Este número não existe no país indicado."),
    ],
)
def test_the_refusal_says_what_to_do(text: str, code: str, sentence: str) -> None:
    with pytest.raises(PhoneError) as refused:
        parse(text)

    assert refused.value.code == code
    assert refused.value.message.startswith(sentence)


def test_a_refusal_is_an_expected_failure_with_its_figures() -> None:
    with pytest.raises(DomainError) as short:
        parse("(11) 9876-543")
    with pytest.raises(DomainError) as long:
        parse("11 98765-43210")
    with pytest.raises(DomainError) as unknown:
        parse("20 98765-4321")

    assert short.value.extra == {"missing": 2}
    assert long.value.extra == {"excess": 1}
    assert unknown.value.extra == {"ddd": "20"}
    assert str(short.value) == "Faltam 2 dígitos. Escreva DDD e número, como (11) 98765-4321."


@pytest.mark.parametrize("ddd", ["10", "20", "23", "25", "26", "29", "30", "36", "39", "40", "50"])
def test_a_ddd_that_does_not_exist_is_named(ddd: str) -> None:
    with pytest.raises(PhoneError) as refused:
        parse(f"({ddd}) 98765-4321")

    assert refused.value.code == "phone_ddd_unknown"
    assert refused.value.extra == {"ddd": ddd}
