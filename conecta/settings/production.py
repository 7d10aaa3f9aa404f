"""Production: refuses to start without its secrets, speaks HTTPS only."""

from django.core.exceptions import ImproperlyConfigured

from conecta.settings.base import *

REQUIRED = {
    "SECRET_KEY": SECRET_KEY,
    "FIELD_ENCRYPTION_KEYS": FIELD_ENCRYPTION_KEYS,
    "SUPPRESSION_KEY": SUPPRESSION_KEY,
    "AUDIT_SIGNING_KEY": AUDIT_SIGNING_KEY,
    "ALLOWED_HOSTS": ALLOWED_HOSTS,
    "DATABASE_URL": env("DATABASE_URL", default=""),
    "REDIS_URL": env("REDIS_URL", default=""),
    "WHATSAPP_APP_SECRETS": WHATSAPP_APP_SECRETS,
    "WHATSAPP_VERIFY_TOKEN": WHATSAPP_VERIFY_TOKEN,
}
missing = sorted(name for name, value in REQUIRED.items() if not value)
if missing:
    raise ImproperlyConfigured(
        f"Faltam no ambiente: {', '.join(missing)} (cada um aceita também NOME_FILE). "
        "Veja docs/operations.md."
    )

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
