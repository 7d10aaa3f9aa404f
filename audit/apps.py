from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "Auditoria"

    def ready(self) -> None:
        from audit import archives, coverage, erasures, exporting, retention, sessions
        from audit import checks as checks  # they register themselves

        sessions.connect()
        retention.connect()
        exporting.connect()
        coverage.register(erasures.LEDGER)
        coverage.register(archives.LEDGER)
