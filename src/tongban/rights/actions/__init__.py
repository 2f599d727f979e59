"""Asking to be corrected or erased, and answering it."""
