"""A question with buttons in Meta's form; what breaks its rules never leaves."""

import pytest

from conecta.whatsapp.errors import PayloadError
from conecta.whatsapp.payloads import ButtonsMessage
from conecta.whatsapp.reply_buttons import ReplyButton

UUID = "0193f2c4-7a51-7c0e-9d1b-5a4c1e6f8a10"
STOP = ReplyButton(id="stop", title="Parar mensagens")
KEEP = ReplyButton(id="keep", title="Continuar recebendo")


def question(body: str = "Quer parar?", buttons: tuple[ReplyButton, ...] = (STOP, KEEP)) -> object:
    return ButtonsMessage(
        to="+5511987654321", body=body, buttons=buttons, callback_data=UUID
    ).payload()


def test_a_question_is_metas_interactive_message() -> None:
    assert question() == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5511987654321",
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": "Quer parar?"},
            "action": {
                "buttons": [
                    {"type": "reply", "reply": {"id": "stop", "title": "Parar mensagens"}},
                    {"type": "reply", "reply": {"id": "keep", "title": "Continuar recebendo"}},
                ]
            },
        },
        "biz_opaque_callback_data": UUID,
    }


def test_the_limits_themselves_are_allowed() -> None:
    buttons = tuple(ReplyButton(id=str(n) * 256, title=str(n) * 20) for n in range(3))

    assert question("a" * 1024, buttons)


@pytest.mark.parametrize("body", ["", "  ", "a" * 1025])
def test_a_question_has_words_and_not_too_many(body: str) -> None:
    with pytest.raises(PayloadError):
        question(body)


@pytest.mark.parametrize(
    "buttons",
    [
        (),
        tuple(ReplyButton(id=str(n), title=str(n)) for n in range(4)),
        (ReplyButton(id="a", title="a" * 21),),
        (ReplyButton(id="a", title=" "),),
        (ReplyButton(id="a" * 257, title="a"),),
        (ReplyButton(id="", title="a"),),
        (ReplyButton(id="a", title="Sim"), ReplyButton(id="b", title="Sim")),
        (ReplyButton(id="a", title="Sim"), ReplyButton(id="a", title="Não")),
    ],
)
def test_buttons_that_meta_would_refuse_do_not_leave(buttons: tuple[ReplyButton, ...]) -> None:
    with pytest.raises(PayloadError):
        question(buttons=buttons)
