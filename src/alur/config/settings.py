"""The one settings module: everything follows from `environment.VARIABLES`."""

from pathlib import Path
from urllib.parse import urlsplit

from alur.config import environment, mail, secret

env = environment.current()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = env.home

DEBUG = False
BASE_URL = env.text("ALUR_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = BASE_URL.startswith("https://")
SECRET_KEY = secret.key(env.text("ALUR_SECRET_KEY"), home=HOME)
ALLOWED_HOSTS = [*env.words("ALUR_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"), urlsplit(BASE_URL).hostname or ""]
AGENCY = env.text("ALUR_AGENCY")
DEMO_PASSWORD = env.text("ALUR_DEMO_PASSWORD", "alur-demo")
STAFF_MFA = env.text("ALUR_STAFF_MFA", "offer")
TRUSTED_PROXIES = env.number("ALUR_TRUSTED_PROXIES", 0)
SEARCH_MODEL = env.text("ALUR_SEARCH_MODEL")
LOGGING_CONFIG = "alur.base.lib.logs.configure"
LOGGING = {"level": env.text("ALUR_LOG_LEVEL", "INFO")}

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
    "alur.base.notify",
    # From here lowest first: projections are folded in this order.
    "alur.records",
    "alur.search",
    "alur.people",
    "alur.catalogue",
    "alur.knowledge",
    "alur.assessment",
    "alur.learning",
    "alur.credit",
    "alur.growth",
    "alur.evaluation",
    "alur.insight",
    "alur.home",
]

DATABASES = {"default": environment.database(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    # Shared by all processes: the sign-in limits are counted in it.
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Beyond it rows are thrown away, which would wash the limits out.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    # The job cluster notes its state twice a second, which nobody asks for.
    "nowhere": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "alur.config.jinja.environment"},
    }
]
DIST = PACKAGE / "base" / "ui" / "dist"
MEDIA_ROOT = environment.storage(env)
LARGEST_FILE_MB = env.number("ALUR_LARGEST_FILE_MB", 200)
FILE_UPLOAD_HANDLERS = [
    "alur.base.lib.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STATIC_URL = "/static/"
STATIC_ROOT = DIST if DIST.is_dir() else None
# Every built file has its content's hash in its name.
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[0-9A-Za-z]{8,}\.[a-z0-9.]+$"
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "bahasa"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
ROOT_URLCONF = "alur.config.urls"
WSGI_APPLICATION = "alur.config.wsgi.application"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["alur.base.access.services.sessions.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "/masuk"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk"

ACCOUNT_ADAPTER = "alur.base.access.services.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_RATE_LIMITS = {
    # A whole office comes from one address, so only the pair of address and username is held tightly.
    "login": "1200/m/ip",
    "login_failed": "5/5m/key",
    "login_by_username": "60/h/key",
    "reset_password": "3/h/key",
    "reset_password_from_key": "60/m/ip",
}
MFA_ADAPTER = "alur.base.access.services.adapter.FactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

SESSION_ENGINE = "alur.base.access.services.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "alur.base.ui.problems.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
globals().update(mail.settings(env.text("ALUR_EMAIL_URL"), home=HOME, host=urlsplit(BASE_URL).hostname or "localhost"))
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
APPEND_SLASH = False

# Retries, pauses and time limits are ours (alur.base.jobs). retry: how long a job whose worker died stays with it.
Q_CLUSTER = {
    "name": "alur",
    "orm": "default",
    "cache": "nowhere",
    "workers": 1,
    "timeout": 50,
    "retry": 60,
    "max_attempts": 0,
    "save_limit": -1,
    "catch_up": False,
    "poll": 1,
}

MIDDLEWARE = [
    "alur.base.lib.observing.ObservingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "alur.base.lib.squeezing.SqueezingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alur.base.ui.policy.policy_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "alur.base.ui.language.language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alur.base.access.views.middleware.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alur.base.ui.problems.ProblemMiddleware",
]
