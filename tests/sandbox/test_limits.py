from tests.sandbox.caller import Caller, code_of


def test_the_forty_sixth_message_to_one_person_is_refused(sandbox: Caller) -> None:
    sandbox.approved()

    statuses = [sandbox.send_template().status_code for _ in range(45)]

    assert statuses == [200] * 45
    assert code_of(sandbox.send_template()) == (400, 131056)
    assert sandbox.send_template(to="+5511987654322").status_code == 200


def test_the_pair_limit_can_be_lifted(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.configure(pair_limit=False)

    assert [sandbox.send_template().status_code for _ in range(46)] == [200] * 46


def test_more_messages_than_the_throughput_are_refused(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.configure(throughput=3)

    answers = [sandbox.send_template() for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 400]
    assert code_of(answers[3]) == (400, 130429)


def test_incoming_messages_count_against_the_throughput(sandbox: Caller) -> None:
    sandbox.approved()
    sandbox.configure(throughput=2)
    sandbox.hear()
    sandbox.hear()

    assert code_of(sandbox.send_template()) == (400, 130429)


def test_the_highest_rate_is_told(sandbox: Caller) -> None:
    sandbox.approved()
    for _ in range(5):
        sandbox.send_template()

    assert sandbox.control("stats")["peak_per_second"]["200000000000001"] == 5
