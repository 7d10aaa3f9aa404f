"""Columns of PostgreSQL that Django does not know."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class TransactionIdField(models.BigIntegerField):  # type: ignore[type-arg]  # not subscriptable at run time
    """An `xid8`: the 64-bit id of the writing transaction, never wrapped around."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "xid8"

    def from_db_value(self, value: str | None, *_: Any) -> int | None:
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, *_: Any, **__: Any) -> Any:
        return None if value is None else str(value)
