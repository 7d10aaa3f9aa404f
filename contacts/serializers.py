"""Contacts on the wire."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from conecta.errors import DomainError
from contacts import extras
from contacts.field_values import Scalar
from contacts.models import NAME_LENGTH, Contact
from contacts.phone import PhoneError, parse


class ContactSerializer(serializers.ModelSerializer[Contact]):
    whatsapp = serializers.SerializerMethodField(help_text="+5511987654321, ou nulo.")
    groups = serializers.SlugRelatedField(many=True, read_only=True, slug_field="name")  # type: ignore[var-annotated]  # generic over the related model
    wrong_person = serializers.BooleanField(source="is_wrong_person")

    class Meta:
        model = Contact
        fields = (
            "id",
            "version",
            "name",
            "whatsapp",
            "username",
            "email",
            "groups",
            "extra",
            "origin",
            "optin_status",
            "optin_source",
            "marketing_stopped_at",
            "wrong_person",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields

    def get_whatsapp(self, contact: Contact) -> str | None:
        return f"+{contact.whatsapp}" if contact.whatsapp else None


@extend_schema_field(OpenApiTypes.ANY)
class ScalarField(serializers.Field[Scalar, Any, Any, Any]):
    """A text, a number, true, false or null, as it came."""

    def to_internal_value(self, data: Any) -> Scalar:
        if not isinstance(data, str | int | float | bool | None):
            raise serializers.ValidationError("Use texto, número, verdadeiro, falso ou nulo.")
        return data

    def to_representation(self, value: Scalar) -> Scalar:
        return value


class ContactWriteSerializer(serializers.Serializer[Contact]):
    """`groups`: names or ids. `extra`: additional fields that change, by key; null empties one.

    `version`: the one that was read, to lose nobody's change.
    """

    name = serializers.CharField(max_length=NAME_LENGTH)
    whatsapp = serializers.CharField(max_length=60, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    groups = serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, max_length=100
    )
    extra = serializers.DictField(child=ScalarField(allow_null=True), required=False)
    version = serializers.IntegerField(required=False, min_value=1)

    def validate_whatsapp(self, said: str) -> str:
        if said.strip():
            try:
                parse(said)
            except PhoneError as error:
                raise serializers.ValidationError(error.message, code=error.code) from error
        return said

    def validate_extra(self, extra: dict[str, Scalar]) -> dict[str, Scalar]:
        try:
            return extras.accepted(extra)
        except DomainError as error:
            raise serializers.ValidationError(error.message, code=error.code) from error


class ErasureSerializer(serializers.Serializer[Contact]):
    reason = serializers.CharField(max_length=300)
