"""The rights over one's own data: to see all of it, and to have it taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.audit import AuditRow
from models.broadcasts import Broadcast
from models.database import Base
from models.drafts import Draft
from models.enrolments import Enrolment, Measure
from models.events import Answer, Event, Rsvp
from models.inbox import Arrival
from models.invitations import Invitation
from models.media import Media, MediaRef
from models.outbox import Departure
from models.page import PageMedia, PageMenu, PageMessage
from models.people import Address, Consent, Person
from models.pesantren import Pesantren
from models.products import Product, ProductPhoto
