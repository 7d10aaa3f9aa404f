"""API of channels: read, and the two switches."""

from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from conecta.accounts.http import person_of
from conecta.whatsapp import channels
from conecta.whatsapp.models import Channel


class ChannelSerializer(serializers.ModelSerializer[Channel]):
    account = serializers.CharField(source="account.waba_id", help_text="Id da conta (WABA).")

    class Meta:
        model = Channel
        fields = (
            "id",
            "name",
            "account",
            "phone_number_id",
            "display_number",
            "receptive",
            "enabled",
            "state",
            "quality",
            "throughput",
            "read_at",
        )
        read_only_fields = fields


class SwitchesSerializer(serializers.Serializer[Channel]):
    receptive = serializers.BooleanField(required=False, default=None, allow_null=True)
    enabled = serializers.BooleanField(required=False, default=None, allow_null=True)


class ChannelViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Channel]
):
    queryset = Channel.objects.select_related("account")
    serializer_class = ChannelSerializer
    permission_map = {
        "list": "whatsapp.view_channel",
        "retrieve": "whatsapp.view_channel",
        "partial_update": "whatsapp.change_channel",
    }

    def partial_update(self, request: Request, pk: str) -> Response:
        """`receptive`, `enabled`; what is not given stays."""
        wanted = SwitchesSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        channel = channels.switch(self.get_object(), **wanted.validated_data, by=person_of(request))
        return Response(ChannelSerializer(channel).data)
