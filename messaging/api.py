"""Sending by API: the gate answers 422 with its reasons; a repeated key answers the same again."""

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from audit import viewing
from conecta.accounts.models import User
from messaging import costs, drafts, idempotency, outbox, settling
from messaging.idempotency import Answer
from messaging.models import Direction, Message
from messaging.outbox import Outcome
from messaging.reasons import explain
from messaging.serializers import (
    CheckSerializer,
    MessageSerializer,
    SendSerializer,
    SettleSerializer,
)
from messaging.settling import SettleOutcome


class MessageViewSet(GenericViewSet[Message]):
    queryset = Message.objects.filter(direction=Direction.OUTBOUND).select_related("template")
    serializer_class = MessageSerializer
    lookup_field = "uuid"
    permission_map = {
        "create": "messaging.add_message",
        "check": "messaging.add_message",
        "retrieve": "messaging.view_message",
        "settle": "messaging.settle_message",
    }

    def retrieve(self, request: Request, uuid: str) -> Response:
        message = self.get_object()
        viewing.note(_person(request), message, contact_id=message.contact_id, page="API")
        return Response(self.get_serializer(message).data)

    @extend_schema(request=SendSerializer, responses={201: MessageSerializer})
    def create(self, request: Request) -> Response:
        """Queue one message. With `Idempotency-Key`, repeating the call never sends twice."""
        data = _validated(request)
        key = request.headers.get("Idempotency-Key", "")

        def answer() -> Answer:
            return _answer(outbox.request(drafts.from_api(data), by=_person(request)))

        if key:
            given = idempotency.once(key[:255], request.data, owner=_person(request), answer=answer)
        else:
            given = answer()
        return Response(given.body, status=given.status)

    @extend_schema(request=SendSerializer, responses=CheckSerializer)
    @action(detail=False, methods=["post"], url_path="check")
    def check(self, request: Request) -> Response:
        """The gate's decision now; nothing is sent and nothing is recorded."""
        draft = drafts.from_api(_validated(request))
        outcome = outbox.consider(draft, by=_person(request))
        answer = {
            "allowed": outcome.decision.allowed,
            "reasons": explain(outcome.decision.reasons, outcome.problems),
            "estimated_cost": costs.estimate(draft, now=timezone.now()),
        }
        return Response(CheckSerializer(answer).data)

    @extend_schema(request=SettleSerializer, responses=MessageSerializer)
    @action(detail=True, methods=["post"], url_path="settle")
    def settle(self, request: Request, uuid: str) -> Response:
        """A supervisor says what became of an unconfirmed message."""
        form = SettleSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        message = settling.settle(
            self.get_object(),
            outcome=SettleOutcome(form.validated_data["outcome"]),
            note=form.validated_data["note"],
            by=_person(request),
        )
        return Response(MessageSerializer(message).data)


def _person(request: Request) -> User:
    """The permission check has let only people with a log-in pass."""
    return cast("User", request.user)


def _validated(request: Request) -> dict[str, Any]:
    form = SendSerializer(data=request.data)
    form.is_valid(raise_exception=True)
    data: dict[str, Any] = form.validated_data
    return data


def _answer(outcome: Outcome) -> Answer:
    if outcome.message is not None:
        return Answer(status.HTTP_201_CREATED, dict(MessageSerializer(outcome.message).data))
    reasons = explain(outcome.decision.reasons, outcome.problems)
    return Answer(
        status.HTTP_422_UNPROCESSABLE_ENTITY,
        {**reasons[0], "reasons": reasons},
    )
