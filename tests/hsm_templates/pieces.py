"""Parts of templates in Meta's JSON, as tests put them together."""

from typing import Any

Json = dict[str, Any]

HANDLE = "4::aW1hZ2Vt"
SENTENCE = "Olá, tudo certo com o seu pedido? Responda quando puder."


def body(text: str = SENTENCE, *samples: str) -> Json:
    found: Json = {"type": "BODY", "text": text}
    return found | {"example": {"body_text": [list(samples)]}} if samples else found


def named_body(text: str, **samples: str) -> Json:
    listed = [{"param_name": name, "example": sample} for name, sample in samples.items()]
    return {"type": "BODY", "text": text, "example": {"body_text_named_params": listed}}


def header(text: str, *samples: str) -> Json:
    found: Json = {"type": "HEADER", "format": "TEXT", "text": text}
    return found | {"example": {"header_text": list(samples)}} if samples else found


def media(kind: str = "IMAGE", handle: str = HANDLE) -> Json:
    found: Json = {"type": "HEADER", "format": kind}
    return found | {"example": {"header_handle": [handle]}} if handle else found


def footer(text: str = "Aurora Móveis") -> Json:
    return {"type": "FOOTER", "text": text}


def buttons(*found: Json) -> Json:
    return {"type": "BUTTONS", "buttons": list(found)}


def reply(text: str = "Quero") -> Json:
    return {"type": "QUICK_REPLY", "text": text}


def link(url: str = "https://www.aurora.com.br/loja", text: str = "Abrir", **more: Any) -> Json:
    return {"type": "URL", "text": text, "url": url, **more}


def varying_link(text: str = "Acompanhar") -> Json:
    base = "https://www.aurora.com.br/p/"
    return link(f"{base}{{{{1}}}}", text=text, example=[f"{base}8812"])


def phone(number: str = "+551140041234", text: str = "Ligar") -> Json:
    return {"type": "PHONE_NUMBER", "text": text, "phone_number": number}


def coupon(example: str = "25OFF") -> Json:
    return {"type": "COPY_CODE", "example": example}


def flow(**more: Any) -> Json:
    return {"type": "FLOW", "text": "Responder", **({"flow_id": "77"} | more)}


def otp(kind: str = "COPY_CODE", **more: Any) -> Json:
    return {"type": "OTP", "otp_type": kind, **more}


def app(package: str = "br.com.aurora", signature: str = "K8a/AINcGX7") -> Json:
    return {"package_name": package, "signature_hash": signature}


def code_body() -> Json:
    return {"type": "BODY", "add_security_recommendation": True}


def expiry(minutes: int = 10) -> Json:
    return {"type": "FOOTER", "code_expiration_minutes": minutes}


def offer(text: str = "Acaba hoje", *, expires: bool = True) -> Json:
    told = {"text": text, "has_expiration": expires}
    return {"type": "LIMITED_TIME_OFFER", "limited_time_offer": told}


def card(text: str = "Sofá de três lugares, em linho.", *found: Json, kind: str = "IMAGE") -> Json:
    return {"components": [media(kind), body(text), buttons(*(found or (reply(),)))]}


def carousel(*cards: Json) -> Json:
    return {"type": "CAROUSEL", "cards": list(cards)}
