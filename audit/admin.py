"""The trail in the Django admin: read, never written."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from audit.models import Entry
from conecta.accounts.paging import BoundedPaginator


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("at", "actor", "actor_kind", "action", "object_type", "object_id", "origin")
    list_filter = ("action", "origin", "actor_kind")
    date_hierarchy = None
    ordering = ("-at", "-id")
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        return super().get_queryset(request).select_related("actor")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False
