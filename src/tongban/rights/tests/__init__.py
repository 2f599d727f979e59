"""Tests of the rights of a person."""
