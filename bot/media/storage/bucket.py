"""Contents in a bucket of Amazon S3, or of a server that speaks the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.media.storage.base import StorageError
from bot.media.storage.object_store import AnsweredError, ObjectStorage
from bot.settings.schema import Media

if TYPE_CHECKING:
    from obstore.store import ObjectStore, S3Config

TRIAL = "santribot-check"
"""An empty object that is there for a moment, to see whether it can be."""

CONNECT, REQUEST, REPEAT = timedelta(seconds=3), timedelta(seconds=8), timedelta(seconds=2)
"""How long a connection and a request may take, and until when a request that failed is repeated. A stop of the bot may
have to wait for the last one.
"""

BUSY = {"InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown"}
"""What a server answers that will do it later."""

SETTINGS = {"InvalidAccessKeyId": "media.s3_key", "SignatureDoesNotMatch": "media.s3_secret"}
"""Which setting is meant by an answer; otherwise it is the bucket."""


class BucketStorage(ObjectStorage):
    """Without a key, what the machine has to identify itself with is used."""

    def __init__(self, media: Media) -> None:
        super().__init__(self._open)
        self.media = media

    async def probe(self) -> None:
        if bool(self.media.s3_key.get_secret_value()) != bool(self.media.s3_secret.get_secret_value()):
            raise StorageError("media.s3_key and media.s3_secret belong together: one of them is missing")
        try:
            await self.run(self._try)
        except AnsweredError as error:
            setting = SETTINGS.get(error.code, "media.s3_bucket")
            kind = OSError if error.code in BUSY else StorageError
            raise kind(f"{setting}: {error}") from None
        except OSError:
            raise OSError("media.s3_endpoint: the server does not answer") from None

    def _try(self) -> None:
        """List, write and delete, as the bot will have to."""
        next(self.store.list(chunk_size=1), None)
        self.store.put(TRIAL, b"", use_multipart=False)
        self.store.delete([TRIAL])

    def _open(self) -> ObjectStore:
        from obstore.store import S3Store

        return S3Store(
            self.media.s3_bucket,
            config=_config(self.media),
            client_options={
                "allow_http": self.media.s3_endpoint.startswith("http:"),
                "connect_timeout": CONNECT,
                "timeout": REQUEST,
            },
            retry_config={"max_retries": 3, "retry_timeout": REPEAT},
        )


def _config(media: Media) -> S3Config:
    config: S3Config = {"region": media.s3_region}
    if media.s3_endpoint:
        config["endpoint"] = media.s3_endpoint
    if key := media.s3_key.get_secret_value():
        config["access_key_id"], config["secret_access_key"] = key, media.s3_secret.get_secret_value()
    return config
