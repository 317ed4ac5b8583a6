"""Number of rows in a transaction, so that nobody waits long for the one that follows it."""

from __future__ import annotations

TRANSACTION_SECONDS = 0.1
"""A transaction is to take so long: nobody waits for it much longer than twice that."""

MIN_ROWS, MAX_ROWS = 100, 100_000


class BatchSize:
    """Follows how long transactions of one kind take: at most doubled or halved after each."""

    def __init__(self, initial: int) -> None:
        self.rows = initial

    def adjust(self, took: float) -> None:
        """The last transaction, with so many rows, took these seconds."""
        factor = min(2.0, max(0.5, TRANSACTION_SECONDS / max(took, 1e-6)))
        self.rows = round(min(MAX_ROWS, max(MIN_ROWS, self.rows * factor)))
