"""Where the contents of photos and files are kept: in a folder, or in a bucket, as `[media]` of the settings says."""

from __future__ import annotations

from bot.contents.base import Contents, ContentsError
from bot.contents.bucket import Bucket
from bot.contents.folder import Folder
from bot.sections import Media

__all__ = ["Bucket", "Contents", "ContentsError", "Folder", "opened"]


def opened(media: Media) -> Contents:
    """Nothing is asked of the folder or the bucket yet; `probe` does that."""
    return Bucket(media) if media.s3_bucket else Folder(media.folder)
