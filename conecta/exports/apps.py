from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "conecta.exports"
    label = "exports"
    verbose_name = "Exportações"
