"""The menu shows what exists and what the person may see, and where the person is."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from conecta.accounts import menu
from conecta.accounts.models import User
from conecta.accounts.roles import Role

pytestmark = pytest.mark.urls("tests.accounts.menu_urls")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.AGENT, ["Painel", "Atendimento", "Contatos", "HSM", "Canais"]),
        (
            Role.SUPERVISOR,
            [
                "Painel",
                "Atendimento",
                "Contatos",
                "Auditoria",
                "Opt-in",
                "Exportações",
                "HSM",
                "Canais",
            ],
        ),
        (
            Role.ADMINISTRATOR,
            [
                "Painel",
                "Atendimento",
                "Contatos",
                "Auditoria",
                "Opt-in",
                "Exportações",
                "HSM",
                "Canais",
                "Usuários e permissões",
            ],
        ),
        (
            Role.AUDITOR,
            [
                "Painel",
                "Atendimento",
                "Contatos",
                "Auditoria",
                "Opt-in",
                "Exportações",
                "HSM",
                "Canais",
                "Usuários e permissões",
            ],
        ),
    ],
)
def test_each_role_sees_its_pages(role: Role, labels: list[str]) -> None:
    user = User.objects.create_user("pessoa@exemplo.com.br", "segredo", name="Pessoa")
    user.groups.add(Group.objects.get(name=role.label))

    assert [link.label for link in links(user, "/")] == labels


def test_who_has_no_permission_sees_nothing() -> None:
    assert menu.visible_to(AnonymousUser(), path="/") == ()


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Painel"]),
        ("/contatos/", ["Contatos"]),
        ("/contatos/5/editar/", ["Contatos"]),
        ("/configuracoes/hsm/novo/", ["HSM"]),
        ("/senha/", []),
    ],
)
def test_the_page_one_is_in_is_marked(path: str, current: list[str]) -> None:
    user = User(is_superuser=True)

    assert [link.label for link in links(user, path) if link.current] == current


@pytest.mark.urls("tests.accounts.menu_urls_without_audit")
def test_a_page_that_no_app_serves_is_left_out() -> None:
    user = User(is_superuser=True)

    labels = [link.label for link in links(user, "/")]

    assert "Auditoria" not in labels
    assert "Opt-in" in labels


def links(user: User, path: str) -> list[menu.Link]:
    return [link for group in menu.visible_to(user, path=path) for link in group.links]
