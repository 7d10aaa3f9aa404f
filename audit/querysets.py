"""How the trail is read."""

from datetime import datetime

from django.db import models


class EntryQuerySet(models.QuerySet["models.Model"]):
    def about(self, *, contact_id: int) -> "EntryQuerySet":
        return self.filter(contact_id=contact_id)

    def by_person(self, user_id: int) -> "EntryQuerySet":
        return self.filter(actor_id=user_id)

    def between(self, since: datetime | None, until: datetime | None) -> "EntryQuerySet":
        """Entries with since <= at < until; an open end is not looked at."""
        entries = self
        if since is not None:
            entries = entries.filter(at__gte=since)
        if until is not None:
            entries = entries.filter(at__lt=until)
        return entries

    def for_reading(self) -> "EntryQuerySet":
        return self.select_related("actor", "detail")
