"""Signing in: password and TOTP for officials, password for citizens; keys of personal data; length of a sign-in."""

import os
from datetime import timedelta

from tongban.config.settings.security import OTHER_ISSUER, PRODUCTION

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/sign-in/done/"

ACCOUNT_ADAPTER = "tongban.agencies.pages.sign_in_adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
# A sign-in ends with the browser: office computers are shared.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# The second wall against guessing from many addresses, and the only one for six-digit codes; axes below is the first.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/15m/key"}
MFA_ADAPTER = "tongban.agencies.pages.sign_in_adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Browsers give passkeys to https and to this very machine only; the library would refuse the latter too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Tongban"
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Another provider of identity (OpenID Connect) for accounts linked to it: on when its issuer is named.
OTHER_SIGN_IN = os.environ.get("TONGBAN_OIDC_NAME", "统一身份认证") if OTHER_ISSUER else ""
SOCIALACCOUNT_ADAPTER = os.environ.get("TONGBAN_OIDC_ADAPTER", "tongban.agencies.pages.other_sign_in.OtherSignIn")
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # our address takes POST only
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid"],
        "APPS": [
            {
                "provider_id": "other",
                "name": OTHER_SIGN_IN,
                "client_id": os.environ.get("TONGBAN_OIDC_CLIENT", "tongban"),
                "secret": os.environ.get("TONGBAN_OIDC_SECRET", ""),
                "settings": {"server_url": OTHER_ISSUER, "issuer": OTHER_ISSUER, "fetch_userinfo": False},
            }
        ]
        if OTHER_ISSUER
        else [],
    }
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# Name and address together: a stranger elsewhere cannot lock an official out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "tongban.agencies.pages.sign_in.locked_out"
AXES_USERNAME_FORM_FIELD = "username"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]

# Without an act for this long a sign-in ends; citizens and everybody in large print get the longer one.
SIGN_IN_IDLE = timedelta(minutes=15)
SIGN_IN_IDLE_LONG = timedelta(minutes=60)
SESSION_COOKIE_AGE = 8 * 60 * 60
# Counters of failed codes must be the same for every worker process.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "agencies_counter"}}

# How often one token of another system may ask in a minute; counted in the database for all workers together.
TOKEN_REQUESTS_A_MINUTE = int(os.environ.get("TONGBAN_TOKEN_REQUESTS", "600"))

# Keys of personal data: `id:32 bytes of base64`, the current one first; production refuses anything weaker.
TONGBAN_KEK = os.environ.get("TONGBAN_KEK", "k1:development-only")
TONGBAN_INDEX_KEY = os.environ.get("TONGBAN_INDEX_KEY", "i1:development-only")
