"""The test-suite: real PostgreSQL and Redis, fixed keys, cheap password hashing."""

from conecta.settings.base import *

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECRET_KEY = "test-secret-key-of-the-suite-only-0123456789abcdef"
FIELD_ENCRYPTION_KEYS = ["JZyOV0mLEd1cSZm1KpvVn5H3bcq1w0F4aJ0rYc0Z8dE="]
SUPPRESSION_KEY = "test-suppression-key"
AUDIT_SIGNING_KEY = "test-audit-key"
WHATSAPP_APP_SECRETS = ["test-app-secret", "test-former-app-secret"]
WHATSAPP_VERIFY_TOKEN = "test-verify-token"
WHATSAPP_API_URL = env("WHATSAPP_API_URL", default="http://127.0.0.1:9")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
