"""Passwords of tests are hashed once instead of a million times; whoever checks them as in operation agrees."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """The hash of operation, one round of it."""

    iterations = 1
