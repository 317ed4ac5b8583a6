"""The people of the database of version 0.1.0, by the chats that they have with the bot."""

from __future__ import annotations

BUDI, SITI, DEWI, HASAN, AHMAD, FATIMAH, YUSUF, LINA, RAHMAT = (str(4_000_001 + n) for n in range(9))
UMAR, NUR, ZAID, MARYAM, IDRIS, KHADIJAH, SALMA, BILAL, HAFSAH = (str(4_000_010 + n) for n in range(9))
STRANGER, DECLINED = "4000098", "4000099"
AISYAH = "santri"
"""On the page."""
