"""The reviewer: some seconds after a submission, always the same verdict on the same text."""

import re
from dataclasses import dataclass

from conecta.whatsapp.sandbox.components import Shape
from conecta.whatsapp.sandbox.wire import JsonObject

ADJACENT = re.compile(r"\}\}\s*\{\{")
REJECTED_NAMES = "rejeitar_"
UTILITY = "UTILITY"
MARKETING = "MARKETING"

# Words in the body -> Meta's reason. The first that is found decides.
SECRETS = r"\bsenha\b|\bn[úu]mero (completo )?do (seu )?cart[ãa]o\b|\b(\d[ -]?){15}\d\b"
REASONS = (
    (re.compile(SECRETS, re.IGNORECASE), "ABUSIVE_CONTENT"),
    (re.compile(r"\bvoc[êe] ganhou\b", re.IGNORECASE), "SCAM"),
    (re.compile(r"\bganhe dinheiro\b", re.IGNORECASE), "PROMOTIONAL"),
)
# What makes a utility template marketing: the category is Meta's to assign.
SALES = re.compile(
    r"\b(desconto|promo[çc][ãa]o|promo[çc][õo]es|oferta|ofertas|gr[áa]tis|cupom|liquida[çc][ãa]o)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``reason`` is NONE when the template is approved."""

    reason: str = "NONE"
    info: JsonObject | None = None

    @property
    def is_approval(self) -> bool:
        return self.reason == "NONE"


def assigned_category(requested: str, shape: Shape) -> str:
    if requested == UTILITY and SALES.search(f"{shape.header.content} {shape.body.content}"):
        return MARKETING
    return requested


def judge(name: str, shape: Shape) -> Verdict:
    if name.startswith(REJECTED_NAMES) or ADJACENT.search(shape.body.content):
        return Verdict(
            reason="INVALID_FORMAT",
            info={
                "reason": "The template has placeholders next to each other, or is badly formed.",
                "recommendation": "Put words between the placeholders and submit it again.",
            },
        )
    for pattern, reason in REASONS:
        if pattern.search(shape.body.content):
            return Verdict(reason=reason)
    return Verdict()
