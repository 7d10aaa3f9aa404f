"""A filter chip names what is chosen in it."""

from conecta.accounts.templatetags.ui import filter_chip

GROUPS = [(7, "Clientes VIP"), (9, "Zona Sul"), (12, "Pós-venda")]


def test_the_values_of_the_address_are_checked_and_named() -> None:
    chip = filter_chip("group", "Grupo", GROUPS, ["7", "12"])

    assert chip["words"] == "Clientes VIP, Pós-venda"
    assert [(option.value, option.checked) for option in chip["options"]] == [
        ("7", True),
        ("9", False),
        ("12", True),
    ]


def test_nothing_chosen_is_an_empty_chip() -> None:
    assert filter_chip("group", "Grupo", GROUPS, [])["words"] == ""
