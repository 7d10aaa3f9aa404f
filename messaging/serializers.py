"""Messages in and out of the API."""

from typing import Any

from rest_framework import serializers

from conecta.whatsapp.errors import classify
from conecta.whatsapp.models import Channel
from conecta.whatsapp.prices import PLACES, Currency
from messaging.models import Message, MessageStatus
from messaging.settling import SettleOutcome


class TemplateNameSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=512)
    language = serializers.CharField(max_length=10, default="pt_BR")


class SendSerializer(serializers.Serializer[Any]):
    """`contact`: its id, or a number in any usual spelling. Either `template` or `text`."""

    contact = serializers.CharField(max_length=40)
    channel = serializers.PrimaryKeyRelatedField(queryset=Channel.objects.all())
    template = TemplateNameSerializer(required=False)
    variables = serializers.DictField(child=serializers.CharField(), required=False, default=dict)
    text = serializers.CharField(required=False, max_length=4096)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("template" in attrs) == ("text" in attrs):
            raise serializers.ValidationError("Informe um HSM em template ou um texto em text.")
        return attrs


class ReasonSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class PriceSerializer(serializers.Serializer[Any]):
    amount = serializers.DecimalField(max_digits=10, decimal_places=PLACES)
    currency = serializers.ChoiceField(choices=Currency.choices)


class CheckSerializer(serializers.Serializer[Any]):
    """`estimated_cost`: at the most, by the rate card; null without a rate, or abroad."""

    allowed = serializers.BooleanField()
    reasons = ReasonSerializer(many=True)
    estimated_cost = PriceSerializer(allow_null=True)


class SettleSerializer(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in SettleOutcome])
    note = serializers.CharField(max_length=500)


class MessageSerializer(serializers.ModelSerializer[Message]):
    id = serializers.UUIDField(source="uuid", read_only=True)
    status = serializers.CharField(source="state.word", read_only=True)
    template = serializers.SerializerMethodField()
    variables = serializers.JSONField(source="values", read_only=True)
    error = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()

    class Meta:
        model = Message
        fields = (
            "id",
            "status",
            "contact",
            "channel",
            "direction",
            "kind",
            "template",
            "variables",
            "text",
            "wamid",
            "error",
            "reasons",
            "created_at",
            "accepted_at",
            "sent_at",
            "delivered_at",
            "read_at",
            "failed_at",
            "skipped_at",
        )

    def get_template(self, message: Message) -> dict[str, str] | None:
        if message.template is None:
            return None
        return {"name": message.template.name, "language": message.template.language}

    def get_error(self, message: Message) -> dict[str, Any] | None:
        """{code, title, advice} of a failure; None for everything else."""
        if message.status != MessageStatus.FAILED:
            return None
        entry = classify(message.error_code)
        return {"code": message.error_code, "title": entry.title, "advice": entry.advice}

    def get_reasons(self, message: Message) -> list[dict[str, str]]:
        reasons: list[dict[str, str]] = message.decision.get("reasons", [])
        return reasons
