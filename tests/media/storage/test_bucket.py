"""Contents in a bucket, on a server that speaks S3."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

import boto3  # type: ignore[import-untyped]  # it has no types
import pytest
from moto import settings as moto
from moto.core.authorization import ActionAuthenticatorMixin
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from bot.media.garbage_collector import MIN_AGE, collect_garbage
from bot.media.library import MediaService
from bot.media.storage import BucketStorage, StorageError, create_storage
from bot.settings.schema import Media
from models.db.database import Database, utcnow
from models.media import StoredBlob
from tests.support.media_service import keep

PHOTO = b"a photo" * 50_000
DIGEST = sha256(PHOTO).hexdigest()
READ, ALL = ("s3:Get*", "s3:List*"), ("s3:*",)


class Service:
    """A server with one bucket, and one user who may do what `allow` says."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.iam, self.s3 = self._client("iam"), self._client("s3")
        self.s3.create_bucket(Bucket="photos")
        self.iam.create_user(UserName="bot")
        key = self.iam.create_access_key(UserName="bot")["AccessKey"]
        self.key, self.secret = key["AccessKeyId"], key["SecretAccessKey"]

    def _client(self, name: str) -> Any:
        keys = {"aws_access_key_id": "owner", "aws_secret_access_key": "owner"}
        return boto3.client(name, endpoint_url=self.url, region_name="us-east-1", **keys)

    def allow(self, actions: Sequence[str]) -> None:
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self.iam.put_user_policy(UserName="bot", PolicyName="bot", PolicyDocument=policy)

    def settings(self, **other: Any) -> Media:
        keys = {"s3_key": SecretStr(self.key), "s3_secret": SecretStr(self.secret)}
        return Media(**{"s3_bucket": "photos", "s3_endpoint": self.url, **keys, **other})

    def names(self) -> list[str]:
        return [entry["Key"] for entry in self.s3.list_objects_v2(Bucket="photos").get("Contents", ())]


@pytest.fixture(scope="module")
def server() -> Iterator[Service]:
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield Service(f"http://{host}:{port}")
    server.stop()


@pytest.fixture
def service(server: Service) -> Service:
    """The user may do everything."""
    server.allow(ALL)
    return server


@pytest.fixture
def strict(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The server looks at keys, and at what their user may do."""
    _ask_who_it_is(monkeypatch)
    return service


def _ask_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moto, "INITIAL_NO_AUTH_ACTION_COUNT", 0)
    monkeypatch.setattr(ActionAuthenticatorMixin, "request_count", 0)


async def test_what_was_put_is_there_once_until_it_is_deleted(service: Service) -> None:
    bucket = create_storage(service.settings())
    assert isinstance(bucket, BucketStorage)
    await bucket.probe()
    for _twice in range(2):
        assert await bucket.put(PHOTO) == StoredBlob(DIGEST, len(PHOTO))
    assert service.names() == [f"{DIGEST[:2]}/{DIGEST[2:]}"]
    assert await bucket.get(DIGEST) == PHOTO
    assert [one async for one in bucket.list_all()] == [(DIGEST, len(PHOTO))]
    for _twice in range(2):
        await bucket.delete([DIGEST])
    assert service.names() == []
    with pytest.raises(FileNotFoundError):
        await bucket.get(DIGEST)


async def test_what_nothing_names_is_swept(service: Service, sqlite: Database) -> None:
    library = MediaService(sqlite, create_storage(service.settings()))
    photo = await keep(library, PHOTO)
    for number in range(30):
        await library.contents.put(bytes([number]))
    start = utcnow() + MIN_AGE + timedelta(minutes=1)
    rounds = [
        await collect_garbage(sqlite, library.contents, start + timedelta(hours=hour)) for hour in range(16)
    ]
    assert sum(rounds) == 30
    assert await library.content(photo) == PHOTO


async def test_settings_that_are_right_are_found_so(strict: Service) -> None:
    await create_storage(strict.settings()).probe()


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"s3_bucket": "nowhere"}, "media.s3_bucket: the server answers NoSuchBucket"),
        ({"s3_key": SecretStr("AKIAWRONG")}, "media.s3_key: the server answers InvalidAccessKeyId"),
        ({"s3_secret": SecretStr("wrong")}, "media.s3_secret: the server answers SignatureDoesNotMatch"),
        ({"s3_secret": SecretStr("")}, "media.s3_key and media.s3_secret belong together"),
    ],
)
async def test_what_is_wrong_is_named(strict: Service, wrong: dict[str, Any], line: str) -> None:
    with pytest.raises(StorageError) as failure:
        await create_storage(strict.settings(**wrong)).probe()
    assert str(failure.value).startswith(line)
    assert strict.secret not in str(failure.value)


async def test_a_user_who_may_only_read_is_not_enough(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.allow(READ)
    _ask_who_it_is(monkeypatch)
    with pytest.raises(StorageError, match=r"media\.s3_bucket: the server answers AccessDenied"):
        await create_storage(service.settings()).probe()


async def test_a_server_that_is_away_is_waited_for(unused_tcp_port: int) -> None:
    settings = Media(s3_bucket="photos", s3_endpoint=f"http://127.0.0.1:{unused_tcp_port}")
    bucket = create_storage(
        settings.model_copy(update={"s3_key": SecretStr("k"), "s3_secret": SecretStr("hidden")})
    )
    with pytest.raises(OSError, match=r"^media.s3_endpoint: the server does not answer$"):
        await bucket.probe()
    with pytest.raises(OSError, match=r"^no contents now") as failure:
        await bucket.get(DIGEST)
    assert not isinstance(failure.value, FileNotFoundError)
    assert "hidden" not in str(failure.value)


async def test_a_bucket_that_was_removed_is_no_reason_to_think_that_a_content_is_gone(
    service: Service,
) -> None:
    bucket = create_storage(service.settings(s3_bucket="nowhere"))
    with pytest.raises(OSError, match="NoSuchBucket") as failure:
        await bucket.get(DIGEST)
    assert not isinstance(failure.value, FileNotFoundError)
