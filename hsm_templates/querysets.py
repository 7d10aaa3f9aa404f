"""How templates are read."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

from contacts.names import search_key

if TYPE_CHECKING:
    from conecta.accounts.models import User
    from hsm_templates.models import Template

# Statuses under which a template has nothing to be read at Meta, or must not be touched meanwhile.
NOT_READ = ("draft", "submitting", "deleting", "resuming", "deleted")


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible(self) -> "TemplateQuerySet":
        return self.exclude(status="deleted")

    def visible_to(self, user: "User") -> "TemplateQuerySet":
        """Who may change templates sees all of them; others those that they may use."""
        return self if user.has_perm("hsm_templates.change_template") else self.usable_by(user)

    def usable_by(self, user: "User") -> "TemplateQuerySet":
        """Limited to nobody, or to a group that the person is in."""
        limits = self.model.allowed_groups.through.objects.filter(template=models.OuterRef("pk"))
        own = limits.filter(group__in=user.groups.all())
        return self.filter(~models.Exists(limits) | models.Exists(own))

    def siblings(self, template: "Template") -> "TemplateQuerySet":
        """The same name in its account's other languages."""
        rows = self.visible().filter(account=template.account_id, name=template.name)
        return rows.exclude(pk=template.pk)

    def sendable(self) -> "TemplateQuerySet":
        return self.filter(status="approved")

    def due(self, now: datetime) -> "TemplateQuerySet":
        """Waiting to be taken to Meta (index template_queue)."""
        return self.filter(due_at__lte=now).order_by("due_at", "id")

    def locked(self) -> "TemplateQuerySet":
        """Locked against other writers, in id order."""
        return (
            self.select_related("account")
            .order_by("id")
            .select_for_update(no_key=True, of=("self",))
        )

    def to_read_again(self, now: datetime, *, after: timedelta) -> "TemplateQuerySet":
        """Known to Meta, and either in a passing status for `after`, or asked to be read."""
        passing = models.Q(status__in=("pending", "unknown"), synced_at__lt=now - after)
        asked = models.Q(synced_at__isnull=True)
        known = self.filter(meta_id__isnull=False).exclude(status__in=NOT_READ)
        return known.filter(passing | asked).order_by(models.F("synced_at").asc(nulls_first=True))

    def called(self, account_id: int, name: str, language: str) -> "TemplateQuerySet":
        """The one that has this identity in the account; deleted ones may share it."""
        return self.filter(account_id=account_id, name=name, language=language)

    def named(self, text: str) -> "TemplateQuerySet":
        """By part of the name."""
        words = text.strip()
        return self.filter(name__icontains=words) if words else self

    def with_words(self, text: str) -> "TemplateQuerySet":
        """By words of the body, in any order, accents and case ignored."""
        found = self
        for word in search_key(text).split():
            found = found.filter(body_key__contains=word)
        return found

    def search(self, text: str) -> "TemplateQuerySet":
        """By part of the name or by part of the body."""
        words = text.strip()
        if not words:
            return self
        in_body = models.Q(body_key__contains=search_key(words))
        return self.filter(models.Q(name__icontains=words) | in_body)
