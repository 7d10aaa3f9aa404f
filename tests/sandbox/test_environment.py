import re
from pathlib import Path

import pytest

from conecta.whatsapp.sandbox import environment
from conecta.whatsapp.sandbox.environment import RefusedNetworkError, RefusedTargetError
from tests.source import ROOT


def test_webhooks_go_to_the_local_web_server() -> None:
    settings = environment.read({"PORT": "8123", "WHATSAPP_APP_SECRETS": "novo, antigo"})

    assert settings.target.url == "http://127.0.0.1:8123/webhooks/whatsapp/"
    assert settings.app_secret == b"novo"


def test_the_port_is_8000_unless_it_is_set() -> None:
    assert environment.read({}).target.url == "http://127.0.0.1:8000/webhooks/whatsapp/"


def test_the_secrets_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "segredos"
    file.write_text("do-arquivo,antigo\n", encoding="utf-8")

    assert environment.read({"WHATSAPP_APP_SECRETS_FILE": str(file)}).app_secret == b"do-arquivo"


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:9", "127.1.2.3", "[::1]:8000"])
def test_this_machine_is_a_target(host: str) -> None:
    settings = environment.read({"WEBHOOK_URL": f"http://{host}/caminho/"})

    assert settings.target.path == "/caminho/"


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/webhooks/",
        "http://exemplo.com.br/webhooks/",
        "https://127.0.0.1/webhooks/",
        "http://127.0.0.1.exemplo.com.br/",
        "http:///webhooks/",
        "nada",
    ],
)
def test_no_other_machine_is_a_target(url: str) -> None:
    with pytest.raises(RefusedTargetError):
        environment.read({"WEBHOOK_URL": url})


@pytest.mark.parametrize(
    ("host", "is_trusted"),
    [("127.0.0.1", True), ("::1", True), ("172.18.0.1", True), ("192.168.0.9", False)],
)
def test_private_networks_may_be_trusted(host: str, is_trusted: bool) -> None:
    settings = environment.read({"SANDBOX_TRUSTED_NETWORKS": "172.16.0.0/12, 10.0.0.0/8"})

    assert settings.trusts(host) is is_trusted


def test_the_telephone_of_a_deployment_by_containers_opens_on_its_host() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    [networks] = re.findall(
        r"SANDBOX_TRUSTED_NETWORKS: \$\{SANDBOX_TRUSTED_NETWORKS:-(.+)\}", compose
    )

    settings = environment.read({"SANDBOX_TRUSTED_NETWORKS": networks})

    # Where Docker's bridges lie unless its administrator says otherwise.
    assert settings.trusts("172.17.0.1")
    assert settings.trusts("192.168.16.1")


def test_only_this_machine_is_trusted_by_itself() -> None:
    assert not environment.read({}).trusts("172.18.0.1")


@pytest.mark.parametrize("networks", ["0.0.0.0/0", "8.8.8.0/24", "todas"])
def test_strangers_are_never_trusted(networks: str) -> None:
    with pytest.raises(RefusedNetworkError):
        environment.read({"SANDBOX_TRUSTED_NETWORKS": networks})
