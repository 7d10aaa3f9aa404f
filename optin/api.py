"""Consent by API: grant and revoke with evidence, the ledger, and what other channels heard."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from conecta.accounts.http import person_of
from contacts import identities
from contacts.models import Contact
from contacts.serializers import ContactSerializer
from optin import acceptances, consents, ledger, reports
from optin.consents import Evidence
from optin.models import EvidenceKind, OptinEvent, Source
from optin.reports import Report
from optin.serializers import (
    GRANT,
    ConsentSerializer,
    HeardSerializer,
    InboundSerializer,
    OptinEventSerializer,
)


class ConsentViewSet(GenericViewSet[OptinEvent]):
    """Over the addresses of contacts: /contacts/{id}/optin/ and /contacts/{id}/optin-events/."""

    queryset = OptinEvent.objects.all()
    serializer_class = OptinEventSerializer
    lookup_value_regex = r"\d{1,18}"
    permission_map = {
        "optin": "optin.add_optinevent",
        "optin_events": "optin.view_optinevent",
    }

    @extend_schema(request=ConsentSerializer, responses=ContactSerializer)
    @action(detail=True, methods=["post"], url_path="optin")
    def optin(self, request: Request, pk: str) -> Response:
        """`grant` needs evidence said after the last refusal; from red, an agent's must be a
        message of the person."""
        contact = _get(pk)
        serializer = ConsentSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        evidence = _evidence(serializer.validated_data.get("evidence"))
        change = (
            acceptances.register
            if serializer.validated_data["action"] == GRANT
            else consents.revoke
        )
        changed = change(contact, evidence=evidence, source=Source.API, by=person_of(request))
        return Response(ContactSerializer(changed).data)

    @extend_schema(responses=OptinEventSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], url_path="optin-events")
    def optin_events(self, request: Request, pk: str) -> Response:
        """The ledger of the person, newest first, with those who were merged into it."""
        events = ledger.events(_get(pk)).select_related("detail")
        page = self.paginate_queryset(events)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class InboundView(APIView):
    permission_map = {"post": "messaging.report_inbound"}

    @extend_schema(request=InboundSerializer, responses=HeardSerializer)
    def post(self, request: Request) -> Response:
        """A contact wrote on another channel of the company: opt-out words are obeyed at once."""
        serializer = InboundSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        said = serializer.validated_data
        report = Report(
            channel_kind=said["channel_kind"],
            sender=said["from"],
            text=said["text"],
            said_at=said["at"],
        )
        return Response(HeardSerializer(reports.hear(report, by=person_of(request))).data)


def _get(pk: str) -> Contact:
    contact = identities.find_living(int(pk))
    if contact is None:
        raise Http404
    return contact


def _evidence(said: dict[str, Any] | None) -> Evidence:
    if said is None:
        return Evidence(kind=EvidenceKind.NONE, text="", said_at=timezone.now())
    return Evidence(
        kind=EvidenceKind(said["kind"]),
        text=said["text"],
        said_at=said["obtained_at"] or timezone.now(),
        reference=said["reference"],
    )
