"""The tables of delegation."""
