from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "Auditoria"

    def ready(self) -> None:
        from audit import checks, exporting, retention, sessions  # noqa: F401 - checks register themselves

        sessions.connect()
        retention.connect()
        exporting.connect()
