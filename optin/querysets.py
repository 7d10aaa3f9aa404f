"""How acceptances of the term are read: which is in force, which has work left."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from optin.models import TermAcceptance  # noqa: F401 - only names the row type

# The words of optin.models.TermState, which lies above.
IN_FORCE = ("applying", "in_force")
AT_WORK = ("applying", "withdrawing")


class AcceptanceQuerySet(models.QuerySet["TermAcceptance"]):
    def in_force(self) -> "AcceptanceQuerySet":
        """The one by which contacts are green and active messages must tell of #OPTOUT."""
        return self.filter(state__in=IN_FORCE)

    def due(self, now: datetime) -> "AcceptanceQuerySet":
        """Has contacts to move, and nobody who answers is moving them."""
        free = models.Q(lease_expires_at__isnull=True) | models.Q(lease_expires_at__lt=now)
        return self.filter(free, state__in=AT_WORK)
