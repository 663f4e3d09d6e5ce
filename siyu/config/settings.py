"""Django's settings, from the environment and the home folder; each is described in docs/settings.md."""

import os
from pathlib import Path

from django.utils.csp import CSP

from siyu.core.database.using import current
from siyu.core.home import folder, secret_key
from siyu.core.logs import logging_settings

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SIYU_ALLOWED_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("SIYU_ORIGINS", "").split(",") if origin]

CSRF_FAILURE_VIEW = "siyu.console.pages.errors.forged"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "siyu.core",
    "siyu.facts",
    "siyu.people",
    "siyu.ledger",
    "siyu.traffic",
    "siyu.pool",
    "siyu.commerce",
    "siyu.connectors.files",
    "siyu.console",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "siyu.console.middleware.speak_to_the_reader",
    "siyu.console.middleware.keep_the_sample_apart",
]
ROOT_URLCONF = "siyu.config.urls"
WSGI_APPLICATION = "siyu.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "siyu.console.context.frame",
            ],
            "builtins": ["siyu.console.templatetags.siyu", "siyu.console.templatetags.rooms"],
        },
    }
]

DATABASES = {"default": current().django()}
AUTH_USER_MODEL = "core.Staff"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("SIYU_HTTPS", "") == "1"
SECURE_HSTS_SECONDS = 30 * 86400 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
"""The reverse proxy that holds the certificate sends plain HTTP on to HTTPS, and neither the brand's other
subdomains nor the browsers' preload list are ours to speak for."""
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_TEMP_DIR = str(folder("uploads"))
"""What a killed console left of a half-sent file lies here too, for our eyes only, and is removed in time."""
MOST_UPLOAD = int(os.environ.get("SIYU_MOST_UPLOAD") or 2_000_000_000)
"""Bytes that the console takes at once; the command line takes files of any size."""
DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
SOURCE = Path(__file__).resolve().parents[2]
"""The folder of the source: docs and examples are read from it."""
LOGGING = logging_settings()
