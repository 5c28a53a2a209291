"""One file of settings for every environment, and longer than other modules for it; what differs comes from
the environment.

Readers are strict: a value that cannot be understood stops the start. No secret is
invented here and no file is read; `script/server` prepares both for a local machine.
"""

from pathlib import Path
from urllib.parse import quote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from rss_registry.languages import localized_label
from rss_registry.shared.addresses import cache_of, replica_of, stores_of

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# Where everything lies that is not in the repository: the database, files of staff, documents.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))


def env_switch(name):
    """Off unless said; django-environ would take any word it does not know for « no »."""
    value = env.str(name, default="false").lower()
    if value not in ("true", "false"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value == "true"


# Security: https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/
DEBUG = env_switch("DEBUG")
SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(
        "SECRET_KEY must be set to a random text of at least 50 characters. "
        "script/server makes one in var/secret_key; script/manage uses it."
    )
# Keys of before, with which what they have sealed and signed still opens (rss_registry/sealing.py).
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Of the marks by which persons are counted without names (docs/decisions/0054); without it none is made.
PERSONS_KEY = env.str("PERSONS_KEY", default="")
if PERSONS_KEY and (len(PERSONS_KEY) < 50 or len(set(PERSONS_KEY)) < 5 or PERSONS_KEY == SECRET_KEY):
    raise ImproperlyConfigured(
        "PERSONS_KEY must be a random text of at least 50 characters, another one than SECRET_KEY, "
        "or not be set."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# True behind a proxy that terminates TLS and sets X-Forwarded-Proto (see docs/deploy.md).
HTTPS = env_switch("HTTPS")
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # Asked of browser makers for good: by choice only.
    SECURE_HSTS_PRELOAD = env_switch("HSTS_PRELOAD")
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A browser that has signed in before is known by it (organisations/services/delays.py).
DEVICE_COOKIE_NAME = "device"
# An hour of rest ends a session before (organisations/services/sign_ins.py).
SESSION_COOKIE_AGE = 12 * 60 * 60
if HTTPS:
    # By this beginning a browser takes them of this host alone, and over HTTPS alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    DEVICE_COOKIE_NAME = "__Host-device"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The public address that permanent references and PDF reports print.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
# True where the events are invented (script/sample): every page and every document then says so.
SAMPLE_REGISTER = env_switch("SAMPLE_REGISTER")

INSTALLED_APPS = [
    # Before django.contrib.admin, as its documentation asks.
    "modeltranslation",
    "rss_registry.admin_site.RegistryAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "django_filters",
    "import_export",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "rss_registry.apps.ProjectConfig",
    "organisations",
    "events",
    "publication",
    "website",
    "reports",
]

MIDDLEWARE = [
    # First: whatever fails after it has a number.
    "rss_registry.error_pages.RequestNumber",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "rss_registry.error_pages.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "publication.guard.PublicRequests",
]

ROOT_URLCONF = "rss_registry.urls"
WSGI_APPLICATION = "rss_registry.wsgi.application"

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
                "django.template.context_processors.i18n",
            ],
        },
    },
]

# Database: https://docs.djangoproject.com/en/5.2/ref/databases/
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{quote(str(VAR_DIR))}/registry.sqlite3")}
# Django's own backends, with work before a commit (rss_registry/databases).
DATABASES["default"]["ENGINE"] = DATABASES["default"]["ENGINE"].replace(
    "django.db.backends.", "rss_registry.databases."
)
if DATABASES["default"]["ENGINE"] == "rss_registry.databases.sqlite3":
    # Power cuts are the local failure: every commit reaches the disk (synchronous=FULL).
    # IMMEDIATE makes two writers wait for each other instead of failing as "locked", each for its turn
    # (rss_registry/databases/sqlite3/turns.py).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    }
# On PostgreSQL: the role that a connection takes while it serves a public request (see docs/deploy.md).
PUBLIC_DATABASE_ROLE = env.str("PUBLIC_DATABASE_ROLE", default="")
# A connection serves many requests; an answer from the cache costs less than opening one.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Where public requests read while it stands as the original (publication/replica.py).
DATABASES |= replica_of(env.str("REPLICA_URL", default=""), DATABASES["default"])
DATABASE_ROUTERS = ["publication.routing.PublicReading"] if "replica" in DATABASES else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A web address typed without « https:// » gets it, as from Django 6.0 on.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Public pages are kept under the version of public data (docs/decisions/0011), by each process for itself or
# by all machines together (docs/decisions/0057).
CACHES = {"default": cache_of(env.str("CACHE_URL", default=""))}
PUBLIC_DATA_VERSION = "publication.models.PublicationState.current_token"
# Of what must be made anew, for one address, by that cache; beyond it 429 (docs/decisions/0013).
REQUESTS_PER_MINUTE = {"searches": 120, "files": 120, "reports": 20, "codes": 20}
# While this file exists every page answers 503.
MAINTENANCE_FILE = VAR_DIR / "maintenance"

# Accounts: https://docs.djangoproject.com/en/5.2/topics/auth/
AUTH_USER_MODEL = "organisations.User"
# The second factor of whoever publishes, keeps lists or accounts: « demanded », or « offered ».
SECOND_FACTOR = env.str("SECOND_FACTOR", default="demanded" if HTTPS and not SAMPLE_REGISTER else "offered")
if SECOND_FACTOR not in ("demanded", "offered"):
    raise ImproperlyConfigured(f"SECOND_FACTOR must be demanded or offered, not {SECOND_FACTOR!r}.")
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "organisations.services.passwords.GuessedFirstValidator"},
]
LOGIN_URL = "admin:login"
# A form sent after a sign-in elsewhere comes back filled in.
CSRF_FAILURE_VIEW = "rss_registry.held_forms.unverified"

# Languages: https://docs.djangoproject.com/en/5.2/topics/i18n/
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("français")), ("en", _("anglais"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Africa/Bamako"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
# French is canonical, English optional with a fallback (docs/decisions/0005).
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_LANGUAGES = ("fr", "en")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fr",)
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = localized_label

# Files: https://whitenoise.readthedocs.io/en/stable/django.html
STATIC_URL = "/static/"
# Made from the program, not from the data: the same wherever these lie.
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("guide", BASE_DIR / "docs" / "guide" / "images")]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    **stores_of(env.str("STORE_URL", default="")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Where a table waits between the preview of its import and the confirmation (docs/decisions/0010).
IMPORT_ROOT = VAR_DIR / "imports"
# Where files and forms wait for the officer who sent them to come back (docs/decisions/0034).
HELD_ROOT = VAR_DIR / "held"
# Where a long document is kept once it was made in the background (docs/decisions/0017).
DOCUMENT_ROOT = VAR_DIR / "documents"
# PDF documents: what was laid out is kept here, up to a size; each one is made within
# limits of processor time and memory.
PDF_STORE_ROOT = VAR_DIR / "pdf"
PDF_STORE_MEGABYTES = env.int("PDF_STORE_MEGABYTES", default=512)
PDF_SECONDS = 30
PDF_LONG_SECONDS = 120
PDF_MEGABYTES = 1024
# A staff upload larger than this is refused before it is read.
MAX_UPLOAD_BYTES = 5 * 1024 * 1024
MAX_PHOTO_BYTES = 12 * 1024 * 1024
# The files of one form together: the server before this one takes no more (deploy/nginx.conf).
MAX_FORM_MEGABYTES = 14
# An event with a hundred headcounts has more than Django's thousand fields, and would be refused unread.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000

# Long documents: https://github.com/RealOrangeOne/django-tasks-db
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Content security: https://django-csp.readthedocs.io/en/latest/configuration.html
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# What no page needs, no script slipped into one may ask for:
# https://github.com/adamchainz/django-permissions-policy
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}

# Exchange: https://django-import-export.readthedocs.io/en/stable/installation.html
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = False  # our writer does it for every format

# Retention of attendance lists, in months after the event (law 2013-015, GDPR).
ATTENDANCE_RETENTION_MONTHS = env.int("ATTENDANCE_RETENTION_MONTHS", default=12)
# Days for which a deleted draft can be brought back, and months after which an answered proposal is erased.
DELETED_DRAFT_DAYS = env.int("DELETED_DRAFT_DAYS", default=30)
SETTLED_PROPOSAL_MONTHS = env.int("SETTLED_PROPOSAL_MONTHS", default=12)
# Share of the half-days, in percent, from which a person who signed counts as trained.
TRAINED_FROM_PERCENT = env.int("TRAINED_FROM_PERCENT", default=75)

# Who is told when something fails (rss_registry/told_by_mail.py), and by what mail server:
# https://django-environ.readthedocs.io/en/latest/types.html#environ-env-email-url
ADMINS = [("", address) for address in env.list("ADMINS", default=[])]
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
# Of a register that is only tried: mails are kept, and administrators read them (rss_registry/kept_mails.py).
KEPT_MAILS = env_switch("KEPT_MAILS")
MAIL_ROOT = VAR_DIR / "mails"
if KEPT_MAILS:
    if HTTPS and not SAMPLE_REGISTER:
        raise ImproperlyConfigured(
            "KEPT_MAILS lets administrators read the links that open accounts: not beside HTTPS=true, "
            "unless SAMPLE_REGISTER=true."
        )
    EMAIL_BACKEND = "rss_registry.kept_mails.KeptMails"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="registre@localhost")
EMAIL_SUBJECT_PREFIX = "[Registre RSS] "
# Where script/backup writes; whether it did is asked by script/doctor.
BACKUP_DIR = env.str("BACKUP_DIR", default=str(VAR_DIR / "backups"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "rss_registry.log_format.DiscreetFormatter"}},
    "filters": {"outage": {"()": "rss_registry.log_format.OutageFilter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "discreet", "filters": ["outage"]},
        "mail": {"class": "rss_registry.told_by_mail.ErrorMails", "level": "ERROR", "filters": ["outage"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # Django's own handlers would write each line twice, and mail requests with all that they hold.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "django.request": {"handlers": ["mail"]}},
}
