"""What every installation shares: applications, middleware, time, language."""

import os
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[4]
DATA_ROOT = Path(os.environ.get("TONGBAN_DATA", PROJECT_ROOT / ".tongban"))
DEMO = os.environ.get("TONGBAN_DEMO", "") == "1"
DEBUG = os.environ.get("TONGBAN_DEBUG", "") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "tongban.config.apps.InstallationConfig",
    "tongban.ledger",
    "tongban.agencies",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "tongban.documents",
    "tongban.reminders",
    "tongban.law",
    "tongban.powerlist",
    "tongban.delegation",
    "tongban.certificates",
    "tongban.centres",
    "tongban.exchange",
    "tongban.cases",
    "tongban.hotline",
    "tongban.supervision",
    "tongban.ratings",
    "tongban.appraisal",
    "tongban.rights",
    "tongban.portal",
    "tongban.simulation",
]

ROOT_URLCONF = "tongban.config.urls"
WSGI_APPLICATION = "tongban.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# The one upload store; names are random, nothing in it is ever served directly.
FILES_ROOT = DATA_ROOT / "files"
COUNTY = {"key": "qinghe", "zh": "青禾县", "en": "Qinghe County", "code": "990823", "prefix": "QH"}
