"""Signing in: password and TOTP for officials, password for citizens."""

import os

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

# Keys of personal data: `id:32 bytes of base64`, the current one first; production refuses anything weaker.
TONGBAN_KEK = os.environ.get("TONGBAN_KEK", "k1:development-only")
TONGBAN_INDEX_KEY = os.environ.get("TONGBAN_INDEX_KEY", "i1:development-only")
