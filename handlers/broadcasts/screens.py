"""Names of the buttons of broadcasts that several modules lead to. Each carries the id of a broadcast."""

from __future__ import annotations

from bot.dialog.buttons import ButtonName

PREVIEW: ButtonName[[int]] = ButtonName("broadcasts.preview")
"""The draft with all that can be done with it."""

PREVIEW_AGAIN: ButtonName[[int]] = ButtonName("broadcasts.again")
"""The same where its photo or file was just shown."""

REWRITE: ButtonName[[int]] = ButtonName("broadcasts.change")
DISCARD: ButtonName[[int]] = ButtonName("broadcasts.drop")

COPY: ButtonName[[int]] = ButtonName("broadcasts.copy")
"""A new draft like a broadcast that was sent."""

CHECK: ButtonName[[int]] = ButtonName("broadcast_decision.check")
"""The broadcast as the organiser who shall approve it sees it."""

REPORT: ButtonName[[int]] = ButtonName("broadcast_report.open_")
"""The state of the broadcast: waiting, running, or over."""

ALL_BROADCASTS: ButtonName[[]] = ButtonName("broadcast_list.all_")
"""The list of broadcasts. It carries nothing."""
