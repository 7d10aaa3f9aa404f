"""Who we write to, under which names WhatsApp knows them, and whom to leave in peace."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now, Upper
from django.urls import reverse

from contacts import phone
from contacts.field_values import FieldKind
from contacts.names import initials, search_key
from contacts.querysets import (
    BY_TERM,
    LIVING,
    ContactQuerySet,
    CustomFieldQuerySet,
    GroupQuerySet,
)
from contacts.segments import TERM

NAME_LENGTH = 120


class OptinStatus(models.TextChoices):
    UNDEFINED = "undefined", "Indefinido"
    OPTED_IN = "opted_in", "Aceito (opt-in)"
    OPTED_OUT = "opted_out", "Recusado (opt-out)"


class ContactOrigin(models.TextChoices):
    RECEPTIVE = "receptive", "Atendimento"
    MANUAL = "manual", "Cadastro manual"
    IMPORT = "import", "Importação"
    API = "api", "API"


class Group(models.Model):
    name = models.CharField("nome", max_length=80, unique=True)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)

    objects: ClassVar[GroupQuerySet] = GroupQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "grupo"
        verbose_name_plural = "grupos"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class CustomField(models.Model):
    """A key of `Contact.extra`. One that is not active keeps its values and is not offered.

    `key` never changes; those found on contacts before keys were declared may have any letters.
    """

    key = models.CharField("chave", max_length=60, unique=True, editable=False)
    label = models.CharField("nome", max_length=60, unique=True)
    kind = models.CharField("tipo", max_length=10, choices=FieldKind, default=FieldKind.TEXT)
    position = models.PositiveIntegerField("ordem", default=0)
    active = models.BooleanField("ativo", default=True)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)

    objects: ClassVar[CustomFieldQuerySet] = CustomFieldQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "campo adicional"
        verbose_name_plural = "campos adicionais"
        default_permissions = ("view", "add", "change")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


class Contact(models.Model):
    """A person or company. `optin_status` and `optin_source`, the source of what it stands on,
    are written by the ledger's trigger alone."""

    version = models.PositiveIntegerField(default=1, editable=False)
    name = models.CharField("nome", max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=NAME_LENGTH, editable=False)
    whatsapp = models.CharField(
        "WhatsApp Business", max_length=15, null=True, blank=True, unique=True
    )
    username = models.CharField("nome de usuário", max_length=80, blank=True)
    email = models.EmailField("e-mail", blank=True)
    groups = models.ManyToManyField(
        Group, blank=True, related_name="contacts", verbose_name="grupos"
    )
    origin = models.CharField("origem", max_length=10, choices=ContactOrigin)
    optin_status = models.CharField(
        "OPTIN",
        max_length=10,
        choices=OptinStatus,
        default=OptinStatus.UNDEFINED,
        editable=False,
    )
    optin_source = models.CharField(
        "origem do OPTIN", max_length=10, blank=True, default="", editable=False
    )
    marketing_stopped_at = models.DateTimeField(
        "parou marketing na Meta em", null=True, blank=True, editable=False
    )
    marketing_event_at = models.DateTimeField(null=True, blank=True, editable=False)
    wrong_number = models.CharField(
        "número marcado como errado", max_length=15, blank=True, editable=False
    )
    extra = models.JSONField("campos adicionais", default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tombstones",
        verbose_name="unido a",
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)
    updated_at = models.DateTimeField("atualizado em", auto_now=True, editable=False)

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "contato"
        verbose_name_plural = "contatos"
        ordering = ["name_key", "id"]
        permissions = [
            ("mark_wrong_person", "Pode marcar número errado"),
            ("undo_wrong_person", "Pode desfazer número errado"),
            ("erase_contact", "Pode apagar os dados de um contato"),
            ("export_person", "Pode exportar os dados de um contato"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(whatsapp__isnull=True)
                | models.Q(whatsapp__regex=r"^[1-9][0-9]{6,14}$"),
                name="contact_whatsapp_is_digits",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(whatsapp__isnull=True),
                name="contact_tombstone_has_no_number",
            ),
        ]
        indexes = [
            # The list and its three ways of narrowing; only the living are ever listed or counted.
            models.Index(fields=["name_key", "id"], name="contact_by_name", condition=LIVING),
            models.Index(
                fields=["optin_status", "name_key", "id"],
                name="contact_by_optin",
                condition=LIVING,
            ),
            models.Index(
                fields=["origin", "name_key", "id"], name="contact_by_origin", condition=LIVING
            ),
            # Green by the company's term and by nothing that the person said.
            models.Index(
                fields=["name_key", "id"],
                name="contact_by_term",
                condition=LIVING & BY_TERM,
            ),
            # Who stopped Meta's marketing, whatever their colour.
            models.Index(
                fields=["name_key", "id"],
                name="contact_marketing_stopped",
                condition=LIVING & models.Q(marketing_stopped_at__isnull=False),
            ),
            # Who wrote by e-mail.
            models.Index(Upper("email"), name="contact_by_email"),
            GinIndex(fields=["name_key"], name="contact_search_name", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["whatsapp"], name="contact_search_number", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        if self.erased_at is not None:
            return f"Contato apagado {self.pk}"
        return self.name or self.display_number or f"Contato {self.pk}"

    def save(self, *args: object, **kwargs: object) -> None:
        # A key may be longer than its name: one ligature can stand for eighteen letters.
        self.name_key = search_key(self.name)[:NAME_LENGTH]
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed on as received

    def get_absolute_url(self) -> str:
        return reverse("contacts:detail", args=[self.pk])

    @property
    def display_number(self) -> str:
        return phone.from_digits(self.whatsapp).display if self.whatsapp else ""

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def is_refused(self) -> bool:
        return self.optin_status == OptinStatus.OPTED_OUT

    @property
    def is_by_term(self) -> bool:
        """Green by the company's term and by nothing that the person said."""
        return self.optin_status == OptinStatus.OPTED_IN and self.optin_source == TERM

    @property
    def is_wrong_person(self) -> bool:
        return bool(self.wrong_number) and self.wrong_number == self.whatsapp


class AliasKind(models.TextChoices):
    WA_ID = "wa_id", "wa_id"
    BSUID = "bsuid", "BSUID"
    PARENT_BSUID = "parent_bsuid", "BSUID do grupo"


class ContactAlias(models.Model):
    """A name under which WhatsApp knows the contact, learned from responses and webhooks."""

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="aliases", verbose_name="contato"
    )
    kind = models.CharField("tipo", max_length=12, choices=AliasKind)
    value = models.CharField("valor", max_length=160)
    created_at = models.DateTimeField("desde", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "identificador no WhatsApp"
        verbose_name_plural = "identificadores no WhatsApp"
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="alias_unique_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Suppression(models.Model):
    """A keyed hash of a number or scoped id that refused and no longer stands on a red contact."""

    digest = models.BinaryField(max_length=32, unique=True)
    reason = models.CharField("motivo", max_length=40)
    created_at = models.DateTimeField("desde", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "número suprimido"
        verbose_name_plural = "números suprimidos"

    def __str__(self) -> str:
        return f"supressão {self.pk} ({self.reason})"
