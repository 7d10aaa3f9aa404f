"""The ledger in the Django admin: read, never written."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from conecta.accounts.paging import BoundedPaginator
from optin.models import OptinEvent


@admin.register(OptinEvent)
class OptinEventAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("id", "contact", "before", "after", "source", "evidence_kind", "said_at", "at")
    fields = ("contact", "scope", "before", "after", "source", "evidence_kind", "said_at", "at")
    ordering = ("-id",)
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[OptinEvent]:
        return super().get_queryset(request).select_related("contact")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OptinEvent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OptinEvent | None = None) -> bool:
        return False
