"""What Meta owns: portfolios, business accounts, their numbers (channels), and what it charges."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from conecta.whatsapp.fields import SecretField
from conecta.whatsapp.prices import PLACES, Currency, Line, Price, RateCategory


class Portfolio(models.Model):
    """A business portfolio: Meta counts the messaging limit here."""

    business_id = models.CharField("id do portfólio na Meta", max_length=40, unique=True)
    name = models.CharField("nome", max_length=120)
    messaging_limit = models.PositiveIntegerField(
        "limite de contatos em 24 h", null=True, blank=True, help_text="Vazio: sem limite."
    )

    class Meta:
        verbose_name = "portfólio"
        verbose_name_plural = "portfólios"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class BusinessAccount(models.Model):
    portfolio = models.ForeignKey(
        Portfolio, on_delete=models.PROTECT, related_name="accounts", verbose_name="portfólio"
    )
    waba_id = models.CharField("id da conta (WABA)", max_length=40, unique=True)
    name = models.CharField("nome", max_length=120)
    access_token = SecretField("token de acesso", blank=True, default="")
    restricted_at = models.DateTimeField("restrita pela Meta em", null=True, blank=True)
    restriction = models.CharField("restrição", max_length=200, blank=True)

    class Meta:
        verbose_name = "conta do WhatsApp"
        verbose_name_plural = "contas do WhatsApp"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ChannelState(models.TextChoices):
    CONNECTED = "connected", "Conectado"
    DISCONNECTED = "disconnected", "Desconectado"
    VERIFYING = "verifying", "Em verificação"
    UNKNOWN = "unknown", "Ainda não lido"


class Quality(models.TextChoices):
    GREEN = "green", "Alta"
    YELLOW = "yellow", "Média"
    RED = "red", "Baixa"
    UNKNOWN = "unknown", "Sem nota"


class Channel(models.Model):
    """A business phone number. `receptive`: it answers, and never starts a conversation."""

    account = models.ForeignKey(
        BusinessAccount, on_delete=models.PROTECT, related_name="channels", verbose_name="conta"
    )
    phone_number_id = models.CharField("id do número na Meta", max_length=40, unique=True)
    display_number = models.CharField("número", max_length=30)
    name = models.CharField("nome", max_length=120)
    receptive = models.BooleanField("Receptivo", default=False)
    enabled = models.BooleanField("Habilitado", default=True)
    state = models.CharField(
        "estado", max_length=12, choices=ChannelState, default=ChannelState.UNKNOWN
    )
    quality = models.CharField("qualidade", max_length=8, choices=Quality, default=Quality.UNKNOWN)
    throughput = models.PositiveIntegerField("vazão (mensagens por segundo)", default=80)
    paused_until = models.DateTimeField("envio suspenso até", null=True, blank=True)
    pause_reason = models.CharField("motivo da suspensão", max_length=200, blank=True)
    read_at = models.DateTimeField("última leitura", null=True, blank=True)
    created_at = models.DateTimeField("criado em", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "canal"
        verbose_name_plural = "canais"
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Rate(models.Model):
    """A dated price of one message to a number of Brazil; never changed, see `rates`.

    `corrects`: the line of the same day that this one replaces. `amount` has up to 6 decimals.
    """

    category = models.CharField("categoria", max_length=20, choices=RateCategory)
    amount = models.DecimalField("preço por mensagem", max_digits=10, decimal_places=PLACES)
    currency = models.CharField("moeda", max_length=3, choices=Currency, default=Currency.BRL)
    valid_from = models.DateField("vale a partir de")
    corrects = models.OneToOneField(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="correction",
        verbose_name="corrige",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="cadastrada por",
    )
    created_at = models.DateTimeField("cadastrada em", db_default=Now(), editable=False)

    class Meta:
        verbose_name = "tarifa"
        verbose_name_plural = "tarifas"
        default_permissions = ("add", "delete", "view")
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "valid_from"],
                condition=models.Q(corrects__isnull=True),
                name="rate_unique_of_a_day",
            ),
            models.CheckConstraint(name="rate_not_negative", condition=models.Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.price} desde {self.valid_from:%d/%m/%Y}"

    @property
    def price(self) -> Price:
        return Price(amount=self.amount, currency=self.currency)

    @property
    def line(self) -> Line:
        return Line(
            id=self.pk, category=self.category, valid_from=self.valid_from, price=self.price
        )
