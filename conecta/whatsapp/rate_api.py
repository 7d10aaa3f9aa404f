"""API of the rate card: every line, a new one, and taking back one that has not begun."""

from typing import Any

from django.core.validators import MinValueValidator
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from conecta.accounts.http import person_of
from conecta.whatsapp import rates
from conecta.whatsapp.models import Rate
from conecta.whatsapp.prices import FIRST_DAY, MOST, PLACES, TOO_EARLY, Currency, RateCategory
from conecta.whatsapp.rates import RateData


class RateSerializer(serializers.ModelSerializer[Rate]):
    """A price of one message from a day on; `corrects` is the line of that day that it replaces."""

    class Meta:
        model = Rate
        fields = ("id", "category", "amount", "currency", "valid_from", "corrects", "created_at")
        read_only_fields = fields


class NewRateSerializer(serializers.Serializer[Any]):
    category = serializers.ChoiceField(choices=RateCategory.choices)
    amount = serializers.DecimalField(
        max_digits=10, decimal_places=PLACES, min_value=0, max_value=MOST
    )
    currency = serializers.ChoiceField(choices=Currency.choices, default=Currency.BRL)
    valid_from = serializers.DateField(validators=[MinValueValidator(FIRST_DAY, TOO_EARLY)])


class RateViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet[Rate]):
    queryset = Rate.objects.all()
    serializer_class = RateSerializer
    permission_map = {
        "list": "whatsapp.view_rate",
        "create": "whatsapp.add_rate",
        "destroy": "whatsapp.delete_rate",
    }

    @extend_schema(request=NewRateSerializer, responses={201: RateSerializer})
    def create(self, request: Request) -> Response:
        """On a day that has a line of the category, the new one corrects it."""
        said = NewRateSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        rate = rates.add(RateData(**said.validated_data), by=person_of(request))
        return Response(RateSerializer(rate).data, status=status.HTTP_201_CREATED)

    def perform_destroy(self, instance: Rate) -> None:
        """Only a line that has not begun; any other is a 400 `rate_begun` or `rate_corrected`."""
        rates.remove(instance, by=person_of(self.request))
