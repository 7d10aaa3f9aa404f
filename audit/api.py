"""The trail by API, for supervisors and administrators."""

from typing import Any

from rest_framework import mixins, serializers, viewsets

from audit.filters import EntryFilter
from audit.models import Entry
from audit.reading import values_of
from conecta.accounts.paging import IdCursorPagination


class NewestFirst(IdCursorPagination):
    # By time, as the indexes of the filters are.
    ordering = ("-at", "-id")


class ActorSerializer(serializers.Serializer[Entry]):
    kind = serializers.CharField(source="actor_kind")
    id = serializers.IntegerField(source="actor_id", allow_null=True)
    name = serializers.CharField(source="actor.name", default=None, allow_null=True)


class ObjectSerializer(serializers.Serializer[Entry]):
    type = serializers.CharField(source="object_type")
    id = serializers.CharField(source="object_id")


class EntrySerializer(serializers.ModelSerializer[Entry]):
    """`detail`: label, before, after, ip and what the act adds; empty once erased."""

    actor = ActorSerializer(source="*")
    object = ObjectSerializer(source="*")
    contact = serializers.IntegerField(source="contact_id", allow_null=True)
    detail = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = (
            "id",
            "at",
            "action",
            "actor",
            "object",
            "contact",
            "field_names",
            "origin",
            "request_id",
            "detail",
        )

    def get_detail(self, entry: Entry) -> dict[str, Any]:
        return values_of(entry)


class EntryViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Entry]):
    queryset = Entry.objects.for_reading()
    serializer_class = EntrySerializer
    pagination_class = NewestFirst
    filterset_class = EntryFilter
    permission_map = {"list": "audit.view_entry"}
