"""How transactional tests leave the database as they found it.

Evidence tables refuse TRUNCATE by trigger, for their owner too, so Django's flush cannot empty
them. In the replication role triggers rest; the tests' role may take it in a cluster of the tests,
and the application's role may not in any other.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase
from psycopg2 import sql

# What post_migrate puts there, and every test relies on.
KEPT = frozenset(
    {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
    }
)
# A thread that a test forgot may hold a lock: that test should fail, not hang.
LOCK_TIMEOUT = "15s"


def install() -> None:
    # Django's own method for it, which its stubs leave out.
    TransactionTestCase._fixture_teardown = _flush  # type: ignore[attr-defined]


def _flush(_case: TransactionTestCase) -> None:
    empty_tables()


def empty_tables() -> None:
    """Empty every table but the kept ones, evidence included."""
    tables = sorted(set(connection.introspection.table_names()) - KEPT)
    with connection.cursor() as cursor:
        filled = _filled(cursor, tables)
        if not filled:
            return
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
        cursor.execute("SET session_replication_role = replica")
        names = sql.SQL(", ").join(map(sql.Identifier, filled))
        cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))
        cursor.execute("RESET session_replication_role")
        cursor.execute("RESET lock_timeout")


def end_other_sessions() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _filled(cursor: CursorWrapper, tables: list[str]) -> list[str]:
    questions = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(
            sql.Literal(table), sql.Identifier(table)
        )
        for table in tables
    ]
    cursor.execute(sql.SQL(" UNION ALL ").join(questions))
    return [row[0] for row in cursor.fetchall()]
