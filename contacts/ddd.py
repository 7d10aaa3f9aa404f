"""The 67 Brazilian area codes (DDD), with the state and the time zone of each.

A DDD may cross a zone's border; then most of its people decide. The known exceptions are small:
97 also covers Eirunepé and the south-west of Amazonas (UTC-5), 81 Fernando de Noronha (UTC-2).
61 belongs to the Distrito Federal and to the municipalities of Goiás around it, on the same clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """State (UF) and IANA time zone."""

    state: str
    zone: str


_ROWS = (
    ("SP", "America/Sao_Paulo", "11 12 13 14 15 16 17 18 19"),
    ("RJ", "America/Sao_Paulo", "21 22 24"),
    ("ES", "America/Sao_Paulo", "27 28"),
    ("MG", "America/Sao_Paulo", "31 32 33 34 35 37 38"),
    ("PR", "America/Sao_Paulo", "41 42 43 44 45 46"),
    ("SC", "America/Sao_Paulo", "47 48 49"),
    ("RS", "America/Sao_Paulo", "51 53 54 55"),
    ("DF", "America/Sao_Paulo", "61"),
    ("GO", "America/Sao_Paulo", "62 64"),
    ("TO", "America/Araguaina", "63"),
    ("MT", "America/Cuiaba", "65 66"),
    ("MS", "America/Campo_Grande", "67"),
    ("AC", "America/Rio_Branco", "68"),
    ("RO", "America/Porto_Velho", "69"),
    ("BA", "America/Bahia", "71 73 74 75 77"),
    ("SE", "America/Maceio", "79"),
    ("PE", "America/Recife", "81 87"),
    ("AL", "America/Maceio", "82"),
    ("PB", "America/Fortaleza", "83"),
    ("RN", "America/Fortaleza", "84"),
    ("CE", "America/Fortaleza", "85 88"),
    ("PI", "America/Fortaleza", "86 89"),
    ("PA", "America/Belem", "91 94"),
    ("PA", "America/Santarem", "93"),
    ("AM", "America/Manaus", "92 97"),
    ("RR", "America/Boa_Vista", "95"),
    ("AP", "America/Belem", "96"),
    ("MA", "America/Fortaleza", "98 99"),
)

AREAS: Mapping[str, Area] = MappingProxyType(
    {
        ddd: Area(state=state, zone=zone)
        for state, zone, codes in _ROWS
        for ddd in sorted(codes.split())
    }
)
