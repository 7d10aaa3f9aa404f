"""How contacts are read: as the business speaks."""

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models

from contacts.names import search_key
from contacts.phone import search_digits
from contacts.segments import TERM, Segment

if TYPE_CHECKING:
    from contacts.models import Contact, CustomField, Group  # noqa: F401 - only name the row types


LIVING = models.Q(merged_into__isnull=True, erased_at__isnull=True)
BY_TERM = models.Q(optin_status="opted_in", optin_source=TERM)


class ContactQuerySet(models.QuerySet["Contact"]):
    def living(self) -> "ContactQuerySet":
        """Neither merged away nor erased."""
        return self.filter(LIVING)

    def green_by_term(self) -> "ContactQuerySet":
        """By the company's term and by nothing that the person said (index contact_by_term)."""
        return self.filter(BY_TERM)

    def in_segment(self, segment: Segment) -> "ContactQuerySet":
        found = self.search(segment.search)
        if segment.optin:
            found = found.filter(_consenting(segment.optin))
        if segment.origins:
            found = found.filter(origin__in=segment.origins)
        if segment.marketing_stopped:
            found = found.filter(marketing_stopped_at__isnull=False)
        if segment.group_ids:
            members = self.model.groups.through.objects.filter(group__in=segment.group_ids)
            found = found.filter(pk__in=members.values("contact_id"))
        return found

    def search(self, text: str) -> "ContactQuerySet":
        """By part of the name (accents and case ignored) or part of the number."""
        key = search_key(text)
        if not key:
            return self
        found = models.Q(name_key__contains=key)
        digits = search_digits(text)
        if digits:
            found |= models.Q(whatsapp__contains=digits)
        return self.filter(found)

    def extra_keys(self, *, newest: int) -> Counter[str]:
        """Key to how many of the `newest` living carry it: no index knows what is in `extra`."""
        some = self.living().order_by("-id").values_list("extra", flat=True)[:newest]
        return Counter(key for extra in some for key, it in extra.items() if it is not None)

    def with_email(self, email: str) -> "ContactQuerySet":
        return self.filter(email__iexact=email.strip())

    def locked(self) -> "ContactQuerySet":
        """Locked against other writers, in id order (contact before messages)."""
        return self.order_by("id").select_for_update(no_key=True, of=("self",))


class GroupQuerySet(models.QuerySet["Group"]):
    def search(self, text: str) -> "GroupQuerySet":
        return self.filter(name__icontains=text.strip()) if text.strip() else self

    def with_sizes(self, *, up_to: int) -> "GroupQuerySet":
        """Each with `size`: how many contacts are in it, counted no further than `up_to`."""
        members = self.model.contacts.through.objects.filter(group=models.OuterRef("pk"))
        some = ArraySubquery(members.order_by().values("pk")[:up_to])
        return self.annotate(
            size=models.Func(some, function="cardinality", output_field=models.IntegerField())
        )


class CustomFieldQuerySet(models.QuerySet["CustomField"]):
    def active(self) -> "CustomFieldQuerySet":
        """What is offered, in its order."""
        return self.filter(active=True).order_by("position", "id")

    def offered_first(self) -> "CustomFieldQuerySet":
        return self.order_by("-active", "position", "id")

    def locked(self) -> "CustomFieldQuerySet":
        """Locked against other writers, in id order."""
        return self.order_by("id").select_for_update(no_key=True)


def _consenting(wanted: Collection[str]) -> models.Q:
    """Green holds those of the term too; TERM asks for those alone."""
    colours = [colour for colour in wanted if colour != TERM]
    if not colours:
        return BY_TERM
    found = models.Q(optin_status__in=colours)
    return found | BY_TERM if TERM in wanted else found
