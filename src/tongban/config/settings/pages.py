"""Pages: middleware, templates, static files, languages."""

import os

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongban.agencies.pages.acting.Acting",
    "tongban.config.interface.gate.Gate",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "tongban.portal.pages.errors.RefusedPages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "tongban.portal.pages.context.page",
            ],
        },
    }
]
STATIC_URL = "/static/"
# Static files are served from the packages themselves: nothing is collected, so nothing old is left to be served.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
CSRF_FAILURE_VIEW = "tongban.portal.pages.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "tongban_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
# The public address of this installation, for what is printed: QR codes on certificates and slips.
SITE_URL = os.environ.get("TONGBAN_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
