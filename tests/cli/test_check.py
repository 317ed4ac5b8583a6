"""`santribot check` and `santribot db`: what is wrong, and the tables."""

from __future__ import annotations

import asyncio
import sqlite3
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli.storage_check import problem_of_contents
from bot.settings.schema import Media
from tests.cli.terminal import TOKEN, configure, santribot
from tests.support import databases


@pytest.mark.usefixtures("telegram")
def test_check_finds_nothing_wrong(folder: Path) -> None:
    configure()
    result = santribot("check")
    assert (result.exit_code, result.stdout.partition(":")[0]) == (0, "Nothing is wrong")
    assert not (folder / "santribot.db").exists()


@pytest.mark.usefixtures("telegram")
def test_check_is_content_with_what_init_made() -> None:
    santribot("init", TOKEN + "\n")
    assert santribot("check").exit_code == 0


def test_check_names_everything_that_is_wrong_with_the_settings() -> None:
    configure("[telegram]\ntokn = 1\n[page]\nport = 0\n")
    result = santribot("check")
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["telegram.tokn", "page.port"]


@pytest.mark.usefixtures("telegram")
def test_check_notices_that_others_can_read_the_token() -> None:
    configure().chmod(0o644)
    result = santribot("check")
    assert result.exit_code == 1
    assert "chmod 600 config.toml" in result.stdout


@pytest.mark.usefixtures("telegram")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[telegram]\ntoken = "1:salah"\n', "telegram.token: Telegram does not know this token"),
        (f'[telegram]\ntoken = "{TOKEN}"\napi_url = "http://nowhere"\n', "http://nowhere does not answer"),
    ],
)
def test_check_asks_telegram(text: str, said: str) -> None:
    configure(text)
    result = santribot("check")
    assert result.exit_code == 1
    assert said in result.stdout
    assert "salah" not in result.stdout


def database_problem() -> str:
    """The only thing that `check` finds wrong."""
    result = santribot("check")
    assert result.exit_code == 1
    [line] = result.stdout.splitlines()
    assert line.startswith("database.url: ")
    return line


@pytest.mark.usefixtures("telegram")
def test_check_notices_a_database_that_cannot_be_made() -> None:
    configure(f'[telegram]\ntoken = "{TOKEN}"\n[database]\nurl = "sqlite+aiosqlite:///missing/santri.db"\n')
    assert "no file can be made in missing" in database_problem()


@pytest.mark.usefixtures("telegram")
def test_check_notices_a_file_that_is_no_database(folder: Path) -> None:
    configure()
    (folder / "santribot.db").write_bytes(b"not a database" * 100)
    assert "file is not a database" in database_problem()


@pytest.mark.usefixtures("telegram")
def test_check_notices_a_database_of_a_newer_version() -> None:
    configure()
    santribot("db upgrade")
    with sqlite3.connect("santribot.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "a newer version of santribot" in database_problem()
    assert santribot("run").exit_code == 1
    assert "9999" in santribot("db upgrade").stderr


@pytest.mark.usefixtures("telegram")
def test_check_hides_the_password_of_a_database_that_is_not_reached() -> None:
    url = "postgresql+asyncpg://bot:hunter2@127.0.0.1:9/bot"
    configure(f'[telegram]\ntoken = "{TOKEN}"\n[database]\nurl = "{url}"\n')
    assert "hunter2" not in database_problem()


@pytest.mark.usefixtures("telegram")
def test_check_notices_a_place_for_photos_that_cannot_be_used(folder: Path) -> None:
    (folder / "file").touch()
    configure(f'[telegram]\ntoken = "{TOKEN}"\n[media]\nfolder = "file/photos"\n')
    result = santribot("check")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert result.stdout.startswith(f"media.folder: {folder}/file/photos cannot be used")


BUCKET = """
[media]
s3_bucket = "photos"
s3_endpoint = "http://127.0.0.1:9"
s3_key = "AKIA"
s3_secret = "hunter2"
"""


@pytest.mark.usefixtures("telegram")
def test_check_notices_a_bucket_that_is_not_reached() -> None:
    configure(f'[telegram]\ntoken = "{TOKEN}"\n{BUCKET}')
    result = santribot("check")
    assert (result.exit_code, result.stdout) == (1, "media.s3_endpoint: the server does not answer\n")


def test_a_run_waits_for_a_server_but_not_for_settings_that_are_wrong() -> None:
    bucket = Media.model_validate(tomllib.loads(BUCKET)["media"])
    assert problem_of_contents(bucket, only_wrong=True) is None
    keyless = bucket.model_copy(update={"s3_key": SecretStr("")})
    assert str(problem_of_contents(keyless, only_wrong=True)).startswith("media.s3_key and media.s3_secret")


def test_the_database_is_upgraded_once_and_stays() -> None:
    configure()
    assert santribot("db state").stdout == "new\n"
    for _again in range(2):
        assert santribot("db upgrade").exit_code == 0
        assert santribot("db state").stdout == "current\n"


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    name = asyncio.run(databases.create("postgresql"))
    yield databases.url("postgresql", name)
    asyncio.run(databases.drop("postgresql", name))


@pytest.mark.usefixtures("telegram")
def test_postgresql_is_upgraded_only_when_asked_to(postgresql_url: str) -> None:
    configure(f'[telegram]\ntoken = "{TOKEN}"\n[database]\nurl = "{postgresql_url}"\n')
    assert "bring it to this version with `santribot db upgrade`" in database_problem()
    assert santribot("run").exit_code == 1
    assert santribot("db upgrade").exit_code == 0
    assert santribot("check").exit_code == 0


@pytest.mark.usefixtures("telegram")
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            f'[telegram]\ntoken = "{TOKEN}"\napi_url = "http://10.1.2.3:8081"\n',
            "note: telegram.api_url: the token goes to 10.1.2.3 unencrypted; whoever is in that network can read it",
        ),
        (
            f'[telegram]\ntoken = "{TOKEN}"\n[media]\nfolder = "."\n',
            "note: media.folder: others on this machine can open it: chmod 700 .",
        ),
    ],
)
def test_what_is_no_problem_and_yet_to_be_known_is_said(settings: str, said: str, folder: Path) -> None:
    folder.chmod(0o755)
    configure(settings)
    result = santribot("check")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == said
