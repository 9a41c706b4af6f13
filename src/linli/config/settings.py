"""Django settings, read from a typed environment. Loading them needs no key, no database and writes nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import SimpleLazyObject

from linli.config.databases import database
from linli.config.environment import read_environment
from linli.config.logs import logging_settings
from linli.config.secrets import signing_key

ENVIRONMENT = read_environment()

# --- the home folder and the keys -------------------------------------------------------------------------
LINLI_HOME = ENVIRONMENT.home
LINLI_BASE_URL = ENVIRONMENT.base_url
LINLI_DATA_KEY = ENVIRONMENT.data_key
LINLI_DATA_KEY_FILE = LINLI_HOME / "data.key"
LINLI_DATA_CIPHER = ENVIRONMENT.data_cipher
SECRET_KEY: Any = ENVIRONMENT.secret_key or SimpleLazyObject(lambda: signing_key(LINLI_HOME))

# --- places on the ground (linli.common.coordinates): kept in CGCS2000, shown in this -----------------------
LINLI_SHOWN_COORDINATES = ENVIRONMENT.shown_coordinates

# --- what leaves the mask (linli.disclosure) ---------------------------------------------------------------
LINLI_REVEAL_MINUTES = ENVIRONMENT.reveal_minutes
LINLI_EXPORT_SECOND_PERSON_ROWS = ENVIRONMENT.export_second_person_rows
LINLI_EXPORT_HOURS = ENVIRONMENT.export_hours

# --- messages to people: where each channel is reached, as apprise writes it; {address} is the person's own end --
_GATES = {"wecom": "wecombot://{address}/", "dingtalk": "dingtalk://{address}/"}
LINLI_CHANNELS = {name: _GATES[name] for name in ENVIRONMENT.channels}
if ENVIRONMENT.mail_url:
    LINLI_CHANNELS["mail"] = (
        f"{ENVIRONMENT.mail_url}{'&' if '?' in ENVIRONMENT.mail_url else '?'}to={{address}}"
    )
LINLI_QUIET_HOURS = (ENVIRONMENT.quiet_from, ENVIRONMENT.quiet_until)
LINLI_DIGEST_HOUR = ENVIRONMENT.digest_hour
LINLI_PUBLIC_PHONES = dict(ENVIRONMENT.public_phones)
LINLI_EXPORTS = LINLI_HOME / "exports"  # outside the web root; files are deleted after LINLI_EXPORT_HOURS

# --- rooms ------------------------------------------------------------------------------------------------
ROOMS = (
    "common",
    "audit",
    "orgs",
    "people",
    "access",
    "workflow",
    "inbox",
    "disclosure",
    "privacy",
    "ui",
    "documents",
    "exchange",
    "notices",
    "indicators",
    "reports",
    "study",
    "facilities",
    "workforce",
    "grid",
    "participation",
    "burden",
    "academy",
    "stations",
    "mediation",
    "desk",
    "portal",
    "demo",
    "config",
)
INSTALLED_APPS = [
    *(f"linli.{room}.apps.{room.capitalize()}Config" for room in ROOMS),
    "django.contrib.contenttypes",  # asked for by auth
    "django.contrib.auth",  # password hashing and the sign-in backends
    "django.contrib.sessions",
    "django.contrib.messages",  # toasts: what was just done, carried in a signed cookie
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

# --- a request --------------------------------------------------------------------------------------------
MIDDLEWARE = [
    "linli.config.middleware.NumberMiddleware",
    "linli.config.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are compressed: Django pads compressed pages at random and masks CSRF tokens anew on each, which is
    # what the BREACH attack needs them not to do.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "linli.config.failures.FailuresMiddleware",  # after those that put headers on its answers
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "linli.access.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "linli.access.gates.GatesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "linli.ui.drafts.DraftsMiddleware",
]
ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # with debug off and on, Django keeps the parsed templates in memory
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "linli.ui.context.shell",
            ],
            "builtins": ["linli.ui.templatetags.addresses"],
        },
    }
]
APPEND_SLASH = True

# --- database, jobs, cache --------------------------------------------------------------------------------
# No ATOMIC_REQUESTS: a page that only reads must not wait for a writer. Services open their own transactions.
DATABASES = {"default": database(ENVIRONMENT.database_url, LINLI_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- accounts and sessions --------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["linli.access.backends.AccountBackend"]
LINLI_PASSWORD_LENGTH = ENVIRONMENT.password_length
LINLI_PASSWORD_CLASSES = ENVIRONMENT.password_classes
LINLI_PASSWORD_DAYS = ENVIRONMENT.password_days
LINLI_PASSWORD_HISTORY = ENVIRONMENT.password_history
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "linli.access.passwords.LongEnough"},
    {"NAME": "linli.access.passwords.Mixed"},
    {"NAME": "linli.access.passwords.NotPersonal"},
    {"NAME": "linli.access.passwords.NotCommon"},
    {"NAME": "linli.access.passwords.NotUsedBefore"},
]
LINLI_LOCK_FAILURES = ENVIRONMENT.lock_failures
LINLI_LOCK_SOURCE_FAILURES = ENVIRONMENT.lock_source_failures
LINLI_LOCK_MINUTES = ENVIRONMENT.lock_minutes
LINLI_IDLE_MINUTES = ENVIRONMENT.idle_minutes
LINLI_IDLE_MINUTES_ADMINISTRATORS = ENVIRONMENT.idle_minutes_administrators
LINLI_SESSION_HOURS = ENVIRONMENT.session_hours
LINLI_SECOND_FACTOR_ROLES = ENVIRONMENT.second_factor_roles
LINLI_SECOND_FACTOR_IN_DEMO = ENVIRONMENT.second_factor_in_demo
LINLI_SMS_BACKEND = ENVIRONMENT.sms_backend
LINLI_SMS_SIGN_IN = ENVIRONMENT.sms_sign_in
LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "/desk/"
# A session is written at sign-in and sign-out and never in between: reading a page writes nothing. How long nobody
# has asked for a page stands in a signed cookie (linli.access.sessions).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_AGE = LINLI_SESSION_HOURS * 60 * 60
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- the sign-in engine: allauth, without e-mail and without sign-up -----------------------------------------
ACCOUNT_ADAPTER = "linli.access.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "password1*",
]  # only so that allauth's own check is at peace: nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {
    "login_failed": None
}  # counted in our own table, which all processes share (access.locks)
MFA_ADAPTER = "linli.access.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "邻里"
MFA_TOTP_TOLERANCE = 1
# A browser calls http://localhost secure, and no other address without TLS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LINLI_BASE_URL.startswith("http://")
SOCIALACCOUNT_ADAPTER = "linli.access.adapters.OidcAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
LINLI_OIDC_CLAIM = ENVIRONMENT.oidc_claim
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "district",
                "name": ENVIRONMENT.oidc_name,
                "client_id": ENVIRONMENT.oidc_client_id,
                "secret": ENVIRONMENT.oidc_client_secret,
                "settings": {"server_url": ENVIRONMENT.oidc_server},
            }
        ]
        if ENVIRONMENT.oidc_server
        else [],
    }
}

# --- language and time ------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- security ---------------------------------------------------------------------------------------------
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
_TLS = LINLI_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = _TLS
CSRF_COOKIE_SECURE = _TLS
CSRF_TRUSTED_ORIGINS = [LINLI_BASE_URL]
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_SSL_REDIRECT = False  # the proxy that ends TLS also redirects; Linli itself speaks plain HTTP to it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _TLS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "linli.config.failures.csrf_failure"
_OIDC_ORIGIN = (
    "{0.scheme}://{0.netloc}".format(urlsplit(ENVIRONMENT.oidc_server)) if ENVIRONMENT.oidc_server else ""
)
# Everything comes from this server, scripts only as files: an intranet has no other, and what was typed into a
# record can never run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *([_OIDC_ORIGIN] if _OIDC_ORIGIN else [])],
        "frame-ancestors": ["'none'"],
    }
}

# --- static files and uploads -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = LINLI_HOME / "static"
MEDIA_ROOT = LINLI_HOME / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = not DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page needs our files
# A body is refused by its announced length before anything of it is read; how large one file may be and what it must
# be is told where it is asked for (linli.common.uploads). Text typed into forms: 200,000 characters, percent-encoded.
LINLI_LARGEST_BODY = 25 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

LOGGING = logging_settings(LINLI_HOME, ENVIRONMENT.process)
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for sub-domains: they belong to the district's other offices
    "security.W008",  # the proxy that ends TLS redirects, see SECURE_SSL_REDIRECT
    "security.W021",  # preloading is decided by the owner of the domain
]
if not _TLS:
    # An intranet without TLS can be served; what then cannot hold is left out, not pretended.
    SILENCED_SYSTEM_CHECKS += [
        "security.W004",  # HSTS over plain HTTP is ignored by browsers, and would lock people out once believed
        "security.W012",  # a session cookie marked secure would never be sent: nobody could sign in
        "security.W016",  # likewise the CSRF cookie: no form could be sent
    ]
