"""Technical administration of what Meta owns; every change goes through the same decisions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from conecta.accounts.http import person_of
from conecta.accounts.paging import BoundedPaginator
from conecta.whatsapp import business_accounts, channels
from conecta.whatsapp.models import BusinessAccount, Channel, Portfolio, Rate


class Administration(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Changed here, created in Canais (where Meta is asked first), never deleted."""

    paginator = BoundedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Portfolio)
class PortfolioAdmin(Administration):
    list_display = ("name", "business_id", "messaging_limit")
    readonly_fields = ("business_id", "messaging_limit")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        business_accounts.rename_portfolio(obj, obj.name, by=person_of(request))


class AccountAdminForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    new_token = forms.CharField(
        label="Novo token de acesso",
        required=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Vazio: fica o atual, que nunca é mostrado.",
    )

    class Meta:
        model = BusinessAccount
        fields = ("name",)


@admin.register(BusinessAccount)
class BusinessAccountAdmin(Administration):
    form = AccountAdminForm
    list_display = ("name", "waba_id", "portfolio", "restricted_at")
    list_select_related = ("portfolio",)
    fields = ("name", "new_token", "waba_id", "portfolio", "restricted_at", "restriction")
    readonly_fields = ("waba_id", "portfolio", "restricted_at", "restriction")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        token = form.cleaned_data["new_token"]
        business_accounts.change(obj, name=obj.name, access_token=token, by=person_of(request))


TOLD_BY_META = (
    "account",
    "phone_number_id",
    "display_number",
    "state",
    "quality",
    "throughput",
    "paused_until",
    "pause_reason",
    "read_at",
    "created_at",
)


@admin.register(Channel)
class ChannelAdmin(Administration):
    list_display = ("name", "display_number", "account", "receptive", "enabled", "state")
    list_filter = ("account", "receptive", "enabled", "state")
    list_select_related = ("account",)
    fields = ("name", "receptive", "enabled", *TOLD_BY_META)
    readonly_fields = TOLD_BY_META

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        channels.rename(obj, obj.name, by=person_of(request))
        channels.switch(obj, receptive=obj.receptive, enabled=obj.enabled, by=person_of(request))


@admin.register(Rate)
class RateAdmin(Administration):
    """Only to look at: Tarifas adds and takes back."""

    list_display = ("category", "amount", "currency", "valid_from", "created_by")
    list_filter = ("category",)
    list_select_related = ("created_by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
