"""How exports are read and claimed."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from conecta.accounts.models import User
    from conecta.exports.models import Export  # noqa: F401 - only names the row type

VIEW_ALL = "exports.view_all"


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: "User") -> "ExportQuerySet":
        """One's own, or everybody's."""
        return self if user.has_perm(VIEW_ALL) else self.filter(requested_by=user)

    def due(self, now: datetime) -> "ExportQuerySet":
        """Waiting, or left behind by a worker that no longer answers (index export_queue)."""
        return self.filter(due_at__lte=now).order_by("due_at", "id")

    def unfinished(self) -> "ExportQuerySet":
        return self.filter(due_at__isnull=False)

    def outdated(self, now: datetime) -> "ExportQuerySet":
        """Files whose days are over (index export_expiry)."""
        return self.filter(expires_at__lte=now, stored_name__gt="").order_by("id")
