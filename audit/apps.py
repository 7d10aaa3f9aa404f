from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "Auditoria"

    def ready(self) -> None:
        from audit import exporting, retention, sessions

        sessions.connect()
        retention.connect()
        exporting.connect()
