"""Templates in the technical administration: to look at; the pages decide."""

from django.contrib import admin
from django.http import HttpRequest

from conecta.accounts.paging import BoundedPaginator
from hsm_templates.models import AccountSync, Revision, Sample, Template


class RevisionInline(admin.TabularInline):  # type: ignore[type-arg]  # not subscriptable at run time
    model = Revision
    fields = readonly_fields = ("number", "category", "components", "sent_by", "sent_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Template)
class TemplateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("name", "language", "account", "category", "status", "quality", "updated_at")
    list_filter = ("status", "category", "account")
    list_select_related = ("account",)
    search_fields = ("name", "meta_id")
    show_full_result_count = False
    paginator = BoundedPaginator
    inlines = (RevisionInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(AccountSync)
class AccountSyncAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("account", "due_at", "finished_at", "failure")
    list_select_related = ("account",)
    show_full_result_count = False
    paginator = BoundedPaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Sample)
class SampleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("file_name", "kind", "account", "size", "sent_by", "sent_at")
    list_select_related = ("account", "sent_by")
    show_full_result_count = False
    paginator = BoundedPaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
