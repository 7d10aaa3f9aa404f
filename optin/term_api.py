"""The adhesion term by API: what is in force, since when, and how many hang on it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from optin import figures
from optin.models import TermAcceptance, TermState


class ColoursSerializer(serializers.Serializer[Any]):
    """`opted_in` holds those of `by_term` too."""

    undefined = serializers.IntegerField()
    opted_in = serializers.IntegerField()
    by_term = serializers.IntegerField()
    opted_out = serializers.IntegerField()


class TermStandingSerializer(serializers.Serializer[Any]):
    """`state`: none, applying, in_force, withdrawing or withdrawn; nulls while there was none."""

    state = serializers.ChoiceField(choices=["none", *TermState.values])
    version = serializers.IntegerField(allow_null=True)
    since = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    covers_new = serializers.BooleanField(allow_null=True)
    granted = serializers.IntegerField(allow_null=True)
    returned = serializers.IntegerField(allow_null=True)
    contacts = ColoursSerializer()


class TermView(APIView):
    permission_map = {"get": "optin.view_termacceptance"}

    @extend_schema(responses=TermStandingSerializer)
    def get(self, request: Request) -> Response:
        """The newest acceptance of the company's term, and the contacts by colour."""
        latest = TermAcceptance.objects.select_related("term").first()
        standing = {
            "state": latest.state if latest else "none",
            "version": latest.term.version if latest else None,
            "since": latest.accepted_at if latest else None,
            "withdrawn_at": latest.withdrawn_at if latest else None,
            "covers_new": latest.covers_new if latest else None,
            "granted": latest.granted_count if latest else None,
            "returned": latest.returned_count if latest else None,
            "contacts": figures.colours(),
        }
        return Response(TermStandingSerializer(standing).data)
