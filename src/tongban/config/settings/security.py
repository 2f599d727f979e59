"""Secrets, headers and the content security policy.

`TONGBAN_ENV=production` makes cookies and redirects strict; what a production may not start with is refused by
`tongban.config.checks`.
"""

import os

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PRODUCTION = os.environ.get("TONGBAN_ENV", "development") == "production"
# This value is public: it serves development and tests, and a production refuses to start with it.
SECRET_KEY = os.environ.get("TONGBAN_SECRET_KEY", "development-only")

_LOCAL_HOSTS = "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver"
ALLOWED_HOSTS = [host for host in os.environ.get("TONGBAN_HOSTS", _LOCAL_HOSTS).split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if PRODUCTION else []

# The issuer of another provider of identity; browsers must be let through to it from our sign-in form.
OTHER_ISSUER = os.environ.get("TONGBAN_OIDC_ISSUER", "").rstrip("/")
if PRODUCTION and OTHER_ISSUER and not OTHER_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("TONGBAN_OIDC_ISSUER must begin with https://")
_FORMS = [SELF, "/".join(OTHER_ISSUER.split("/")[:3])] if OTHER_ISSUER else [SELF]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": _FORMS,
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
# Networks of the county's own offices, by commas: a rating given from one of them is marked, since staff cannot rate.
OFFICE_NETWORKS = [one.strip() for one in os.environ.get("TONGBAN_OFFICE_NETWORKS", "").split(",") if one.strip()]
# Only behind a proxy that always sets or removes this header itself: anybody else could send it.
if os.environ.get("TONGBAN_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
