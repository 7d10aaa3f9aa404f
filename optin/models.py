"""The consent ledger: one line for each change of colour, with its evidence beside it."""

from django.db import models
from django.db.models.functions import Now

from contacts.models import Contact, OptinStatus


class Scope(models.TextChoices):
    ALL = "all", "Todas as mensagens ativas"
    MARKETING = "marketing", "Só marketing"


class Source(models.TextChoices):
    KEYWORD = "keyword", "Palavra enviada pelo contato"
    AGENT = "agent", "Registro de um usuário"
    IMPORT = "import", "Importação"
    API = "api", "API"
    TERM = "term", "Termo de adesão"
    PLATFORM = "platform", "Regra do sistema"


class EvidenceKind(models.TextChoices):
    NONE = "", "Sem evidência"
    MESSAGE = "message", "Mensagem do contato"
    DOCUMENT = "document", "Documento ou formulário"
    CALL = "call", "Ligação gravada"
    IN_PERSON = "in_person", "Atendimento presencial"
    WEBSITE = "website", "Site ou aplicativo"
    OTHER_CHANNEL = "other_channel", "Outro canal da empresa"
    SUPPRESSION = "suppression", "Número já recusado antes"
    NUMBER_CHANGED = "number_changed", "O número mudou"


# Only these leave red, and only towards green (design 4, "Opt-out").
EXPLICIT_SOURCES = [Source.KEYWORD, Source.AGENT, Source.API]
# What a person said or signed; the other kinds are reasons of the system.
PROVES_ACCEPTANCE = [
    EvidenceKind.MESSAGE,
    EvidenceKind.DOCUMENT,
    EvidenceKind.CALL,
    EvidenceKind.IN_PERSON,
    EvidenceKind.WEBSITE,
    EvidenceKind.OTHER_CHANNEL,
]


class OptinEvent(models.Model):
    """Append-only; a statement trigger moves `Contact.optin_status` from `before` to `after`.

    Red to red is a refusal said again, later than the last one.
    """

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="optin_events", verbose_name="contato"
    )
    scope = models.CharField("alcance", max_length=10, choices=Scope, default=Scope.ALL)
    before = models.CharField("antes", max_length=10, choices=OptinStatus)
    after = models.CharField("depois", max_length=10, choices=OptinStatus)
    source = models.CharField("origem", max_length=10, choices=Source)
    evidence_kind = models.CharField("evidência", max_length=20, choices=EvidenceKind, blank=True)
    said_at = models.DateTimeField("dito em")
    entry_id = models.BigIntegerField("registro de auditoria")
    at = models.DateTimeField("registrado em", db_default=Now())
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "evento de opt-in"
        verbose_name_plural = "eventos de opt-in"
        default_permissions = ("add", "view")
        permissions = [("grant_from_red", "Pode registrar aceite de quem recusou")]
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(before=OptinStatus.OPTED_OUT, scope=Scope.ALL)
                | models.Q(after=OptinStatus.OPTED_OUT)
                | (
                    models.Q(after=OptinStatus.OPTED_IN, source__in=EXPLICIT_SOURCES)
                    & models.Q(evidence_kind__in=PROVES_ACCEPTANCE)
                ),
                name="optin_leaves_red_only_by_explicit_acceptance",
            ),
            models.CheckConstraint(
                condition=~models.Q(after=OptinStatus.OPTED_IN) | ~models.Q(evidence_kind=""),
                name="optin_green_needs_evidence",
            ),
        ]
        indexes = [models.Index(fields=["contact", "id"], name="optin_by_contact")]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.before} → {self.after}"


class OptinDetail(models.Model):
    """The evidence in words (text, reference, channel) and the salt of its digest; erasable."""

    event = models.OneToOneField(
        OptinEvent, primary_key=True, on_delete=models.DO_NOTHING, related_name="detail"
    )
    salt = models.BinaryField(max_length=16)
    values = models.JSONField(help_text="Chaves: text, reference, channel.")

    class Meta:
        verbose_name = "evidência de opt-in"
        verbose_name_plural = "evidências de opt-in"
        default_permissions = ()

    def __str__(self) -> str:
        return f"evidência de {self.pk}"
