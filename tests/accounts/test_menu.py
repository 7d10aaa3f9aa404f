"""The menu shows what exists and what the person may see, and where the person is."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.urls import reverse

from conecta.accounts import menu
from conecta.accounts.models import User
from conecta.accounts.roles import Role


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.AGENT, ["Painel", "Atendimento", "Contatos", "HSM", "Canais"]),
        (Role.SUPERVISOR, ["Painel", "Atendimento", "Contatos", "Auditoria", "HSM", "Canais"]),
        (
            Role.ADMINISTRATOR,
            [
                "Painel",
                "Atendimento",
                "Contatos",
                "Auditoria",
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
    "url_name", [page.url_name for section in menu.MENU for page in section.pages]
)
def test_every_page_of_the_menu_exists(url_name: str) -> None:
    assert reverse(url_name).startswith("/")


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


def links(user: User, path: str) -> list[menu.Link]:
    return [link for group in menu.visible_to(user, path=path) for link in group.links]
