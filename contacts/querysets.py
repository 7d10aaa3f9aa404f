"""How contacts are read: as the business speaks."""

from typing import TYPE_CHECKING

from django.db import models

from contacts.names import search_key
from contacts.phone import search_digits

if TYPE_CHECKING:
    from contacts.models import Contact  # noqa: F401 - only names the row type


class ContactQuerySet(models.QuerySet["Contact"]):
    def living(self) -> "ContactQuerySet":
        """Neither merged away nor erased."""
        return self.filter(merged_into__isnull=True, erased_at__isnull=True)

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

    def locked(self) -> "ContactQuerySet":
        """Locked against other writers, in id order (contact before messages)."""
        return self.order_by("id").select_for_update(no_key=True, of=("self",))
