"""Contacts by API: the same decisions as the pages."""

from typing import Any

from django.db import transaction
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from audit import viewing
from conecta.accounts.http import person_of
from contacts import directory, erasing, groups, identities
from contacts.directory import ContactData
from contacts.models import Contact, ContactOrigin, OptinStatus
from contacts.segments import TERM_CHOICE, Segment
from contacts.serializers import ContactSerializer, ContactWriteSerializer, ErasureSerializer

# The id of no group: an unknown name in the address finds nobody.
NO_GROUP = 0


class SegmentFilter(filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """`search`: part of the name or of the number. `group`: its name or id. `optin`: a colour, or
    `term` for those that are green by the company's term alone."""

    search = filters.CharFilter()
    optin = filters.MultipleChoiceFilter(choices=[*OptinStatus.choices, TERM_CHOICE])
    group = filters.CharFilter()
    origin = filters.MultipleChoiceFilter(choices=ContactOrigin.choices)

    def filter_queryset(self, queryset: Any) -> Any:
        said = self.form.cleaned_data
        segment = Segment(
            search=said["search"],
            optin=said["optin"],
            group_ids=_group_ids(said["group"]),
            origins=said["origin"],
        )
        return queryset.in_segment(segment)


class ContactViewSet(mixins.ListModelMixin, GenericViewSet[Contact]):
    queryset = Contact.objects.living().prefetch_related("groups")
    serializer_class = ContactSerializer
    filterset_class = SegmentFilter
    lookup_value_regex = r"\d{1,18}"
    permission_map = {
        "list": "contacts.view_contact",
        "retrieve": "contacts.view_contact",
        "create": "contacts.add_contact",
        "partial_update": "contacts.change_contact",
        "destroy": "contacts.erase_contact",
    }

    def get_object(self) -> Contact:
        """The contact that stands today under that id: reads follow a merge."""
        contact = identities.find_living(int(self.kwargs["pk"]))
        if contact is None:
            raise Http404
        return contact

    def retrieve(self, request: Request, pk: str) -> Response:
        contact = self.get_object()
        viewing.note(person_of(request), contact, contact_id=contact.pk, page="API")
        return Response(self.get_serializer(contact).data)

    @extend_schema(request=ContactWriteSerializer, responses={201: ContactSerializer})
    @transaction.atomic
    def create(self, request: Request) -> Response:
        """`whatsapp` in any usual spelling. A number already taken is 409 with the contact's id."""
        serializer = ContactWriteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        said = serializer.validated_data
        data = ContactData(
            name=said["name"],
            whatsapp=said.get("whatsapp", ""),
            email=said.get("email", ""),
            groups=groups.named(said.get("groups", ()), by=person_of(request)),
            extra=said.get("extra"),
        )
        contact = directory.create(data, by=person_of(request), origin=ContactOrigin.API)
        return Response(self.get_serializer(contact).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ContactWriteSerializer, responses=ContactSerializer)
    @transaction.atomic
    def partial_update(self, request: Request, pk: str) -> Response:
        """Changes what is given. With `version`, an older one is 409 and nothing is changed."""
        contact = self.get_object()
        serializer = ContactWriteSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        said = serializer.validated_data
        members = groups.named(said["groups"], by=person_of(request)) if "groups" in said else None
        data = ContactData(
            name=said.get("name", contact.name),
            whatsapp=said.get("whatsapp", f"+{contact.whatsapp}" if contact.whatsapp else ""),
            email=said.get("email", contact.email),
            groups=tuple(contact.groups.all()) if members is None else members,
            extra=said.get("extra"),
        )
        version = said.get("version", contact.version)
        changed = directory.change(contact, data, version=version, by=person_of(request))
        return Response(self.get_serializer(changed).data)

    @extend_schema(request=ErasureSerializer, responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Forget the person (LGPD): values, texts and files go for good, with `reason` in the
        trail; the proof of acceptance or refusal stays."""
        contact = self.get_object()
        serializer = ErasureSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        erasing.erase(contact, by=person_of(request), reason=serializer.validated_data["reason"])
        return Response(status=status.HTTP_204_NO_CONTENT)


def _group_ids(said: str) -> list[int]:
    if not said:
        return []
    found = groups.find(said)
    return [found.pk if found else NO_GROUP]
