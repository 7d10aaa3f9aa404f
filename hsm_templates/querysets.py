"""How templates are read."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from hsm_templates.models import Template  # noqa: F401 - only names the row type


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible(self) -> "TemplateQuerySet":
        return self.exclude(status="deleted")

    def sendable(self) -> "TemplateQuerySet":
        return self.filter(status="approved")

    def due(self, now: datetime) -> "TemplateQuerySet":
        """Waiting to be taken to Meta (index template_queue)."""
        return self.filter(due_at__lte=now).order_by("due_at", "id")

    def search(self, text: str) -> "TemplateQuerySet":
        """By part of the name or of the body."""
        words = text.strip()
        if not words:
            return self
        return self.filter(models.Q(name__icontains=words) | models.Q(components__icontains=words))
