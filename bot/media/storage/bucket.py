"""Storage in a bucket of Amazon S3, or of a server with the same protocol."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.media.storage.base import StorageError
from bot.media.storage.object_store import ObjectStorage, ServerAnswerError
from bot.settings.schema import Media

if TYPE_CHECKING:
    from obstore.store import ObjectStore, S3Config

PROBE_PATH = "santribot-check"
"""Path of an empty object that `probe` writes and deletes."""

CONNECT_TIMEOUT, REQUEST_TIMEOUT, RETRY_TIMEOUT = (
    timedelta(seconds=3),
    timedelta(seconds=8),
    timedelta(seconds=2),
)
"""Limits of a connection, of a request, and of the retries of a failed request. A stop of the bot may have to wait for
the last one.
"""

TRANSIENT_CODES = {"InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown"}
"""Codes of failures that pass."""

SETTING_BY_CODE = {"InvalidAccessKeyId": "media.s3_key", "SignatureDoesNotMatch": "media.s3_secret"}
"""The setting that a code blames; for other codes it is the bucket."""


class BucketStorage(ObjectStorage):
    """Contents in a bucket. Without a key in the settings, the credentials of the machine are used."""

    def __init__(self, media: Media) -> None:
        super().__init__(self._open)
        self.media = media

    async def probe(self) -> None:
        if bool(self.media.s3_key.get_secret_value()) != bool(self.media.s3_secret.get_secret_value()):
            raise StorageError("media.s3_key and media.s3_secret belong together: one of them is missing")
        try:
            await self.run(self._try)
        except ServerAnswerError as error:
            setting = SETTING_BY_CODE.get(error.code, "media.s3_bucket")
            kind = OSError if error.code in TRANSIENT_CODES else StorageError
            raise kind(f"{setting}: {error}") from None
        except OSError:
            raise OSError("media.s3_endpoint: the server does not answer") from None

    def _try(self) -> None:
        """List, write and delete, as the bot does later."""
        next(self.store.list(chunk_size=1), None)
        self.store.put(PROBE_PATH, b"", use_multipart=False)
        self.store.delete([PROBE_PATH])

    def _open(self) -> ObjectStore:
        from obstore.store import S3Store

        return S3Store(
            self.media.s3_bucket,
            config=_config(self.media),
            client_options={
                "allow_http": self.media.s3_endpoint.startswith("http:"),
                "connect_timeout": CONNECT_TIMEOUT,
                "timeout": REQUEST_TIMEOUT,
            },
            retry_config={"max_retries": 3, "retry_timeout": RETRY_TIMEOUT},
        )


def _config(media: Media) -> S3Config:
    config: S3Config = {"region": media.s3_region}
    if media.s3_endpoint:
        config["endpoint"] = media.s3_endpoint
    if key := media.s3_key.get_secret_value():
        config["access_key_id"], config["secret_access_key"] = key, media.s3_secret.get_secret_value()
    return config
