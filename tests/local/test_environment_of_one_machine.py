from stat import S_IMODE

import pytest

from conecta.local import environment
from conecta.local.environment import SECRETS, Addresses
from conecta.local.folder import DataFolder

ADDRESSES = Addresses(port=8000, sandbox_port=8090)


@pytest.fixture
def folder(folder: DataFolder) -> DataFolder:
    folder.path.mkdir()
    return folder


def test_secrets_are_made_once_and_kept(folder: DataFolder) -> None:
    first = environment.compose(folder, {}, ADDRESSES)

    second = environment.compose(folder, {}, ADDRESSES)

    assert {name: first[name] for name in SECRETS} == {name: second[name] for name in SECRETS}
    assert len({first[name] for name in SECRETS}) == len(SECRETS)


def test_secrets_are_kept_where_only_their_owner_reads(folder: DataFolder) -> None:
    environment.compose(folder, {}, ADDRESSES)

    assert S_IMODE(folder.environment.stat().st_mode) == 0o600


def test_the_environment_wins_and_is_not_written_down(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "given-from-outside")

    variables = environment.compose(folder, {}, ADDRESSES)

    assert variables["SECRET_KEY"] == "given-from-outside"
    assert "given-from-outside" not in folder.environment.read_text()


def test_commands_in_another_terminal_find_the_servers(folder: DataFolder) -> None:
    servers = {"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c", "REDIS_URL": "redis://:x=@h:2/0"}

    environment.compose(folder, servers, ADDRESSES)

    assert environment.read(folder).items() >= servers.items()


def test_both_sides_are_told_of_the_simulator(folder: DataFolder) -> None:
    variables = environment.compose(folder, {}, Addresses(port=8100, sandbox_port=8190))

    assert variables["WHATSAPP_API_URL"] == "http://127.0.0.1:8190"
    assert variables["SIMULATOR_URL"] == "http://127.0.0.1:8190/"
    assert variables["WEBHOOK_URL"] == "http://127.0.0.1:8100/webhooks/whatsapp/"
    assert (variables["PORT"], variables["SANDBOX_PORT"]) == ("8100", "8190")


def test_there_is_no_simulator_beside_meta_itself(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHATSAPP_API_URL", "https://graph.facebook.com")

    variables = environment.compose(folder, {}, ADDRESSES)

    assert not ADDRESSES.has_sandbox
    assert variables["WHATSAPP_API_URL"] == "https://graph.facebook.com"
    assert "SIMULATOR_URL" not in variables
