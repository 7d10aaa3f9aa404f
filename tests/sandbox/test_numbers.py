from tests.sandbox.caller import ACCOUNT, NUMBER, OTHER_ACCOUNT, OTHER_NUMBER, Caller


def test_an_account_has_its_numbers(sandbox: Caller) -> None:
    numbers = sandbox.graph("GET", f"{ACCOUNT}/phone_numbers").json()["data"]
    others = sandbox.graph("GET", f"{OTHER_ACCOUNT}/phone_numbers").json()["data"]

    assert [(one["id"], one["display_phone_number"], one["verified_name"]) for one in numbers] == [
        (NUMBER, "+55 11 4003-1020", "Aurora Cobrança"),
        (OTHER_NUMBER, "+55 11 4003-1000", "Aurora SAC"),
    ]
    assert [one["id"] for one in others] == ["200000000000003"]


def test_a_number_shows_the_fields_that_were_asked_for(sandbox: Caller) -> None:
    fields = "verified_name,status,whatsapp_business_manager_messaging_limit"

    assert sandbox.graph("GET", NUMBER, params={"fields": fields}).json() == {
        "id": NUMBER,
        "verified_name": "Aurora Cobrança",
        "status": "CONNECTED",
        "whatsapp_business_manager_messaging_limit": "TIER_100K",
    }


def test_the_account_names_itself(sandbox: Caller) -> None:
    assert sandbox.graph("GET", ACCOUNT, params={"fields": "name"}).json() == {
        "id": ACCOUNT,
        "name": "Conta Aurora Serviços",
    }


def test_a_healthy_number_can_send(sandbox: Caller) -> None:
    health = sandbox.graph("GET", NUMBER, params={"fields": "health_status"}).json()

    assert health["health_status"]["can_send_message"] == "AVAILABLE"
    kinds = [entity["entity_type"] for entity in health["health_status"]["entities"]]
    assert kinds == ["PHONE_NUMBER", "WABA", "BUSINESS", "APP"]


def test_a_template_in_review_cannot_be_sent(sandbox: Caller) -> None:
    sandbox.configure(review_seconds=60)
    template_id = sandbox.create().json()["id"]

    health = sandbox.graph("GET", template_id, params={"fields": "health_status"}).json()

    assert health["health_status"]["can_send_message"] == "BLOCKED"


def test_a_subscription_can_be_ended_and_renewed(sandbox: Caller) -> None:
    edge = f"{ACCOUNT}/subscribed_apps"

    assert len(sandbox.graph("GET", edge).json()["data"]) == 1
    assert sandbox.graph("DELETE", edge).json() == {"success": True}
    assert sandbox.graph("GET", edge).json() == {"data": []}
    assert sandbox.graph("POST", edge).json() == {"success": True}
    assert len(sandbox.graph("GET", edge).json()["data"]) == 1


def test_a_number_says_where_its_webhooks_go(sandbox: Caller) -> None:
    address = "http://127.0.0.1:9/outro/"
    sandbox.graph("POST", f"{ACCOUNT}/subscribed_apps", json={"override_callback_uri": address})

    node = sandbox.graph("GET", NUMBER, params={"fields": "webhook_configuration"}).json()

    assert node["webhook_configuration"]["whatsapp_business_account"] == address
    assert node["webhook_configuration"]["application"].endswith("/webhooks/whatsapp/")
