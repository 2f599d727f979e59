"""The worker's rounds of the line; each module is imported so that the worker finds its round."""

from tongban.hotline.jobs import grid, orders, police, topics

__all__ = ["grid", "orders", "police", "topics"]
