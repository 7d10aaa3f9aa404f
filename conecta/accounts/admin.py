"""Technical administration: people, read here and changed in Usuários e permissões."""

import allauth.account.admin  # noqa: F401 - what it registers is taken back below
import django.contrib.auth.admin  # noqa: F401 - likewise
import knox.admin  # noqa: F401 - likewise
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from knox.models import get_token_model

from conecta.accounts.models import User
from conecta.accounts.paging import BoundedPaginator

admin.site.site_header = "Conecta"
admin.site.site_title = "Conecta"
admin.site.index_title = "Administração técnica"

# One entrance for all, with its limits and its records.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

# Roles are kept by code and keys are made in a person's page: neither is edited here.
admin.site.unregister([Group, get_token_model(), EmailAddress])


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    list_display = ("name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("name", "email")
    exclude = ("password", "user_permissions")
    paginator = BoundedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
