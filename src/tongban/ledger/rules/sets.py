"""What an act sets while it writes governed rows by the hundred thousand. Pure."""

from typing import Final

AT_ONCE: Final = "tongban.rows_at_once"
