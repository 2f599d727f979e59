"""Signing in: password and TOTP for officials, password for citizens."""

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
