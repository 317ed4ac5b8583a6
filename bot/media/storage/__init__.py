"""Where the contents of photos and files are kept: in a folder, or in a bucket, as `[media]` of the settings says."""

from __future__ import annotations

from bot.media.storage.base import BlobStorage, StorageError
from bot.media.storage.bucket import BucketStorage
from bot.media.storage.folder import FolderStorage
from bot.settings.schema import Media

__all__ = ["BlobStorage", "BucketStorage", "FolderStorage", "StorageError", "opened"]


def create_storage(media: Media) -> BlobStorage:
    """Nothing is asked of the folder or the bucket yet; `probe` does that."""
    return BucketStorage(media) if media.s3_bucket else FolderStorage(media.folder)
