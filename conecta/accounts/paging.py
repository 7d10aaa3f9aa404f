"""Paging by key: pages by (sort key, id), API lists by id; offset never."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from rest_framework.pagination import CursorPagination

from conecta.accounts.keyset import MOST_COUNTED


class IdCursorPagination(CursorPagination):
    ordering: str | tuple[str, ...] = "-id"
    page_size_query_param = "page_size"
    max_page_size = 200


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """For the Django admin, which knows only offsets: counts and turns no further than 10,000."""

    @cached_property
    def count(self) -> int:
        rows = cast("QuerySet[Any]", self.object_list)
        return rows.order_by()[:MOST_COUNTED].count()
