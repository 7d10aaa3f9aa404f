"""The consent ledger: one line for each change of colour, with its evidence beside it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from contacts.models import Contact, OptinStatus
from optin.querysets import AcceptanceQuerySet


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
    TERM = "term", "Termo de adesão da empresa"


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


class LegalBasis(models.TextChoices):
    """Of LGPD, article 7: those that a company may invoke to write to people on its own."""

    CONSENT = "consent", "Consentimento do titular (art. 7º, I)"
    LEGAL_OBLIGATION = "legal_obligation", "Obrigação legal ou regulatória (art. 7º, II)"
    CONTRACT = "contract", "Execução de contrato (art. 7º, V)"
    LEGITIMATE_INTEREST = "legitimate_interest", "Legítimo interesse (art. 7º, IX)"
    CREDIT_PROTECTION = "credit_protection", "Proteção do crédito (art. 7º, X)"


class Term(models.Model):
    """A published version of the adhesion term; never changed (trigger), replaced by the next."""

    version = models.PositiveIntegerField("versão", unique=True)
    text = models.TextField("texto")
    sha256 = models.BinaryField("código do texto", max_length=32)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField("publicado em", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "termo de adesão"
        verbose_name_plural = "termos de adesão"
        default_permissions = ("view",)
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Termo de adesão, versão {self.version}"


class TermState(models.TextChoices):
    """APPLYING and IN_FORCE are in force; WITHDRAWING and WITHDRAWN are not."""

    APPLYING = "applying", "Liberando contatos"
    IN_FORCE = "in_force", "Em vigor"
    WITHDRAWING = "withdrawing", "Devolvendo contatos a Indefinido"
    WITHDRAWN = "withdrawn", "Retirado"


class TermAcceptance(models.Model):
    """The company accepted a term: by it grey contacts turn green, in batches by rising id."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="acceptances")
    state = models.CharField(max_length=12, choices=TermState, default=TermState.APPLYING)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField("aceito em", db_default=Now(), editable=False)
    legal_basis = models.CharField("base legal", max_length=20, choices=LegalBasis)
    justification = models.TextField("justificativa")
    covers_new = models.BooleanField("contatos novos já começam aceitos", default=False)
    expected_count = models.PositiveIntegerField("contatos indefinidos no aceite")
    granted_count = models.PositiveIntegerField("liberados", default=0)
    returned_count = models.PositiveIntegerField("devolvidos a Indefinido", default=0)
    cursor_id = models.BigIntegerField(default=0, help_text="Último contato já visto")
    lease_expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField("retirado em", null=True)
    finished_at = models.DateTimeField("terminado em", null=True)

    objects: ClassVar[AcceptanceQuerySet] = AcceptanceQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "aceite do termo"
        verbose_name_plural = "aceites do termo"
        default_permissions = ("add", "change", "view")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="optin_one_term_at_a_time",
                condition=~models.Q(state=TermState.WITHDRAWN),
            ),
        ]

    def __str__(self) -> str:
        return f"Aceite da versão {self.term.version}"


class ConsentSettings(models.Model):
    """One row: which words refuse, what we ask and how we answer. See `optin.wording`."""

    refusal_words = ArrayField(models.CharField(max_length=60), verbose_name="palavras de recusa")
    acceptance_words = ArrayField(
        models.CharField(max_length=60),
        verbose_name="respostas que aceitam o nosso pedido",
    )
    request_text = models.TextField("texto do pedido de opt-in", max_length=1024)
    confirms_refusal = models.BooleanField("confirmar cada recusa com uma mensagem", default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "configuração de opt-in"
        verbose_name_plural = "configurações de opt-in"
        default_permissions = ("change", "view")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="optin_settings_are_one_row"),
        ]

    def __str__(self) -> str:
        return "Configurações de opt-in"


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
    acceptance = models.ForeignKey(
        TermAcceptance, null=True, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    at = models.DateTimeField("registrado em", db_default=Now())
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "evento de opt-in"
        verbose_name_plural = "eventos de opt-in"
        default_permissions = ("add", "view")
        permissions = [
            ("grant_from_red", "Pode registrar aceite de quem recusou"),
            ("view_report", "Pode ver o relatório de opt-in"),
        ]
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
            models.CheckConstraint(
                condition=models.Q(source=Source.TERM, acceptance__isnull=False)
                | ~models.Q(source=Source.TERM) & models.Q(acceptance__isnull=True),
                name="optin_term_names_its_acceptance",
            ),
        ]
        indexes = [
            models.Index(fields=["contact", "id"], name="optin_by_contact"),
            # The lines that an entry covers.
            models.Index(fields=["entry_id"], name="optin_by_entry"),
            # The report: movements of a period.
            models.Index(fields=["at", "id"], name="optin_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.before} → {self.after}"


class OptinDetail(models.Model):
    """The evidence in words (text, reference, channel) and the salt of its digest; erasable."""

    event = models.OneToOneField(
        OptinEvent, primary_key=True, on_delete=models.DO_NOTHING, related_name="detail"
    )
    salt = models.BinaryField(max_length=16)
    values = models.JSONField(
        help_text="Chaves: text, reference, channel; question e question_reference numa resposta."
    )

    class Meta:
        verbose_name = "evidência de opt-in"
        verbose_name_plural = "evidências de opt-in"
        default_permissions = ()

    def __str__(self) -> str:
        return f"evidência de {self.pk}"
