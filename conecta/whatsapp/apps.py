from django.apps import AppConfig


class WhatsAppConfig(AppConfig):
    name = "conecta.whatsapp"
    label = "whatsapp"
    verbose_name = "WhatsApp"

    def ready(self) -> None:
        from conecta.whatsapp import checks  # noqa: F401 - registers the system checks
