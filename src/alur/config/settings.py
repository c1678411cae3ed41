"""The one settings module: everything follows from `environment.VARIABLES`."""

from pathlib import Path
from urllib.parse import urlsplit

from alur.config import environment, secret

env = environment.current()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = env.home

DEBUG = False
BASE_URL = env.text("ALUR_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = BASE_URL.startswith("https://")
SECRET_KEY = secret.key(env.text("ALUR_SECRET_KEY"), home=HOME)
ALLOWED_HOSTS = [*env.words("ALUR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"), urlsplit(BASE_URL).hostname or ""]
DEMO_PASSWORD = env.text("ALUR_DEMO_PASSWORD", "alur-demo")
STAFF_MFA = env.text("ALUR_STAFF_MFA", "offer")
TRUSTED_PROXIES = env.number("ALUR_TRUSTED_PROXIES", 0)
LOG_LEVEL = env.text("ALUR_LOG_LEVEL", "INFO")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_q",
    "csp",
    "alur.base.ui",
    "alur.base.jobs",
    "alur.base.access",
    "alur.base.audit",
    # From here lowest first: projections are folded in this order.
    "alur.records",
    "alur.people",
    "alur.catalogue",
    "alur.knowledge",
    "alur.assessment",
    "alur.learning",
    "alur.credit",
    "alur.evaluation",
    "alur.insight",
    "alur.home",
]

DATABASES = {"default": environment.database(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
ROOT_URLCONF = "alur.config.urls"
WSGI_APPLICATION = "alur.config.wsgi.application"

AUTH_USER_MODEL = "access.Account"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# A job runs at most 10 minutes; one whose worker died is taken up again after 11.
Q_CLUSTER = {
    "name": "alur",
    "orm": "default",
    "workers": 1,
    "timeout": 600,
    "retry": 660,
    "max_attempts": 5,
    "ack_failures": False,
    "save_limit": 1000,
    "catch_up": False,
    "poll": 1,
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
]
