import os
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extensions import cursor as Cursor
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from conecta.local import servers
from conecta.local.folder import DataFolder


def _ask(address: str, *statements: str) -> list[tuple[object, ...]]:
    """The rows of the last statement."""
    with (
        closing(psycopg2.connect(address)) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        for statement in statements:
            cursor.execute(statement)
        return _rows(cursor)


def _rows(cursor: Cursor) -> list[tuple[object, ...]]:
    return cursor.fetchall() if cursor.description else []


@pytest.fixture
def folder(folder: DataFolder) -> DataFolder:
    folder.path.mkdir()
    return folder


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A folder whose cluster any test may find made already, and nobody running."""
    return DataFolder(path=tmp_path_factory.mktemp("used"))


def test_both_servers_answer_and_stop_with_the_block(used: DataFolder) -> None:
    with servers.running(used, durable=False) as addresses:
        assert _ask(addresses["DATABASE_URL"], "SHOW server_version_num") >= [("180000",)]
        with Redis.from_url(addresses["REDIS_URL"]) as redis:
            assert redis.ping() is True

    with pytest.raises(psycopg2.OperationalError):
        _ask(addresses["DATABASE_URL"], "SELECT 1")
    with Redis.from_url(addresses["REDIS_URL"]) as redis, pytest.raises(RedisConnectionError):
        redis.ping()


def test_the_data_are_there_again_at_the_next_start(used: DataFolder) -> None:
    with servers.running(used, durable=False) as addresses:
        _ask(addresses["DATABASE_URL"], "CREATE TABLE kept (word text)")
        _ask(addresses["DATABASE_URL"], "INSERT INTO kept VALUES ('ação')")

    with servers.running(used, durable=False) as addresses:
        assert _ask(addresses["DATABASE_URL"], "SELECT word FROM kept") == [("ação",)]


def test_the_role_owns_its_database_and_nothing_more(folder: DataFolder) -> None:
    extensions = ("pg_trgm", "unaccent", "btree_gin")
    with servers.running(folder, durable=True) as addresses:
        answer = _ask(
            addresses["DATABASE_URL"],
            *(f"CREATE EXTENSION {extension}" for extension in extensions),
            "SELECT rolsuper, rolcreatedb, rolcreaterole, unaccent('ação'), upper('ação'), "
            "current_setting('fsync') FROM pg_roles WHERE rolname = current_user",
        )

    assert answer == [(False, False, False, "acao", "AÇÃO", "on")]


def test_a_pid_file_that_names_another_process_keeps_nothing_from_starting(
    used: DataFolder,
) -> None:
    with servers.running(used, durable=False):
        pass
    pid_file = used.postgres / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{used.postgres}\n")

    with servers.running(used, durable=False) as addresses:
        assert _ask(addresses["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_servers_left_by_another_launcher_are_ended_first(used: DataFolder) -> None:
    with servers.running(used, durable=False) as left_behind:
        with servers.running(used, durable=False) as addresses:
            assert _ask(addresses["DATABASE_URL"], "SELECT 1") == [(1,)]
        with Redis.from_url(left_behind["REDIS_URL"]) as redis, pytest.raises(RedisConnectionError):
            redis.ping()


def test_a_deep_folder_is_no_obstacle(tmp_path: Path) -> None:
    folder = DataFolder(path=tmp_path / ("d" * 60) / ("e" * 60) / "pasta com espaço")
    folder.path.mkdir(parents=True)

    with servers.running(folder, durable=False) as addresses:
        assert _ask(addresses["DATABASE_URL"], "SELECT 1") == [(1,)]


def test_servers_that_the_environment_names_are_used_instead(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://conecta@db/conecta")
    monkeypatch.setenv("REDIS_URL", "redis://redis/0")

    with servers.running(folder) as addresses:
        assert addresses == {}
        assert list(folder.path.iterdir()) == []
