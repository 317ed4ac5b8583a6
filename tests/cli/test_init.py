"""`santribot init`: from a token to an admin."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from models import invitations
from models.db.database import Database, utcnow
from models.people import Person, Role
from tests.cli.terminal import TOKEN, configure, in_database, santribot


@pytest.mark.usefixtures("telegram")
def test_init_writes_settings_that_only_the_owner_reads(folder: Path) -> None:
    result = santribot("init", TOKEN + "\n")
    config = folder / "config.toml"
    assert result.exit_code == 0
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert f'token = "{TOKEN}"' in config.read_text()
    assert "raha_sia" not in result.output


@pytest.mark.usefixtures("telegram")
def test_init_gives_a_link_that_makes_one_person_admin() -> None:
    result = santribot("init", TOKEN + "\n")
    link = result.stdout.splitlines()[-1]
    assert link.startswith("https://t.me/OpopBot?start=admin-")
    payload = link.partition("?start=")[2]
    assert len(payload) <= 64

    async def redeem(db: Database) -> list[Role | None]:
        async with db.write() as session:
            person = Person(name="Fatimah")
            session.add(person)
            await session.flush()
            token = payload.removeprefix("admin-")
            links = [await invitations.redeem(session, token, person, utcnow()) for _again in range(2)]
            return [link.role if link else None for link in links]

    assert in_database(redeem) == [Role.ADMIN, None]


@pytest.mark.usefixtures("telegram")
def test_init_asks_again_for_a_token_that_telegram_does_not_know() -> None:
    result = santribot("init", f"1:salah\n{TOKEN}\n")
    assert result.exit_code == 0
    assert "Telegram does not know this token" in result.stderr
    assert "salah" not in result.output


@pytest.mark.usefixtures("telegram")
def test_init_writes_nothing_when_telegram_is_not_reached(folder: Path) -> None:
    result = santribot("init --api-url http://nowhere", TOKEN + "\n")
    assert result.exit_code == 1
    assert "http://nowhere does not answer" in result.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("telegram")
def test_init_remembers_another_server(folder: Path) -> None:
    santribot("init --api-url http://127.0.0.1:8081", TOKEN + "\n")
    assert 'api_url = "http://127.0.0.1:8081"' in (folder / "config.toml").read_text()


@pytest.mark.usefixtures("telegram")
def test_init_leaves_settings_that_are_there() -> None:
    config = configure()
    before = config.read_text()
    result = santribot("init", "n\n")
    assert result.exit_code == 0
    assert "start=admin-" in result.stdout
    assert config.read_text() == before


@pytest.mark.usefixtures("telegram")
def test_init_writes_settings_anew_when_asked_to() -> None:
    config = configure('[telegram]\ntoken = "1:lama"\n')
    santribot("init", f"y\n{TOKEN}\n")
    assert "lama" not in config.read_text()


@pytest.mark.usefixtures("telegram")
def test_init_leaves_nothing_behind_when_it_cannot_write(folder: Path) -> None:
    (folder / "config.toml").mkdir()
    result = santribot("init", f"y\n{TOKEN}\n")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "santribot: config.toml cannot be written: Is a directory"
    assert [path.name for path in folder.iterdir()] == ["config.toml"]
