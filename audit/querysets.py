"""How the trail is read."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

from audit.search import normalise

if TYPE_CHECKING:
    from audit.models import Entry  # noqa: F401 - only names the row type


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, *, contact_id: int) -> "EntryQuerySet":
        return self.filter(contact_id=contact_id)

    def about_object(self, object_type: str, object_id: str) -> "EntryQuerySet":
        return self.filter(object_type=object_type, object_id=object_id)

    def by_authors(self, *, people: Collection[int], kinds: Collection[str]) -> "EntryQuerySet":
        """What any of the people did, or anybody of the kinds (contact, meta, system)."""
        return self.filter(models.Q(actor_id__in=people) | models.Q(actor_kind__in=kinds))

    def mentioning(self, text: str) -> "EntryQuerySet":
        """Entries that name it, and all entries of the contacts that any entry names so.

        The trail is its own directory: a contact is found by a name or number that it once had.
        One set of ids by two indexes (audit_search, audit_by_contact), so that the cost follows
        what is found and not the length of the trail.
        """
        details = apps.get_model("audit", "EntryDetail").objects
        naming = details.filter(search_key__contains=normalise(text)).values("entry_id")
        everything = self.model._default_manager.order_by()
        contacts = everything.filter(pk__in=naming, contact_id__isnull=False).values("contact_id")
        theirs = everything.filter(contact_id__in=contacts).values("pk")
        return self.filter(pk__in=theirs.union(naming))

    def for_reading(self) -> "EntryQuerySet":
        return self.select_related("actor", "detail")
