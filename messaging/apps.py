from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"
    verbose_name = "Mensagens"

    def ready(self) -> None:
        from messaging import forgetting, person_files, receivers

        receivers.connect()
        forgetting.connect()
        person_files.connect()
