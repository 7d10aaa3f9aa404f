"""Templates at Meta: created, edited, deleted, read, listed by cursors."""

from itertools import islice
from typing import Any

import pytest

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import RefusedError, UnknownOutcomeError
from conecta.whatsapp.payloads import TemplateDraft
from conecta.whatsapp.types import CreatedTemplate, TemplateRecord
from conecta.whatsapp.words import Category, ParameterFormat, QualityRating, TemplateStatus
from tests.whatsapp.loopback import Meta, Reply, answer, refusal

BODY = {"type": "BODY", "text": "Olá {{1}}, tudo bem?", "example": {"body_text": [["Ana"]]}}
DRAFT = TemplateDraft(
    name="order_update", language="pt_BR", category=Category.UTILITY, components=(BODY,)
)
SUCCESS = answer({"success": True})


def page(*names: str, after: str = "", more: bool = False) -> Reply:
    paging: dict[str, Any] = {"cursors": {"before": "b", "after": after}}
    if more:
        paging["next"] = "https://graph.facebook.com/v26.0/1/x?access_token=EAAG&after=" + after
    return answer({"data": [{"id": name, "name": name} for name in names], "paging": paging})


def test_a_template_is_created_in_metas_own_form(meta: Meta, client: CloudClient) -> None:
    meta.will(answer({"id": "594425479261596", "status": "PENDING", "category": "MARKETING"}))

    created = client.create_template("102290129340398", DRAFT)

    assert created == CreatedTemplate(
        id="594425479261596", status=TemplateStatus.PENDING, category=Category.MARKETING
    )
    assert meta.received[0].target.path == "/v26.0/102290129340398/message_templates"
    assert meta.received[0].json == {
        "name": "order_update",
        "language": "pt_BR",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [BODY],
    }


def test_a_refused_creation_is_classified_by_its_subcode(meta: Meta, client: CloudClient) -> None:
    meta.will(refusal(100, error_subcode=2388024, error_user_msg="Already exists."))

    with pytest.raises(RefusedError, match="Já existe um HSM") as failure:
        client.create_template("1", DRAFT)

    assert (failure.value.entry.code, failure.value.refusal.code) == (2388024, 100)
    assert failure.value.refusal.user_message == "Already exists."


def test_a_creation_without_an_id_is_no_success(meta: Meta, client: CloudClient) -> None:
    meta.will(answer({"status": "PENDING"}))

    with pytest.raises(UnknownOutcomeError):
        client.create_template("1", DRAFT)


def test_an_edit_sends_only_what_changes(meta: Meta, client: CloudClient) -> None:
    meta.will(SUCCESS, SUCCESS)

    client.edit_template("594425479261596", components=[BODY])
    client.edit_template(
        "594425479261596", components=[BODY], category=Category.MARKETING, ttl_seconds=43200
    )

    assert [request.json for request in meta.received] == [
        {"components": [BODY]},
        {"components": [BODY], "category": "MARKETING", "message_send_ttl_seconds": 43200},
    ]


def test_one_language_or_all_of_them_are_deleted(meta: Meta, client: CloudClient) -> None:
    meta.will(SUCCESS, SUCCESS)

    client.delete_template("1", name="order_update")
    client.delete_template("1", name="order_update", template_id="594425479261596")

    assert [(request.method, request.query) for request in meta.received] == [
        ("DELETE", {"name": "order_update"}),
        ("DELETE", {"name": "order_update", "hsm_id": "594425479261596"}),
    ]


def test_what_meta_does_not_confirm_has_not_happened(meta: Meta, client: CloudClient) -> None:
    meta.will(answer({"success": False}))

    with pytest.raises(RefusedError):
        client.delete_template("1", name="order_update")


def test_a_template_is_read_with_all_that_we_keep(meta: Meta, client: CloudClient) -> None:
    meta.will(
        answer(
            {
                "id": "594425479261596",
                "name": "order_update",
                "language": "pt_BR",
                "status": "HIBERNATING",
                "category": "MARKETING",
                "previous_category": "UTILITY",
                "parameter_format": "NAMED",
                "components": [BODY],
                "quality_score": {"score": "RED", "date": 1798761600},
                "rejected_reason": "PROMOTIONAL",
                "message_send_ttl_seconds": 43200,
            }
        )
    )

    assert client.get_template("594425479261596") == TemplateRecord(
        id="594425479261596",
        name="order_update",
        language="pt_BR",
        status=TemplateStatus.UNKNOWN,
        status_name="HIBERNATING",
        category=Category.MARKETING,
        previous_category=Category.UTILITY,
        correct_category=Category.UNKNOWN,
        parameter_format=ParameterFormat.NAMED,
        components=(BODY,),
        quality=QualityRating.RED,
        rejected_reason="PROMOTIONAL",
        ttl_seconds=43200,
    )
    assert "quality_score" in meta.received[0].query["fields"]


def test_a_listing_follows_the_cursors_and_shows_the_token_to_no_address(
    meta: Meta, client: CloudClient
) -> None:
    meta.will(page("a", "b", after="c1", more=True), page("c", after="c2"))

    names = [record.name for record in client.list_templates("1", limit=2)]

    assert names == ["a", "b", "c"]
    assert [request.query.get("after") for request in meta.received] == [None, "c1"]
    assert {request.query["limit"] for request in meta.received} == {"2"}
    assert not any("access_token" in request.query for request in meta.received)


def test_a_listing_asks_for_no_page_before_its_time(meta: Meta, client: CloudClient) -> None:
    meta.will(page("a", "b", after="c1", more=True))

    assert len(list(islice(client.list_templates("1"), 2))) == 2
    assert len(meta.received) == 1


def test_a_cursor_that_stands_still_ends_the_listing(meta: Meta, client: CloudClient) -> None:
    meta.will(page("a", after="c1", more=True), page("b", after="c1", more=True))

    assert [record.name for record in client.list_templates("1")] == ["a", "b"]


def test_a_stale_cursor_restarts_the_listing_once(meta: Meta, client: CloudClient) -> None:
    meta.will(
        page("a", after="c1", more=True), refusal(131059), page("a", after="d1"), page("never")
    )

    assert [record.name for record in client.list_templates("1")] == ["a", "a"]
    assert [request.query.get("after") for request in meta.received] == [None, "c1", None]


def test_a_cursor_that_goes_stale_twice_is_an_error(meta: Meta, client: CloudClient) -> None:
    stale = page("a", after="c1", more=True), refusal(131059)
    meta.will(*stale, *stale)

    with pytest.raises(RefusedError):
        list(client.list_templates("1"))


def test_another_refusal_ends_the_listing_at_once(meta: Meta, client: CloudClient) -> None:
    meta.will(page("a", after="c1", more=True), refusal(190))

    with pytest.raises(RefusedError):
        list(client.list_templates("1"))

    assert len(meta.received) == 2
