"""One message, in either direction: the decision that let it out, the time of each state."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template
from messaging.models.conversation import Conversation
from messaging.querysets import MessageQuerySet


class Direction(models.TextChoices):
    OUTBOUND = "out", "Enviada"
    INBOUND = "in", "Recebida"


class MessageKind(models.TextChoices):
    TEMPLATE = "template", "HSM"
    TEXT = "text", "Texto"
    BUTTON = "button", "Botão"
    IMAGE = "image", "imagem"
    VIDEO = "video", "vídeo"
    AUDIO = "audio", "áudio"
    DOCUMENT = "document", "documento"
    STICKER = "sticker", "figurinha"
    LOCATION = "location", "localização"
    CONTACTS = "contacts", "contato compartilhado"
    REACTION = "reaction", "reação"
    ORDER = "order", "pedido"
    SYSTEM = "system", "aviso do WhatsApp"
    UNSUPPORTED = "unsupported", "mensagem sem suporte"


class MessageStatus(models.IntegerChoices):
    """By rank: a status never goes down. SKIPPED never left and nothing follows it."""

    RECEIVED = 0, "Recebida"
    QUEUED = 10, "Na fila"
    CLAIMED = 20, "Na fila (reservada)"
    SENDING = 30, "Enviando"
    UNKNOWN = 40, "Sem confirmação"
    ACCEPTED = 50, "Aceita pela Meta"
    SENT = 60, "Enviada"
    FAILED = 70, "Falhou"
    DELIVERED = 80, "Entregue"
    READ = 90, "Lida"
    SKIPPED = 100, "Não enviada"

    @property
    def word(self) -> str:
        """The stable English word of the API; a claimed message still counts as queued."""
        return "queued" if self is MessageStatus.CLAIMED else self.name.lower()


class Purpose(models.TextChoices):
    """What we ask about consent; an inbound message bears the purpose of what it answers."""

    NONE = "", "–"
    OPTIN_REQUEST = "optin_request", "Pedido de opt-in"
    REFUSAL_QUESTION = "refusal_question", "Pergunta de recusa"


class Message(models.Model):
    """`due_at` set: waits to be claimed. `lease_expires_at` set: a worker holds it until then.

    No index and no index predicate mentions `status`, so that receipts stay HOT updates.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    direction = models.CharField("sentido", max_length=3, choices=Direction)
    kind = models.CharField("tipo", max_length=12, choices=MessageKind)
    template = models.ForeignKey(
        Template, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    values = models.JSONField("valores das variáveis", default=dict, blank=True)
    text = models.TextField("texto", blank=True)
    payload = models.CharField(max_length=512, blank=True)
    purpose = models.CharField(
        "finalidade", max_length=16, choices=Purpose, blank=True, default="", db_default=""
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    status = models.PositiveSmallIntegerField(choices=MessageStatus)
    due_at = models.DateTimeField(null=True, blank=True)
    lease_expires_at = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    wamid = models.CharField(max_length=256, null=True, blank=True, unique=True)
    error_code = models.IntegerField(null=True, blank=True)
    error_detail = models.CharField(max_length=500, blank=True)
    decision = models.JSONField("decisão", default=dict)
    said_at = models.DateTimeField("hora na Meta", null=True, blank=True)
    created_at = models.DateTimeField("criada em", db_default=Now(), editable=False)
    sending_at = models.DateTimeField(null=True, blank=True)
    unknown_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    content_erased_at = models.DateTimeField("conteúdo apagado em", null=True, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = "mensagem"
        verbose_name_plural = "mensagens"
        default_permissions = ("add", "view")
        permissions = [
            ("settle_message", "Pode conferir mensagem sem confirmação"),
            ("report_inbound", "Pode relatar mensagem de outro canal"),
        ]
        indexes = [
            models.Index(fields=["conversation", "id"], name="message_thread"),
            models.Index(fields=["contact", "id"], name="message_by_contact"),
            BrinIndex(fields=["created_at"], name="message_created"),
            BrinIndex(fields=["sending_at"], name="message_left"),
            models.Index(
                fields=["channel", "due_at", "id"],
                name="message_queue",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["lease_expires_at", "id"],
                name="message_leases",
                condition=models.Q(lease_expires_at__isnull=False),
            ),
            models.Index(
                fields=["unknown_at", "id"],
                name="message_unknown",
                condition=models.Q(unknown_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def state(self) -> MessageStatus:
        return MessageStatus(self.status)

    @property
    def is_outbound(self) -> bool:
        return self.direction == Direction.OUTBOUND
