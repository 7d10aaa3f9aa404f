"""setup_check says in words what real sending lacks, and exits with 1 while anything is."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from conecta.local import readiness
from conecta.local.readiness import Finding
from tests import factories
from tests.simulator import Simulator

pytestmark = pytest.mark.django_db


def missing() -> dict[str, str]:
    return {finding.fact: finding.cure for finding in readiness.check() if finding.is_missing}


def test_an_empty_installation_is_told_what_to_do(settings: Any) -> None:
    settings.WHATSAPP_API_URL = "https://graph.facebook.com"
    settings.WHATSAPP_APP_SECRETS = []
    settings.WHATSAPP_VERIFY_TOKEN = ""

    assert list(missing().values()) == [
        "Defina WHATSAPP_APP_SECRETS.",
        "Defina WHATSAPP_VERIFY_TOKEN.",
        "Cadastre a conta, com o token, em Configurações – Canais – Contas.",
    ]


def test_an_account_without_token_is_not_asked_at_meta() -> None:
    factories.account(access_token="")

    assert "sem token de acesso" in missing()


def test_what_works_is_told_and_what_lacks_has_a_cure(simulator: Simulator) -> None:
    channel = factories.channel(receptive=True)
    factories.channel(account=channel.account, phone_number_id="999999", name="Outro")

    found = missing()

    assert set(found) == {
        f"as chamadas vão para {simulator.url}, não para a Meta",
        "o número não está na conta",
        "nenhum HSM aprovado",
    }
    assert all(found.values())


def test_only_receptive_channels_start_nothing(simulator: Simulator) -> None:
    factories.channel(receptive=True)

    assert "nenhum canal habilitado e não Receptivo" in missing()


def test_a_meta_that_does_not_answer_is_one_finding(settings: Any) -> None:
    settings.WHATSAPP_API_URL = "http://127.0.0.1:9"
    factories.channel()

    cure = missing()["a Meta não aceitou a consulta"]

    assert cure.startswith("A Meta não respondeu.")


def test_the_exit_tells_whether_anything_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [Finding(about="Conta", fact="o token vale")]
    monkeypatch.setattr(readiness, "check", lambda: whole)
    out = StringIO()

    call_command("setup_check", stdout=out)
    assert "Tudo pronto para enviar." in out.getvalue()

    whole.append(Finding(about="Conta", fact="sem token", cure="Guarde um."))
    with pytest.raises(SystemExit) as ended:
        call_command("setup_check", stdout=out)
    assert ended.value.code == 1
    assert "Guarde um." in out.getvalue()
