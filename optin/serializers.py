"""Consent on the wire."""

from typing import Any

from rest_framework import serializers

from contacts.models import Contact
from contacts.phone import PhoneError, PhoneNumber, parse
from optin.forms import TEXT_LENGTH
from optin.models import PROVES_ACCEPTANCE, EvidenceKind, OptinEvent

GRANT, REVOKE = "grant", "revoke"


class EvidenceSerializer(serializers.Serializer[Any]):
    """With `kind` "message", `reference` (the wamid or id of a message of this person) is enough:
    the message itself says what was said and when."""

    kind = serializers.ChoiceField(
        choices=[(kind.value, kind.label) for kind in EvidenceKind if kind in PROVES_ACCEPTANCE]
    )
    text = serializers.CharField(
        max_length=TEXT_LENGTH, required=False, allow_blank=True, default=""
    )
    obtained_at = serializers.DateTimeField(required=False, default=None, allow_null=True)
    reference = serializers.CharField(max_length=256, required=False, allow_blank=True, default="")

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        needed = "reference" if said["kind"] == EvidenceKind.MESSAGE else "obtained_at"
        if not said[needed]:
            raise serializers.ValidationError({needed: "Este campo é obrigatório."})
        return said


class ConsentSerializer(serializers.Serializer[Any]):
    """`evidence` is required to grant."""

    action = serializers.ChoiceField(choices=[GRANT, REVOKE])
    evidence = EvidenceSerializer(required=False)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if said["action"] == GRANT and "evidence" not in said:
            raise serializers.ValidationError({"evidence": "Registre a evidência do aceite."})
        return said


class OptinEventSerializer(serializers.ModelSerializer[OptinEvent]):
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = OptinEvent
        fields = ("id", "scope", "before", "after", "source", "evidence", "at")
        read_only_fields = fields

    def get_evidence(self, event: OptinEvent) -> dict[str, Any]:
        """Without text, reference and channel when they were erased."""
        values = event.detail.values if hasattr(event, "detail") else {}
        return {"kind": event.evidence_kind, "said_at": event.said_at, **values}


class InboundSerializer(serializers.Serializer[Any]):
    """`from`: a number in any usual spelling, or an e-mail."""

    channel_kind = serializers.RegexField(r"^[\w .-]{1,40}$")
    text = serializers.CharField(max_length=10_000, allow_blank=True)
    at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return super().get_fields() | {"from": SenderField()}


class SenderField(serializers.CharField):
    """An e-mail stays a text; anything else must be a number."""

    def to_internal_value(self, data: Any) -> PhoneNumber | str:  # type: ignore[override]  # a number is a value of its own
        said = super().to_internal_value(data)
        if _is_email(said):
            return said
        try:
            return parse(said)
        except PhoneError as error:
            raise serializers.ValidationError(error.message, code=error.code) from error


class PersonSerializer(serializers.ModelSerializer[Contact]):
    class Meta:
        model = Contact
        fields = ("id", "optin_status")
        read_only_fields = fields


class HeardSerializer(serializers.Serializer[Any]):
    """`decision`: none, refuse, accept, or ask_refuse (a misspelt refusal: ask the person)."""

    decision = serializers.CharField()
    contacts = PersonSerializer(many=True)
    suppressed = serializers.BooleanField()


def _is_email(said: str) -> bool:
    try:
        serializers.EmailField().run_validation(said)
    except serializers.ValidationError:
        return False
    return not said.endswith(("@c.us", "@s.whatsapp.net"))
