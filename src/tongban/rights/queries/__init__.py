"""Reading what is held about one person, what stands against erasing it, and requests."""
