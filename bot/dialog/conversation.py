"""The stored state of one chat."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.drafts import Draft
from models.people import Address, Person


@dataclass
class Conversation:
    """The person and the open forms of one chat. `address` and `person` are None before the person has consented."""

    address: Address | None = None
    person: Person | None = None
    drafts: list[Draft] = field(default_factory=list)
    stored: dict[int, Draft] = field(default_factory=dict)
    """The drafts as they are in the database, by id."""

    def changed(self) -> list[Draft]:
        """Return the drafts that must be written to the database."""
        return [draft for draft in self.drafts if self.stored.get(draft.id) != draft]

    def dropped(self) -> list[int]:
        """Return the ids of the drafts that must be deleted from the database."""
        return list(self.stored.keys() - {draft.id for draft in self.drafts})
