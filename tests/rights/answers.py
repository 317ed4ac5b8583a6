"""A complete set of answers to each form, so that it can be finished."""

from __future__ import annotations

from typing import Any

STARTS, ENDS = "2026-12-01T02:00:00+00:00", "2026-12-01T08:00:00+00:00"
PLACE = {"name": "Surabaya", "latitude": None, "longitude": None}
BUSINESS = {"turnover": 500_000, "employed": 2}

ANSWERS: dict[str, dict[str, Any]] = {
    "product": {
        "name": "Kopi Susu",
        "category": "minuman",
        "price": 5_000,
        "unit": "botol",
        "permits": [],
        "flagship": True,
    },
    "profile": {"name": "Ahmad Fauzi", "pesantren": None, "belonging": "santri"},
    "event": {"name": "Temu Bisnis", "starts": STARTS, "ends": ENDS, "place": PLACE, "seats": 20},
    "broadcast": {"content": {"html": "Halo"}},
    "broadcast_schedule": {"at": STARTS},
    "broadcast_choices": {"labels": ["Ikut", "Tidak"]},
    "broadcast_text": {"text": "Hello"},
    "broadcast_pesantren": {"pesantren": 1},
    "pesantrenpreneur": {
        "koppontren": "Koppontren Maju",
        "legal": "registered",
        "members": 12,
        "products": 3,
        "needs": ["sdm"],
        **BUSINESS,
    },
    "santripreneur": {"stage": "start_up", "turnover": 0, "social": None, "flagship": 1},
    "sosiopreneur": {"undertaking": "Kopi rakyat bersama warga", "reached": 4, **BUSINESS},
}
"""Form → field → answer as JSON."""

TARGETS = {"broadcast_text": "{row}-en"}
"""The targets of forms, where they are not the number of a row alone."""
