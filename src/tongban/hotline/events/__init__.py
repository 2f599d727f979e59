"""What the hotline writes to the ledger; each module is imported so that the catalogue knows its events."""

from tongban.hotline.events import closing, grid, mediation, orders, others, police, topics

__all__ = ["closing", "grid", "mediation", "orders", "others", "police", "topics"]
