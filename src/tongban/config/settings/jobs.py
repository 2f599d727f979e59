"""Jobs: procrastinate on the same PostgreSQL."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
