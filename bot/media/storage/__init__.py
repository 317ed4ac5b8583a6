"""Storage for the contents of photos and files: a folder or a bucket, as `[media]` of the settings says."""

from __future__ import annotations

from bot.media.storage.base import BlobStorage, StorageError
from bot.media.storage.bucket import BucketStorage
from bot.media.storage.folder import FolderStorage
from bot.settings.schema import Media

__all__ = ["BlobStorage", "BucketStorage", "FolderStorage", "StorageError", "create_storage"]


def create_storage(media: Media) -> BlobStorage:
    """Create the storage of the settings. The folder or the bucket is not used yet; `BlobStorage.probe` checks it."""
    return BucketStorage(media) if media.s3_bucket else FolderStorage(media.folder)
