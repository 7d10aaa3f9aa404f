from django.apps import AppConfig


class OptinConfig(AppConfig):
    name = "optin"
    verbose_name = "Opt-in"

    def ready(self) -> None:
        from audit import coverage
        from optin import coverage as ours
        from optin import exporting, receivers, retention

        receivers.connect()
        retention.connect()
        exporting.connect()
        coverage.register(ours.LEDGER)
