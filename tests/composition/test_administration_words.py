"""The technical administration speaks Portuguese: no label is a column's own English name."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.test import RequestFactory

from conecta.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

# The same in both languages.
SHARED = {"id", "status"}


def test_every_label_is_a_word_of_ours(rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    request.user = factories.user(Role.ADMINISTRATOR, is_superuser=True)

    english = {
        f"{model._meta.label_lower}.{name}"
        for model, options in admin.site._registry.items()
        for name in (*options.get_list_display(request), *options.get_fields(request))
        if name not in SHARED | options.form.base_fields.keys()
        and str(label_for_field(name, model, options)).lower() == name.replace("_", " ")
    }

    assert english == set()
