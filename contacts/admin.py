"""Contacts in the Django admin: read, since decisions keep the trail and the ledger."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from conecta.accounts.paging import BoundedPaginator
from contacts.models import Contact, ContactAlias, CustomField, Group, Suppression


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Contact)
class ContactAdmin(ReadOnlyAdmin):
    list_display = ("name", "number", "optin_status", "origin", "created_at")
    search_fields = ("name_key", "whatsapp")
    exclude = ("name_key",)
    ordering = ("-id",)

    @admin.display(description="WhatsApp Business", ordering="whatsapp")
    def number(self, contact: Contact) -> str:
        return contact.display_number

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Contact], search_term: str
    ) -> tuple[QuerySet[Contact], bool]:
        """As the page searches: accents and spellings of numbers do not matter."""
        return Contact.objects.search(search_term) & queryset, False


@admin.register(ContactAlias)
class ContactAliasAdmin(ReadOnlyAdmin):
    list_display = ("contact", "kind", "value", "created_at")
    list_select_related = ("contact",)
    search_fields = ("=value",)


@admin.register(CustomField)
class CustomFieldAdmin(ReadOnlyAdmin):
    list_display = ("label", "key", "kind", "position", "active")
    list_filter = ("active",)


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    list_display = ("name", "created_at")
    search_fields = ("name",)


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    list_display = ("id", "reason", "created_at")
    fields = ("reason", "created_at")
