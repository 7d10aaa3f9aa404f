from django.apps import AppConfig


class OptinConfig(AppConfig):
    name = "optin"
    verbose_name = "Opt-in"

    def ready(self) -> None:
        from optin import receivers, retention

        receivers.connect()
        retention.connect()
