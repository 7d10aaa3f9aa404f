"""Meta's rules for AUTHENTICATION, whose words are its own."""

from collections.abc import Iterator

from hsm_templates.access_codes import COPY_CODE, OTP_TYPES, ZERO_TAP, App, Otp
from hsm_templates.button_rules import LABEL_LIMIT
from hsm_templates.content import TemplateContent
from hsm_templates.findings import Finding, error
from hsm_templates.text_rules import too_long

FEWEST_MINUTES, MOST_MINUTES = 1, 90
MOST_APPS = 5
PACKAGE_LIMIT = 224
HASH_LENGTH = 11


def check_code(content: TemplateContent) -> Iterator[Finding]:
    if content.code is None:
        yield error(
            "category",
            "authentication_text_is_fixed",
            "Autenticação usa um texto fixo da Meta",
            "Escolha só a recomendação de segurança, a validade e o botão do código.",
        )
        return
    if content.header or content.others:
        cure = "Autenticação não aceita cabeçalho, mídia, oferta nem carrossel."
        yield error("header", "code_parts", "Parte que a Autenticação não aceita", cure)
    minutes = content.code.expires_in_minutes
    if minutes is not None and not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        cure = f"A validade vai de {FEWEST_MINUTES} a {MOST_MINUTES} minutos."
        yield error("footer", "code_minutes", f"Validade de {minutes} minutos", cure)
    if len(content.buttons) != 1 or not content.buttons[0].is_code:
        cure = "Autenticação leva um botão, o do código, e nenhum outro."
        yield error("buttons", "code_button", "Falta o botão do código, ou sobra outro", cure)
        return
    (button,) = content.buttons
    if len(button.text) > LABEL_LIMIT:
        yield too_long("button.0", "Texto do botão 1", len(button.text), LABEL_LIMIT)
    if button.otp:
        yield from _check_otp(button.otp)


def _check_otp(otp: Otp) -> Iterator[Finding]:
    field = "button.0"
    if otp.kind not in OTP_TYPES:
        cure = "O botão copia o código (COPY_CODE) ou o preenche (ONE_TAP, ZERO_TAP)."
        yield error(field, "otp_type", "Tipo de botão de código desconhecido", cure)
    if len(otp.autofill_text) > LABEL_LIMIT:
        yield too_long(field, "Texto de preencher", len(otp.autofill_text), LABEL_LIMIT)
    if otp.kind != COPY_CODE and not 1 <= len(otp.apps) <= MOST_APPS:
        cure = f"Indique de 1 a {MOST_APPS} aplicativos que recebem o código."
        yield error(field, "otp_apps", f"Preenchimento com {len(otp.apps)} aplicativos", cure)
    if not all(map(_is_fine, otp.apps)):
        cure = f"O pacote tem até {PACKAGE_LIMIT} sinais e a assinatura, {HASH_LENGTH}."
        yield error(field, "otp_app", "Aplicativo com pacote ou assinatura inválidos", cure)
    if otp.kind == ZERO_TAP and not otp.terms_accepted:
        cure = "Aceite os termos da Meta para o preenchimento sem toque."
        yield error(field, "otp_terms", "Termos do preenchimento sem toque não aceitos", cure)


def _is_fine(app: App) -> bool:
    return 0 < len(app.package_name) <= PACKAGE_LIMIT and len(app.signature_hash) == HASH_LENGTH
