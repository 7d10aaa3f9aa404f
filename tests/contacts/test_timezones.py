"""The person's clock follows the DDD, by our own table."""

from datetime import UTC, datetime, timedelta

import pytest

from contacts.ddd import AREAS
from contacts.timezones import zone_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GAPS = {20, 23, 25, 26, 29, 30, 36, 39, 40, 50, 52, 56, 57, 58, 59, 60, 70, 72, 76, 78, 80, 90}
ALL_DDDS = [str(number) for number in range(11, 100) if number not in GAPS]


def test_the_table_has_the_67_ddds_and_the_27_states() -> None:
    assert sorted(AREAS) == ALL_DDDS
    assert len(AREAS) == 67
    assert len({area.state for area in AREAS.values()}) == 27


@pytest.mark.parametrize(
    ("ddd", "state", "zone"),
    [
        ("11", "SP", "America/Sao_Paulo"),
        ("21", "RJ", "America/Sao_Paulo"),
        ("61", "DF", "America/Sao_Paulo"),
        ("62", "GO", "America/Sao_Paulo"),
        ("63", "TO", "America/Araguaina"),
        ("65", "MT", "America/Cuiaba"),
        ("66", "MT", "America/Cuiaba"),
        ("67", "MS", "America/Campo_Grande"),
        ("68", "AC", "America/Rio_Branco"),
        ("69", "RO", "America/Porto_Velho"),
        ("71", "BA", "America/Bahia"),
        ("77", "BA", "America/Bahia"),
        ("79", "SE", "America/Maceio"),
        ("81", "PE", "America/Recife"),
        ("82", "AL", "America/Maceio"),
        ("85", "CE", "America/Fortaleza"),
        ("87", "PE", "America/Recife"),
        ("91", "PA", "America/Belem"),
        ("92", "AM", "America/Manaus"),
        ("93", "PA", "America/Santarem"),
        ("94", "PA", "America/Belem"),
        ("95", "RR", "America/Boa_Vista"),
        ("96", "AP", "America/Belem"),
        ("97", "AM", "America/Manaus"),
        ("98", "MA", "America/Fortaleza"),
    ],
)
def test_a_ddd_has_its_state_and_its_zone(ddd: str, state: str, zone: str) -> None:
    assert AREAS[ddd].state == state
    assert zone_of(f"55{ddd}987654321").key == zone


@pytest.mark.parametrize("ddd", ALL_DDDS)
def test_the_clock_of_each_ddd_is_brasilias_but_for_the_west(ddd: str) -> None:
    behind = {"65": 1, "66": 1, "67": 1, "69": 1, "92": 1, "95": 1, "97": 1, "68": 2}

    offset = NOON.astimezone(zone_of(f"55{ddd}34567890")).utcoffset()

    assert offset == timedelta(hours=-3 - behind.get(ddd, 0))


@pytest.mark.parametrize(
    ("digits", "zone"),
    [
        ("442079460000", "Europe/London"),
        ("12125551234", "America/New_York"),
        ("525512345678", "America/Mexico_City"),
        ("390612345678", "Europe/Rome"),
    ],
)
def test_a_foreign_number_lives_in_its_own_zone(digits: str, zone: str) -> None:
    assert zone_of(digits).key == zone


@pytest.mark.parametrize("digits", ["5520987654321", "11987654321", "999123456", "12", ""])
def test_without_a_known_place_the_clock_is_sao_paulos(digits: str) -> None:
    assert zone_of(digits).key == "America/Sao_Paulo"
