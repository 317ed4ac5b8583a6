"""Checks that contents of photos and files can be kept where the settings say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings.schema import Media


def problem_of_contents(media: Media, *, only_wrong: bool = False) -> str | None:
    """The reason why contents could not be kept; None where they can. Nothing that stays is made.

    `only_wrong`: that a server cannot be reached just now is no problem; the bot waits for it.
    """
    from bot.media.storage import StorageError, create_storage

    try:
        asyncio.run(create_storage(media).probe())
    except StorageError as error:
        return str(error)
    except OSError as error:
        return None if only_wrong else str(error)
    return None
