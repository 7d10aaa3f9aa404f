"""How transactional tests leave the database as they found it.

Evidence tables refuse TRUNCATE by trigger, for their owner too, so Django's flush cannot empty
them. In the replication role triggers rest; the tests' role may take it in a cluster of the tests,
and the application's role may not in any other.
"""

from django.db import connection, transaction
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
# TRUNCATE makes new files for a table and each of its indexes: some rows are deleted ten times
# sooner. Beyond this, what was deleted would be in the way of the tests that come.
LARGE = 256 * 1024
RESTART_NUMBERS = """SELECT setval(seqrelid::regclass, seqstart, false)
    FROM pg_sequence JOIN pg_depend ON objid = seqrelid AND deptype IN ('a', 'i')
    WHERE refobjid = ANY(%s::regclass[])"""


def install() -> None:
    # Django's own methods for it, which its stubs leave out.
    TransactionTestCase._fixture_teardown = _flush  # type: ignore[attr-defined]
    TransactionTestCase._should_reload_connections = _keep  # type: ignore[attr-defined]


def _flush(_case: TransactionTestCase) -> None:
    empty_tables()


def _keep(_case: TransactionTestCase) -> bool:
    """PostgreSQL loses nothing of a connection in a rollback, and a new one has all to learn."""
    return False


def empty_tables() -> None:
    """Empty every table but the kept ones, evidence included."""
    with connection.cursor() as cursor, transaction.atomic():
        large, small = _filled(cursor)
        if not large and not small:
            return
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(_names(large + small))
        )
        if large:
            cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(_names(large)))
        for table in small:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        cursor.execute(RESTART_NUMBERS, [large + small])


def end_other_sessions() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )


def _filled(cursor: CursorWrapper) -> tuple[list[str], list[str]]:
    """The large and the small ones that have rows."""
    cursor.execute("SELECT FROM pg_prepared_statements WHERE name = 'filled'")
    if cursor.rowcount == 0:
        _prepare(cursor)
    cursor.execute("EXECUTE filled")
    found = cursor.fetchall()
    return [it for it, size in found if size >= LARGE], [it for it, size in found if size < LARGE]


def _prepare(cursor: CursorWrapper) -> None:
    """To plan the question takes longer than to answer it, so that each connection keeps the plan.
    No test makes a table that would be missing from it."""
    questions = [
        sql.SQL("SELECT {0}, pg_relation_size({0}) WHERE EXISTS (SELECT FROM {1})").format(
            sql.Literal(table), sql.Identifier(table)
        )
        for table in sorted(set(connection.introspection.table_names(cursor)) - KEPT)
    ]
    cursor.execute(sql.SQL("PREPARE filled AS {}").format(sql.SQL(" UNION ALL ").join(questions)))


def _names(tables: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, tables))
