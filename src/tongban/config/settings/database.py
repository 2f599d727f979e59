"""PostgreSQL only: role *app* for everything, *owner* for migrations, *sealer* for the sequencer."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def parse_database_url(url: str) -> dict[str, Any]:
    """Django's settings for one `postgresql://user:password@host:port/name?host=/socket/dir` address."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": query.pop("port", str(parts.port or "")),
        # A prepared statement with server-side binding costs a third of a plain one; every page and act gains.
        # Compiling a statement of ours costs the server up to a second and never saves as much.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, "options": "-c jit=off", **query},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


_app = os.environ.get("DATABASE_URL", "postgresql://tongban_app:app@/tongban?host=/tmp")
_owner = os.environ.get("DATABASE_OWNER_URL", _app)
_sealer = os.environ.get("DATABASE_SEALER_URL", _app)

DATABASES = {"default": parse_database_url(_owner if os.environ.get("TONGBAN_AS") == "owner" else _app)}
DATABASE_OWNER = parse_database_url(_owner)
DATABASE_SEALER = parse_database_url(_sealer)
