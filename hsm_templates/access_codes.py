"""AUTHENTICATION: Meta writes the text; we choose the warning, the validity and the button."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hsm_templates import meta_json
from hsm_templates.meta_json import Json

COPY_CODE = "COPY_CODE"
ONE_TAP = "ONE_TAP"
ZERO_TAP = "ZERO_TAP"
OTP_TYPES = (COPY_CODE, ONE_TAP, ZERO_TAP)
# How Meta lists the button that was created as OTP.
_CODE_LINK = "https://www.whatsapp.com/otp/code/"

# Meta's fixed words in Portuguese, for the preview; in other languages Meta translates them.
BODY = "*{{1}}* é seu código de verificação."
WARNING = " Para sua segurança, não o compartilhe."
EXPIRES = "Este código expira em {minutes} minutos."
LABELS = {COPY_CODE: "Copiar código", ONE_TAP: "Preencher automaticamente", ZERO_TAP: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """An Android application that may take the code by itself."""

    package_name: str
    signature_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Otp:
    """`kind`: COPY_CODE, ONE_TAP or ZERO_TAP; the last needs Meta's terms to be accepted."""

    kind: str = COPY_CODE
    autofill_text: str = ""
    apps: tuple[App, ...] = ()
    terms_accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCode:
    """What we choose of the text: the security recommendation, and the validity that is told."""

    recommends_secrecy: bool = False
    expires_in_minutes: int | None = None

    @property
    def body(self) -> str:
        return BODY + (WARNING if self.recommends_secrecy else "")

    @property
    def footer(self) -> str:
        minutes = self.expires_in_minutes
        return EXPIRES.format(minutes=minutes) if minutes is not None else ""


def is_code_link(url: str) -> bool:
    return url.startswith(_CODE_LINK)


def parse_otp(source: Json) -> Otp:
    return Otp(
        kind=meta_json.word(source, "otp_type"),
        autofill_text=meta_json.text(source, "autofill_text"),
        apps=tuple(map(_app, meta_json.mappings(source.get("supported_apps")))),
        terms_accepted=meta_json.flag(source, "zero_tap_terms_accepted"),
    )


def otp_json(otp: Otp) -> dict[str, Any]:
    return {
        "otp_type": otp.kind,
        "autofill_text": otp.autofill_text,
        "supported_apps": [
            {"package_name": app.package_name, "signature_hash": app.signature_hash}
            for app in otp.apps
        ],
        "zero_tap_terms_accepted": otp.terms_accepted,
    }


def otp_of_link(url: str) -> Otp:
    """The choices as Meta tells them in the address under which it lists the button."""
    told = parse_qs(urlsplit(url).query)
    kind = told.get("otp_type", [COPY_CODE])[0].upper()
    pairs = zip(told.get("package_name", []), told.get("signature_hash", []), strict=False)
    return Otp(
        kind=kind if kind in OTP_TYPES else COPY_CODE,
        apps=tuple(App(package_name=name, signature_hash=sign) for name, sign in pairs),
        terms_accepted=kind == ZERO_TAP,
    )


def parse_access_code(body: Json, footer: Json) -> AccessCode:
    minutes = footer.get("code_expiration_minutes")
    is_number = isinstance(minutes, int) and not isinstance(minutes, bool)
    return AccessCode(
        recommends_secrecy=meta_json.flag(body, "add_security_recommendation"),
        expires_in_minutes=minutes if is_number else None,
    )


def _app(source: Json) -> App:
    return App(
        package_name=meta_json.text(source, "package_name"),
        signature_hash=meta_json.text(source, "signature_hash"),
    )
