"""Every page that the menu names, whichever app serves it."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def app(name: str, *patterns: URLPattern) -> tuple[list[URLPattern], str]:
    return ([*patterns], name)


urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "",
        include(
            app(
                "messaging",
                path("", page, name="dashboard"),
                path("atendimento/", page, name="inbox"),
                path("relatorios/optin/", page, name="optin_report"),
            )
        ),
    ),
    path("contatos/", include(app("contacts", path("", page, name="list")))),
    path("configuracoes/hsm/", include(app("hsm_templates", path("", page, name="list")))),
    path("configuracoes/canais/", include(app("whatsapp", path("", page, name="channels")))),
    path("configuracoes/usuarios/", include(app("accounts", path("", page, name="users")))),
    path("relatorios/auditoria/", include(app("audit", path("", page, name="list")))),
    path("relatorios/exportacoes/", include(app("exports", path("", page, name="list")))),
]
