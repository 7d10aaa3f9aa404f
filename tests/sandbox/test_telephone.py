from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.sandbox.caller import OTHER_NUMBER, Caller, body_values, template_body
from tests.sandbox.receiver import Receiver

pytestmark = pytest.mark.e2e

LUCIANA = "555180266658"
# How often the page asks for what is new.
EVERY_MS = 1_000
COMPONENTS = [
    {"type": "HEADER", "format": "TEXT", "text": "Lembrete de vencimento"},
    template_body("Olá, {{1}}! Vence em *{{2}}*, _sem multa_."),
    {"type": "FOOTER", "text": "Envie #OPTOUT para não receber mais."},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Já paguei"},
            {"type": "URL", "text": "Pagar agora", "url": "https://exemplo.com.br/"},
        ],
    },
]


@pytest.fixture
def phone(page: Page, sandbox: Caller) -> Iterator[Page]:
    """Luciana's telephone, open. A page that breaks its own policy breaks the test."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.clock.install()
    page.goto(f"{sandbox.address}/#{LUCIANA}")
    expect(page.get_by_role("heading", name="Luciana Teixeira")).to_be_visible()
    yield page
    assert complaints == []


def send_to_luciana(phone: Page, sandbox: Caller) -> None:
    sandbox.approved(components=COMPONENTS)
    response = sandbox.send_template(body_values("Luciana", "10/12"), to="+5551980266658")
    assert response.status_code == 200
    phone.clock.fast_forward(EVERY_MS)


def is_change(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/_sandbox/config")


def test_a_template_appears_by_itself_as_whatsapp_shows_it(phone: Page, sandbox: Caller) -> None:
    send_to_luciana(phone, sandbox)

    bubble = phone.get_by_role("log").get_by_role("article")
    expect(bubble).to_contain_text("Olá, Luciana! Vence em 10/12, sem multa.")
    expect(bubble.locator("strong")).to_have_text("10/12")
    expect(bubble.locator("em")).to_have_text("sem multa")
    expect(bubble).to_contain_text("Lembrete de vencimento")
    expect(bubble).to_contain_text("Envie #OPTOUT para não receber mais.")
    expect(bubble.get_by_role("link", name="Pagar agora")).to_have_attribute(
        "href", "https://exemplo.com.br/"
    )


def test_an_open_conversation_is_read(phone: Page, sandbox: Caller, receiver: Receiver) -> None:
    send_to_luciana(phone, sandbox)

    receiver.wait_for_statuses(3)

    assert receiver.statuses()[2]["status"] == "read"
    assert receiver.statuses()[2]["recipient_id"] == LUCIANA


def test_a_conversation_may_stay_unread(phone: Page, sandbox: Caller, receiver: Receiver) -> None:
    phone.get_by_role("switch", name="Marcar como lida ao abrir").uncheck()
    send_to_luciana(phone, sandbox)

    expect(phone.get_by_role("link", name="Luciana Teixeira")).to_contain_text("Não lidas: 1")

    told = receiver.wait_for_statuses(2)
    assert [status["status"] for status in told] == ["sent", "delivered"]


def test_a_quick_reply_answers_with_its_payload(
    phone: Page, sandbox: Caller, receiver: Receiver
) -> None:
    send_to_luciana(phone, sandbox)

    phone.get_by_role("button", name="Já paguei").click()

    message = receiver.wait_for_messages(1)[0]
    assert message["button"] == {"payload": "Já paguei", "text": "Já paguei"}
    assert message["context"]["id"] == sandbox.control("messages")["messages"][0]["id"]


def test_the_customer_writes_and_sees_the_ticks(phone: Page, receiver: Receiver) -> None:
    phone.get_by_label("Mensagem como Luciana Teixeira").fill("Oi, tudo *bem*?")
    phone.get_by_role("button", name="Enviar como cliente").click()

    bubble = phone.get_by_role("log").get_by_role("article")
    expect(bubble).to_contain_text("Oi, tudo bem?")
    expect(bubble).to_contain_text("Entregue")
    expect(phone.get_by_label("Mensagem como Luciana Teixeira")).to_have_value("")
    assert receiver.wait_for_messages(1)[0]["text"] == {"body": "Oi, tudo *bem*?"}


def test_a_ready_message_goes_to_the_chosen_company(phone: Page, receiver: Receiver) -> None:
    phone.get_by_label("Empresa com quem o cliente conversa").select_option("Aurora SAC")
    phone.get_by_role("button", name="#OPTOUT").click()

    message = receiver.wait_for_messages(1)[0]
    assert (message["from"], message["text"]) == (LUCIANA, {"body": "#OPTOUT"})
    metadata = receiver.values("messages")[0]["metadata"]
    assert metadata["phone_number_id"] == OTHER_NUMBER


def test_what_a_company_writes_is_text_and_never_markup(phone: Page, sandbox: Caller) -> None:
    sandbox.hear(**{"from": LUCIANA})
    sandbox.send_text("<img src=x onerror=alert(1)> *<b>oi</b>*", to=f"+{LUCIANA}")
    phone.clock.fast_forward(EVERY_MS)

    bubble = phone.get_by_role("log").get_by_role("article").nth(1)
    expect(bubble).to_contain_text("<img src=x onerror=alert(1)> <b>oi</b>")
    expect(bubble.locator("img")).to_have_count(0)


def test_a_number_is_made_to_fail_and_mended(
    phone: Page, sandbox: Caller, receiver: Receiver
) -> None:
    switch = phone.get_by_role("switch", name="Simular falha 131026")
    with phone.expect_response(is_change):
        switch.check()
    send_to_luciana(phone, sandbox)

    assert receiver.wait_for_statuses(2)[1]["errors"][0]["code"] == 131026
    expect(phone.get_by_role("log").get_by_role("article")).to_have_count(0)

    with phone.expect_response(is_change):
        switch.uncheck()
    sandbox.send_template(body_values("Luciana", "10/12"), to="+5551980266658")
    phone.clock.fast_forward(EVERY_MS)
    expect(phone.get_by_role("log").get_by_role("article")).to_have_count(1)


def test_a_new_customer_is_added_by_number(phone: Page) -> None:
    phone.get_by_role("button", name="Novo cliente de teste").click()
    phone.get_by_label("Número do WhatsApp").fill("+55 11 98765-4321")
    phone.get_by_label("Nome no perfil").fill("Ana Prado")
    phone.get_by_role("button", name="Adicionar cliente").click()

    expect(phone.get_by_role("heading", name="Ana Prado")).to_be_visible()
    expect(phone.get_by_role("link", name="Ana Prado")).to_contain_text("+55 11 98765-4321")


def test_customers_are_found_by_name_and_number(phone: Page) -> None:
    phone.get_by_label("Buscar cliente").fill("bianca")
    expect(phone.locator("#people a")).to_have_count(1)

    phone.get_by_label("Buscar cliente").fill("5541")
    expect(phone.locator("#people a")).to_contain_text("João Pedro Sampaio")

    phone.get_by_label("Buscar cliente").fill("ninguém")
    expect(phone.get_by_role("heading", name="Ninguém encontrado")).to_be_visible()


def test_on_a_small_screen_list_and_conversation_take_turns(phone: Page) -> None:
    phone.set_viewport_size({"width": 390, "height": 844})
    expect(phone.get_by_role("link", name="Bianca Moraes")).to_be_hidden()

    phone.get_by_role("link", name="Voltar à lista de clientes").click()
    phone.get_by_role("link", name="Bianca Moraes").click()

    expect(phone.get_by_label("Mensagem como Bianca Moraes")).to_be_visible()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width == 390


def test_the_theme_is_chosen_and_kept(phone: Page) -> None:
    phone.get_by_role("button", name="Alternar tema").click()
    phone.reload()

    expect(phone.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_picture_many_buttons_and_cards_are_shown(phone: Page, sandbox: Caller) -> None:
    picture = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::1"]}}
    replies = [{"type": "QUICK_REPLY", "text": f"Opção {number}"} for number in range(1, 5)]
    card = {"components": [picture, {"type": "BODY", "text": "Sofá em linho."}]}
    sandbox.approved(
        category="MARKETING",
        components=[
            picture,
            template_body("Conheça a nova loja, tudo bem?"),
            {"type": "BUTTONS", "buttons": replies},
            {"type": "CAROUSEL", "cards": [card, card]},
        ],
    )
    image = {"type": "image", "image": {"link": "https://exemplo.com.br/a.png"}}
    header = {"type": "header", "parameters": [image]}
    cards = [{"card_index": index, "components": [header]} for index in (0, 1)]
    sandbox.send_template(header, {"type": "carousel", "cards": cards}, to=f"+{LUCIANA}")
    phone.clock.fast_forward(EVERY_MS)

    bubble = phone.get_by_role("log").get_by_role("article")
    expect(bubble).to_contain_text("Foto")
    expect(bubble.get_by_role("listitem")).to_have_count(2)
    expect(bubble.get_by_role("button", name="Opção 3")).to_have_count(0)
    bubble.get_by_role("button", name="Ver todas as opções").click()
    expect(bubble.get_by_role("button", name="Opção 3")).to_be_focused()
    expect(bubble.get_by_role("button", name="Opção 4")).to_be_visible()
