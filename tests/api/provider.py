"""A provider of identity as others run one: OpenID Connect with code, PKCE and signed statements, over HTTP.

The protocol is oauthlib's; here are its memory, its key, and a person who always agrees.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm
from oauthlib.openid import RequestValidator, Server

KEY_ID = "k1"


@dataclass
class Memory(RequestValidator):  # type: ignore[misc]
    """What the provider knows: one client, its secret, codes not used yet, and who agrees."""

    secret: str = "a-secret-of-the-client"
    subject: str = "subject-0001"
    key: RSAPrivateKey = field(default_factory=lambda: generate_private_key(65537, 2048))
    issuer: str = ""
    lie: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, Any] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def validate_client_id(self, client_id: str, request: Any, *args: Any, **named: Any) -> bool:
        return client_id == "tongban"

    def validate_redirect_uri(self, client_id: str, redirect_uri: str, request: Any, *args: Any, **named: Any) -> bool:
        return redirect_uri.endswith("/sign-in/with/other/back/")

    def validate_response_type(self, client_id: str, response_type: str, *args: Any, **named: Any) -> bool:
        return bool(response_type == "code")

    def validate_scopes(self, client_id: str, scopes: list[str], *args: Any, **named: Any) -> bool:
        return scopes == ["openid"]

    def validate_user_match(self, *args: Any, **named: Any) -> bool:
        return True

    def is_pkce_required(self, client_id: str, request: Any) -> bool:
        return True

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Any, *args: Any, **named: Any
    ) -> None:
        asked = (request.code_challenge, request.code_challenge_method, request.redirect_uri, request.nonce)
        self.codes[code["code"]] = asked

    def authenticate_client(self, request: Any, *args: Any, **named: Any) -> bool:
        request.client = type("Client", (), {"client_id": request.client_id})
        return bool(request.client_id == "tongban" and request.client_secret == self.secret)

    def validate_grant_type(self, client_id: str, grant_type: str, *args: Any, **named: Any) -> bool:
        return bool(grant_type == "authorization_code")

    def validate_code(self, client_id: str, code: str, client: Any, request: Any, *args: Any, **named: Any) -> bool:
        if code not in self.codes:
            return False
        request.scopes, request.user = ["openid"], self.subject
        return True

    def get_code_challenge(self, code: str, request: Any) -> str:
        return str(self.codes[code][0])

    def get_code_challenge_method(self, code: str, request: Any) -> str:
        return str(self.codes[code][1])

    def confirm_redirect_uri(self, client_id: str, code: str, redirect_uri: str, *args: Any, **named: Any) -> bool:
        return bool(self.codes[code][2] == redirect_uri)

    def invalidate_authorization_code(self, client_id: str, code: str, request: Any, *args: Any, **named: Any) -> None:
        self.codes.pop(code, None)

    def get_authorization_code_scopes(self, *args: Any, **named: Any) -> list[str]:
        return ["openid"]

    def get_authorization_code_nonce(self, client_id: str, code: str, redirect_uri: str, request: Any) -> Any:
        return self.codes[code][3]

    def save_bearer_token(self, token: Any, request: Any, *args: Any, **named: Any) -> None:
        """Nothing is kept: only the statement is asked for."""

    def finalize_id_token(self, id_token: dict[str, Any], token: Any, token_handler: Any, request: Any) -> str:
        told = id_token | {"iss": self.issuer, "sub": self.subject, "exp": int(time.time()) + 300}
        told |= {"name": "陈小芳", "email": "chen@example.cn"}
        lie = {name: value for name, value in self.lie.items() if name != "key"}
        return jwt.encode(told | lie, self.lie.get("key", self.key), algorithm="RS256", headers={"kid": KEY_ID})


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def provider() -> Iterator[Memory]:
    """A running provider; its `issuer` is its address."""
    memory = Memory()
    server = Server(memory)

    def serve(environ: dict[str, Any], start: Any) -> list[bytes]:
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        size = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(size).decode()
        memory.seen.append(path)
        headers, status, said = _answered(memory, server, path, query, body)
        start(f"{status} -", list(headers.items()))
        return [said.encode()]

    http = make_server("127.0.0.1", 0, serve, handler_class=_Quiet)
    memory.issuer = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        http.shutdown()
        http.server_close()
        thread.join(60)


def _answered(memory: Memory, server: Server, path: str, query: str, body: str) -> tuple[dict[str, str], int, str]:
    # The protocol's library wants TLS, which a real provider has in front of it.
    address = f"https://provider{path}?{query}"
    if path == "/authorize":
        asked, credentials = server.validate_authorization_request(address, "GET")
        credentials |= {"user": memory.subject}
        headers, _said, status = server.create_authorization_response(
            address, "GET", scopes=asked, credentials=credentials
        )
        return headers, status, ""
    if path == "/token":
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        headers, said, status = server.create_token_response(address, "POST", body, form)
        return headers, status, said
    return {"Content-Type": "application/json"}, 200, json.dumps(_told(memory)[path])


def _told(memory: Memory) -> dict[str, Any]:
    public = json.loads(RSAAlgorithm.to_jwk(memory.key.public_key())) | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}
    return {
        "/.well-known/openid-configuration": {
            "issuer": memory.issuer,
            "authorization_endpoint": f"{memory.issuer}/authorize",
            "token_endpoint": f"{memory.issuer}/token",
            "jwks_uri": f"{memory.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        },
        "/keys": {"keys": [public]},
    }


def back(location: str) -> str:
    """Path and query of an address, for the client of the tests."""
    parts = urlsplit(location)
    assert parse_qs(parts.query)
    return f"{parts.path}?{parts.query}"
