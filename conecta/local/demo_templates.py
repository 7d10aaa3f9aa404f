"""The templates of the demonstration: three go to the simulator's review, two stay drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from conecta.local.demo_numbers import RETAIL, SERVICES
from conecta.local.demo_people import DUE, ORDER
from hsm_templates.sources import Origin, Source

FOOTER = "Envie #OPTOUT para não receber mais."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    waba_id: str
    name: str
    category: str
    body: str
    samples: Mapping[str, str]
    header: str = ""
    submitted: bool = False
    sources: Mapping[str, Source] = field(default_factory=dict)


GREETED = Source(origin=Origin.FIRST_NAME, fallback="cliente")
TEMPLATES = (
    Sketch(
        waba_id=SERVICES,
        name="lembrete_vencimento",
        category="UTILITY",
        body=(
            "Olá, {{1}}! A sua fatura da Aurora vence em {{2}}, no valor de {{3}}.\n\n"
            "Se já pagou, desconsidere este aviso. Qualquer dúvida, responda por aqui."
        ),
        samples={"body.1": "Ana Beatriz", "body.2": "28/11/2026", "body.3": "R$ 189,90"},
        submitted=True,
        sources={"body.1": GREETED, "body.2": Source(origin=Origin.EXTRA, text=DUE)},
    ),
    Sketch(
        waba_id=SERVICES,
        name="confirmacao_visita",
        category="UTILITY",
        header="Visita técnica",
        body=(
            "Olá, {{1}}! A sua visita técnica está marcada para {{2}}, às {{3}}.\n\n"
            "Podemos confirmar? Responda *sim* ou diga qual horário prefere."
        ),
        samples={"body.1": "Ana Beatriz", "body.2": "25/11/2026", "body.3": "10:00"},
        submitted=True,
    ),
    Sketch(
        waba_id=RETAIL,
        name="entrega_a_caminho",
        category="UTILITY",
        header="Pedido {{1}}",
        body=(
            "Olá, {{1}}! A sua entrega saiu hoje e chega até {{2}}.\n\n"
            "Se não houver ninguém em casa, responda por aqui e combinamos outro dia."
        ),
        samples={"header.1": "48.213", "body.1": "Tereza", "body.2": "18:00"},
        submitted=True,
        sources={"header.1": Source(origin=Origin.EXTRA, text=ORDER), "body.1": GREETED},
    ),
    Sketch(
        waba_id=RETAIL,
        name="convite_clube_aurora",
        category="MARKETING",
        header="Um convite da Aurora",
        body=(
            "Olá, {{1}}! O *Clube Aurora* está de portas abertas para você.\n\n"
            "Junte pontos em todas as compras: o seu saldo inicial é de {{2}} pontos."
        ),
        samples={"body.1": "Bianca", "body.2": "500"},
    ),
    Sketch(
        waba_id=SERVICES,
        name="pesquisa_pos_venda",
        category="UTILITY",
        body=(
            "Olá, {{1}}! O seu atendimento de {{2}} terminou.\n\n"
            "De 0 a 10, quanto você recomendaria a Aurora a um amigo? Responda com um número."
        ),
        samples={"body.1": "Rodrigo", "body.2": "20/11/2026"},
    ),
)
