from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "Auditoria"

    def ready(self) -> None:
        from audit import archives, coverage, erasures, sessions

        sessions.connect()
        coverage.register(erasures.LEDGER)
        coverage.register(archives.LEDGER)
