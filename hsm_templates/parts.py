"""Parts of a template that we keep as they came: buttons, media headers, carousels and the like."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PART_NAMES = {
    "IMAGE": "cabeçalho com imagem",
    "VIDEO": "cabeçalho com vídeo",
    "GIF": "cabeçalho com GIF",
    "DOCUMENT": "cabeçalho com documento",
    "LOCATION": "cabeçalho com localização",
    "CAROUSEL": "carrossel",
    "LIMITED_TIME_OFFER": "oferta por tempo limitado",
    "CALL_PERMISSION_REQUEST": "pedido de permissão para ligar",
}
_BUTTON_NAMES = {
    "URL": "botão de link com variável",
    "COPY_CODE": "botão de copiar código",
    "OTP": "botão de código de acesso",
    "FLOW": "botão de formulário",
    "CATALOG": "botão de catálogo",
    "MPM": "botão de produtos",
    "SPM": "botão de produto",
    "VOICE_CALL": "botão de ligação pelo WhatsApp",
    "REQUEST_CONTACT_INFO": "botão de pedir o telefone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Kept as Meta gave it; `kind` in Meta's word."""

    kind: str
    text: str
    json: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What a person calls it, where it needs a value."""
        return _BUTTON_NAMES.get(self.kind, f"botão {self.kind}")

    @property
    def needs_value(self) -> bool:
        """Whether Meta wants a parameter for it at each send."""
        if self.kind == "URL":
            return "{{" in str(self.json.get("url", ""))
        return self.kind not in {"QUICK_REPLY", "PHONE_NUMBER"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPart:
    """A component that we do not edit yet; `kind` is a header's format, or the component's type."""

    kind: str
    is_header: bool
    json: Mapping[str, Any]

    @property
    def name(self) -> str:
        return _PART_NAMES.get(self.kind, f"parte {self.kind}")
