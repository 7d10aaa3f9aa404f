"""The trail: entries that nobody can change, and beside each the personal values it speaks of."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from audit.actions import Action
from audit.actors import ActorKind
from audit.context import Origin
from audit.fields import TransactionIdField
from audit.querysets import EntryQuerySet
from conecta.accounts.models import User


def action_choices() -> list[tuple[str, str]]:
    """A function, so that a new word needs no migration."""
    return [(str(value), str(label)) for value, label in Action.choices]


class Entry(models.Model):
    """One act. Time and transaction are set by the database (trigger), whatever the writer says."""

    at = models.DateTimeField("quando", db_default=Now())
    xid = TransactionIdField("transação", db_default=models.Func(function="pg_current_xact_id"))
    actor_kind = models.CharField("quem", max_length=10, choices=ActorKind)
    actor = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="usuário",
    )
    action = models.CharField("ação", max_length=40, choices=action_choices)
    object_type = models.CharField("objeto", max_length=60, blank=True)
    object_id = models.CharField("id do objeto", max_length=64, blank=True)
    contact_id = models.BigIntegerField("id do contato", null=True, blank=True)
    field_names = ArrayField(
        models.CharField(max_length=60), verbose_name="campos", default=list, blank=True
    )
    origin = models.CharField("origem", max_length=10, choices=Origin)
    request_id = models.CharField("pedido", max_length=36, blank=True)
    digest = models.BinaryField(max_length=32, help_text="SHA-256 do sal e dos valores pessoais")
    covers = models.BinaryField(
        max_length=32, null=True, help_text="Raiz de Merkle das linhas que este registro prova"
    )

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "registro de auditoria"
        verbose_name_plural = "registros de auditoria"
        default_permissions = ("view",)
        permissions = [("export_entry", "Pode exportar registros de auditoria")]
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at", "id"], name="audit_by_time"),
            models.Index(fields=["actor", "at", "id"], name="audit_by_actor"),
            models.Index(fields=["action", "at", "id"], name="audit_by_action"),
            models.Index(
                fields=["contact_id", "at", "id"],
                name="audit_by_contact",
                condition=models.Q(contact_id__isnull=False),
            ),
            models.Index(fields=["object_type", "object_id", "id"], name="audit_by_object"),
            # What a seal covers, and the tail that no seal covers yet.
            models.Index(fields=["xid"], name="audit_by_xid"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.object_type} {self.object_id}".strip()


class EntryDetail(models.Model):
    """The personal values of an entry and the salt of their digest; erasable, never changed."""

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.DO_NOTHING, related_name="detail"
    )
    salt = models.BinaryField(max_length=16)
    values = models.JSONField(
        help_text="Chaves: label, before, after, ip e as que o ato acrescenta."
    )

    search_key = models.TextField(default="", editable=False)

    class Meta:
        verbose_name = "detalhe de auditoria"
        verbose_name_plural = "detalhes de auditoria"
        default_permissions = ()
        indexes = [
            GinIndex(fields=["search_key"], name="audit_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"detalhe de {self.pk}"


class Erasure(models.Model):
    """Which detail rows an entry's act deleted; `covers` of the entry proves the list.

    A detail row may be deleted only in the transaction that writes such a line (trigger), and one
    that is missing without any is tampering.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.DO_NOTHING, related_name="erasures", db_constraint=False
    )
    object_type = models.CharField(max_length=60, help_text="Tabela: audit.entrydetail…")
    ids = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = "apagamento de detalhes"
        verbose_name_plural = "apagamentos de detalhes"
        default_permissions = ()
        indexes = [
            models.Index(fields=["entry"], name="audit_erasure_by_entry"),
            # Whether a missing detail was erased by an entry.
            GinIndex(fields=["ids"], name="audit_erasure_by_ids"),
        ]

    def __str__(self) -> str:
        return f"{len(self.ids)} de {self.object_type}"


class SavedFilter(models.Model):
    """A question to the report that somebody asks again and again; theirs alone."""

    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name="de quem"
    )
    name = models.CharField("nome", max_length=80)
    query = models.CharField("filtros", max_length=2000, help_text="Como no endereço da página.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "filtro salvo"
        verbose_name_plural = "filtros salvos"
        default_permissions = ()
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_unique_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SealKind(models.TextChoices):
    BLOCK = "block", "Bloco"
    BRIDGE = "bridge", "Emenda depois de restauração"


class Seal(models.Model):
    """A block of the trail, closed and chained to the one before.

    A block holds the entries of its segment (ids above `after_id`) whose transaction ids lie in
    [from_xid, to_xid): ids become visible out of order, transactions below the horizon do not. A
    bridge opens a segment after a dump was restored into another cluster, whose transactions count
    from anew; it holds what its `index` names, all that the old segment had left open. Transactions
    from `next_xid` on began after `sealed_at`: what they wrote cannot be older.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=SealKind, default=SealKind.BLOCK)
    segment = models.PositiveIntegerField()
    after_id = models.BigIntegerField()
    from_xid = TransactionIdField()
    to_xid = TransactionIdField()
    next_xid = TransactionIdField()
    entry_count = models.PositiveIntegerField("registros")
    root = models.BinaryField(max_length=32)
    index = models.BinaryField(help_text="Por registro: id em 8 bytes e a folha em 32")
    previous = models.BinaryField(max_length=32, unique=True)
    digest = models.BinaryField("código", max_length=32, unique=True)
    signature = models.BinaryField(max_length=64)
    cluster_id = models.CharField(max_length=50, help_text="Servidor, banco e tabela")
    sealed_at = models.DateTimeField("selado em")

    class Meta:
        verbose_name = "selo"
        verbose_name_plural = "selos"
        default_permissions = ("view",)
        ordering = ["-number"]
        # Which seal holds an entry.
        indexes = [models.Index(fields=["segment", "to_xid"], name="audit_seal_by_xid")]

    def __str__(self) -> str:
        return f"Selo {self.number}"


class Archive(models.Model):
    """Blocks whose entries were written to a file and left the database; their seals stay.

    Entries may be deleted only in the transaction that writes such a line and names their seals
    (trigger); its own entry covers the line, and by it the file.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.DO_NOTHING, related_name="archives", db_constraint=False
    )
    first_seal = models.PositiveBigIntegerField()
    last_seal = models.PositiveBigIntegerField(unique=True)
    entry_count = models.PositiveBigIntegerField("registros")
    file_name = models.CharField("arquivo", max_length=255)
    file_sha256 = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "arquivamento da trilha"
        verbose_name_plural = "arquivamentos da trilha"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Selos {self.first_seal} a {self.last_seal} em {self.file_name}"


class VerificationState(models.TextChoices):
    WAITING = "waiting", "Na fila"
    RUNNING = "running", "Conferindo"
    FINISHED = "finished", "Terminou"
    FAILED = "failed", "Não terminou"


class Verification(models.Model):
    """Somebody asked whether the trail is whole; `result` is the report (audit.reports)."""

    state = models.CharField(
        max_length=10, choices=VerificationState, default=VerificationState.WAITING
    )
    requested_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("pedida em", db_default=Now())
    started_at = models.DateTimeField("iniciada em", null=True)
    seen_at = models.DateTimeField("último sinal de vida", null=True)
    finished_at = models.DateTimeField("terminada em", null=True)
    done_count = models.PositiveBigIntegerField("registros conferidos", default=0)
    total_count = models.PositiveBigIntegerField("registros a conferir", default=0)
    is_whole = models.BooleanField("íntegra", null=True)
    result = models.JSONField(null=True)
    failure = models.TextField("por que não terminou", blank=True)

    class Meta:
        verbose_name = "verificação da trilha"
        verbose_name_plural = "verificações da trilha"
        default_permissions = ()
        permissions = [("verify_trail", "Pode verificar a trilha de auditoria")]
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="audit_one_verification_at_a_time",
                condition=models.Q(
                    state__in=[VerificationState.WAITING, VerificationState.RUNNING]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Verificação {self.pk}"
