"""Additional fields by API: which keys `extra` of a contact may have."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from conecta.accounts.http import person_of
from contacts import custom_fields
from contacts.custom_fields import FieldData
from contacts.field_values import FieldKind
from contacts.models import CustomField


class CustomFieldSerializer(serializers.ModelSerializer[CustomField]):
    class Meta:
        model = CustomField
        fields = ("id", "key", "label", "kind", "position", "active", "created_at")
        read_only_fields = fields


class NewFieldSerializer(serializers.Serializer[CustomField]):
    """Without `key` it is made from the label; neither it nor `kind` changes afterwards."""

    label = serializers.CharField(max_length=60)  # type: ignore[assignment]  # the stubs take it for the label of the form
    kind = serializers.ChoiceField(choices=FieldKind.choices, default=FieldKind.TEXT)
    key = serializers.CharField(max_length=60, default="", allow_blank=True)


class FieldChangeSerializer(serializers.Serializer[CustomField]):
    """`position`: its place among the active fields, from 1. `active` false: offered no more."""

    label = serializers.CharField(max_length=60, required=False)  # type: ignore[assignment]  # the stubs take it for the label of the form
    position = serializers.IntegerField(min_value=1, max_value=1000, required=False)
    active = serializers.BooleanField(required=False)


class CustomFieldViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[CustomField]
):
    queryset = CustomField.objects.all()
    serializer_class = CustomFieldSerializer
    lookup_value_regex = r"\d{1,18}"
    permission_map = {
        "list": "contacts.view_contact",
        "retrieve": "contacts.view_contact",
        "create": "contacts.add_customfield",
        "partial_update": "contacts.change_customfield",
    }

    @extend_schema(request=NewFieldSerializer, responses={201: CustomFieldSerializer})
    def create(self, request: Request) -> Response:
        """A key or a label in use is 409 with the id of its field."""
        said = _validated(NewFieldSerializer(data=request.data))
        field = custom_fields.declare(FieldData(**said), by=person_of(request))
        return Response(self.get_serializer(field).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=FieldChangeSerializer, responses=CustomFieldSerializer)
    @transaction.atomic
    def partial_update(self, request: Request, pk: str) -> Response:
        field, by = self.get_object(), person_of(request)
        said = _validated(FieldChangeSerializer(data=request.data))
        if "label" in said:
            custom_fields.rename(field, said["label"], by=by)
        if "active" in said:
            act = custom_fields.restore if said["active"] else custom_fields.retire
            act(field, by=by)
        if "position" in said:
            custom_fields.move(field, by=by, to=said["position"])
        field.refresh_from_db()
        return Response(self.get_serializer(field).data)


def _validated(form: Any) -> dict[str, Any]:
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
