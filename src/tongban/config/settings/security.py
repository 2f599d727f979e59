"""Secrets, headers and the content security policy."""

import os

from csp.constants import NONE, SELF

SECRET_KEY = os.environ.get("TONGBAN_SECRET_KEY", "development-only")
ALLOWED_HOSTS = os.environ.get("TONGBAN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "img-src": [SELF], "connect-src": [SELF],
        "font-src": [SELF], "form-action": [SELF], "base-uri": [NONE], "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
