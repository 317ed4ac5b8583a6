"""The history of the tables, as Alembic scripts. `python -m models.migrations "add x"` writes the next."""
