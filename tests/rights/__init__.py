"""The rights of a person over the whole house (promise I5)."""
