"""The first screen, help and language."""
