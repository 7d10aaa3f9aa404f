from django.apps import AppConfig


class HsmTemplatesConfig(AppConfig):
    name = "hsm_templates"
    verbose_name = "HSM"
