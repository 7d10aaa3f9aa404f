"""Settings common to every way of running Conecta; each name may also come as NAME_FILE."""

from pathlib import Path

from csp.constants import NONE, SELF
from environ import FileAwareEnv

BASE_DIR = Path(__file__).resolve().parents[2]
env = FileAwareEnv()

CONECTA_DATA_DIR = Path(env("CONECTA_DATA_DIR", default=str(BASE_DIR / ".data")))

DEBUG = False
SECRET_KEY: str = env("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Secrets of our own. SUPPRESSION_KEY is never rotated: the hashes of who refused depend on it.
FIELD_ENCRYPTION_KEYS: list[str] = env.list("FIELD_ENCRYPTION_KEYS", default=[])
SUPPRESSION_KEY: str = env("SUPPRESSION_KEY", default="")
AUDIT_SIGNING_KEY: str = env("AUDIT_SIGNING_KEY", default="")
# Where the newest seal of the trail is mailed every day; nowhere when empty.
AUDIT_ANCHOR_EMAIL: str = env("AUDIT_ANCHOR_EMAIL", default="")

WHATSAPP_API_URL: str = env("WHATSAPP_API_URL", default="https://graph.facebook.com")
WHATSAPP_API_VERSION: str = env("WHATSAPP_API_VERSION", default="v26.0")
WHATSAPP_APP_SECRETS: list[str] = env.list("WHATSAPP_APP_SECRETS", default=[])
WHATSAPP_VERIFY_TOKEN: str = env("WHATSAPP_VERIFY_TOKEN", default="")
WHATSAPP_TIMEOUT: float = env.float("WHATSAPP_TIMEOUT", default=20.0)
# Only `make run` sets it: the address of the simulator's telephone page.
SIMULATOR_URL: str = env("SIMULATOR_URL", default="")

INSTALLED_APPS = [
    "conecta.accounts",
    "conecta.exports",
    "audit",
    "contacts",
    "conecta.whatsapp",
    "hsm_templates",
    "optin",
    "messaging",
    "conecta.local",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "heroicons",
    "knox",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "conecta.accounts.fragments.vary_on_htmx",
    "audit.context.AuditMiddleware",
]

ROOT_URLCONF = "conecta.urls"
WSGI_APPLICATION = "conecta.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "conecta.accounts.context_processors.environment",
            ],
        },
    }
]

DATABASES = {
    "default": env.db("DATABASE_URL", default="postgres://conecta:conecta@127.0.0.1:5432/conecta")
    | {
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode has no server-side cursors.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL: str = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "conecta:cache",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Runs end long before it: what is delivered twice finds its rows already claimed.
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # A wake-up is a hint: whoever clicked does not wait for a Redis that is not there.
    "max_retries": 0,
    "global_keyprefix": "conecta:celery:",
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "maintenance"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["conecta.accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "conecta.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
# The log-in page promises these hours to who ticks the box; who does not leaves with the browser.
ACCOUNT_SESSION_COOKIE_AGE = 12 * 60 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["conecta.accounts.permissions.ActionPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "conecta.accounts.paging.IdCursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "conecta.api.handle_exception",
    "PAGE_SIZE": 50,
}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Token", "TOKEN_TTL": None, "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "Conecta",
    "DESCRIPTION": "API de mensagens ativas, consentimento e auditoria.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "FieldKindEnum": "contacts.field_values.FieldKind",
        "OptinStatusEnum": "contacts.models.OptinStatus",
        "RateCategoryEnum": "conecta.whatsapp.prices.RateCategory",
        "TemplateCategoryEnum": "hsm_templates.models.Category",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

LANGUAGE_CODE = "pt-br"
TIME_ZONE: str = env("TIME_ZONE", default="America/Sao_Paulo")
CELERY_TIMEZONE = TIME_ZONE
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = CONECTA_DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = CONECTA_DATA_DIR / "media"
# How long things are kept, in days; see docs/operations.md before shortening any.
# Answers of repeated API calls are replayed for 24 hours, which is a promise and no setting.
RETENTION_REPLAY_DAYS = 2
RETENTION_WEBHOOK_DAYS: int = env.int("RETENTION_WEBHOOK_DAYS", default=30)
RETENTION_ACCESS_DAYS: int = env.int("RETENTION_ACCESS_DAYS", default=180)
RETENTION_CONVERSATION_DAYS: int = env.int("RETENTION_CONVERSATION_DAYS", default=730)
RETENTION_EVIDENCE_DAYS: int = env.int("RETENTION_EVIDENCE_DAYS", default=1826)

EXPORTS_ROOT = CONECTA_DATA_DIR / "exports"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
# Webhook bodies are bounded by their own view (Meta sends up to 3 MB).
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

DEFAULT_FROM_EMAIL: str = env("DEFAULT_FROM_EMAIL", default="conecta@localhost")
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
