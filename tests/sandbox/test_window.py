import time

from tests.sandbox.caller import OTHER_NUMBER, Caller, code_of

DAY = 24 * 3600


def test_free_text_to_somebody_who_never_wrote_is_refused(sandbox: Caller) -> None:
    assert code_of(sandbox.send_text()) == (400, 131047)


def test_free_text_passes_after_the_customer_wrote(sandbox: Caller) -> None:
    sandbox.hear()

    response = sandbox.send_text()

    assert response.status_code == 200
    assert "message_status" not in response.json()["messages"][0]


def test_the_window_belongs_to_one_number(sandbox: Caller) -> None:
    sandbox.hear(phone_number_id=OTHER_NUMBER)

    assert code_of(sandbox.send_text()) == (400, 131047)


def test_the_window_closes_24_hours_after_the_last_word(sandbox: Caller) -> None:
    sandbox.hear(timestamp=time.time() - DAY - 1)

    assert code_of(sandbox.send_text()) == (400, 131047)


def test_an_older_word_does_not_close_a_window(sandbox: Caller) -> None:
    sandbox.hear()
    sandbox.hear(timestamp=time.time() - DAY - 1)

    assert sandbox.send_text().status_code == 200


def test_the_window_opens_for_all_spellings_of_the_number(sandbox: Caller) -> None:
    sandbox.hear(**{"from": "555180266658"})

    assert sandbox.send_text(to="+5551980266658").status_code == 200
