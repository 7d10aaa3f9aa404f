from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "conecta.accounts"
    label = "accounts"
    verbose_name = "Usuários e permissões"

    def ready(self) -> None:
        from conecta.accounts import roles

        post_migrate.connect(roles.sync, dispatch_uid="accounts.roles")
