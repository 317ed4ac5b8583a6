"""The command line: what somebody types in a terminal, and what they read there."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar, get_args

import pytest
from sqlalchemy import select
from telegram.error import InvalidToken, NetworkError
from typer.testing import CliRunner, Result

import bot.app
import bot.channels.telegram.channel
from bot.cli import app
from bot.cli.grant import RoleName
from bot.settings import Settings
from models import invitations, migrate
from models.audit import AuditRow
from models.database import Database, utcnow
from models.people import Address, Person, Role

T = TypeVar("T")
TOKEN = "123456789:AAF-raha_sia"
COMMANDS = ["run", "demo", "init", "check", "grant", "db", "db upgrade", "db state"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test starts in an empty folder, as somebody new does."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SANTRIBOT_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Telegram that knows one token, and is not always reached."""

    async def identify(token: str, api_url: str) -> str:
        if "nowhere" in api_url:
            raise NetworkError("no connection")
        if token != TOKEN:
            raise InvalidToken(f"the token {token} was rejected")
        return "OpopBot"

    monkeypatch.setattr(bot.channels.telegram.channel, "identify", identify)


def santribot(line: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, line.split(), input=typed, catch_exceptions=False)


def configure(text: str = f'[telegram]\ntoken = "{TOKEN}"\n') -> Path:
    config = Path("config.toml")
    config.write_text(text)
    config.chmod(0o600)
    return config


def in_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """What `work` finds in the database of the folder."""

    async def run() -> T:
        db = Database("sqlite+aiosqlite:///santribot.db")
        try:
            return await work(db)
        finally:
            await db.close()

    return asyncio.run(run())


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = santribot(f"{command} --help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_no_command_shows_help() -> None:
    assert "Commands" in santribot("").output


def test_the_version_is_the_package_s() -> None:
    assert santribot("--version").stdout == f"santribot {version('santribot')}\n"


def test_a_token_in_the_environment_is_not_in_the_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANTRIBOT_TELEGRAM__TOKEN", TOKEN)
    assert "raha_sia" not in santribot("run --help").output


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, bot.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "typer" in loaded
    assert not {"alembic", "babel", "pydantic_settings", "sqlalchemy", "telegram"} & set(loaded)


@pytest.mark.parametrize(
    "line", ["fly", "run --fast", "grant boss telegram:1", "demo --port 0", "grant admin 123"]
)
def test_a_wrong_command_line_is_refused(line: str) -> None:
    result = santribot(line)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


# Init


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
            return [await invitations.redeem(session, token, person, utcnow()) for _again in range(2)]

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


# Check


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


# The database


def test_the_database_is_upgraded_once_and_stays() -> None:
    configure()
    assert santribot("db state").stdout == "new\n"
    for _again in range(2):
        assert santribot("db upgrade").exit_code == 0
        assert santribot("db state").stdout == "current\n"


# Grant


@pytest.fixture
def fatimah() -> None:
    """Somebody who has written to the bot."""
    configure()

    async def register(db: Database) -> None:
        await migrate.upgrade(db)
        async with db.write() as session:
            person = Person(name="Fatimah")
            session.add(person)
            await session.flush()
            session.add(Address(person_id=person.id, channel="telegram", chat="77"))

    in_database(register)


async def role(db: Database) -> str | None:
    async with db.read() as session:
        return await session.scalar(select(Person.role))


async def audit(db: Database) -> list[tuple[int | None, str, str]]:
    async with db.read() as session:
        rows = await session.scalars(select(AuditRow))
        return [(row.actor_id, row.action, row.detail["after"]) for row in rows]


@pytest.mark.usefixtures("fatimah")
def test_grant_gives_a_role_and_writes_it_down() -> None:
    result = santribot("grant organiser telegram:77")
    assert result.stdout == "telegram:77 is now organiser.\n"
    assert in_database(role) == Role.ORGANISER
    assert in_database(audit) == [(None, "give role", "organiser")]


@pytest.mark.usefixtures("fatimah")
def test_grant_can_take_a_role_again() -> None:
    santribot("grant admin telegram:77")
    santribot("grant member telegram:77")
    assert in_database(role) == Role.MEMBER


@pytest.mark.usefixtures("fatimah")
@pytest.mark.parametrize("address", ["telegram:78", "page:77"])
def test_grant_knows_nobody_who_has_not_written(address: str) -> None:
    result = santribot(f"grant admin {address}")
    assert result.exit_code == 1
    assert "they have to write to the bot first" in result.stderr
    assert in_database(audit) == []


def test_grant_before_there_are_tables() -> None:
    configure()
    result = santribot("grant admin telegram:77")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_the_roles_are_those_of_people() -> None:
    assert list(get_args(RoleName)) == [role.value for role in Role]


# Run


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_stops_kindly(monkeypatch: pytest.MonkeyPatch, number: signal.Signals) -> None:
    configure()
    tidied = []

    async def run(_settings: Settings) -> None:
        os.kill(os.getpid(), number)
        try:
            await asyncio.Event().wait()
        finally:
            tidied.append(True)

    monkeypatch.setattr(bot.app, "run", run)
    result = santribot("run")
    assert (result.exit_code, tidied) == (0, [True])


def test_run_says_that_a_token_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    configure()

    async def run(_settings: Settings) -> None:
        raise InvalidToken("rejected")

    monkeypatch.setattr(bot.app, "run", run)
    result = santribot("run")
    assert result.exit_code == 1
    assert result.stderr.startswith("santribot: telegram.token: Telegram does not know this token")


@pytest.mark.parametrize("command", ["run", "db upgrade", "db state", "grant admin telegram:1"])
def test_wrong_settings_are_one_line_and_exit_code_2(command: str) -> None:
    configure("[telegram]\ntokn = 1\n[page]\nport = 0\n")
    result = santribot(command)
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert "did you mean telegram.token? (1 more: see `santribot check`)" in line


def test_a_file_that_others_can_read_is_warned_of() -> None:
    configure().chmod(0o644)
    assert "chmod 600 config.toml" in santribot("db state").stderr


# Demo


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser was asked to open, by a demo that is ready at once."""

    async def demo(port: int, _data: Path | None, ready: Callable[[str], None]) -> None:
        ready(f"http://127.0.0.1:{port}")

    urls: list[str] = []
    monkeypatch.setattr(bot.app, "demo", demo, raising=False)
    monkeypatch.setattr("webbrowser.open", urls.append)
    monkeypatch.setenv("DISPLAY", ":0")
    return urls


def test_the_demo_opens_a_browser(opened: list[str]) -> None:
    assert "http://127.0.0.1:9000" in santribot("demo --port 9000").stdout
    assert opened == ["http://127.0.0.1:9000"]


def test_the_demo_opens_no_browser_when_told_so(opened: list[str]) -> None:
    santribot("demo --no-open")
    assert opened == []


def test_the_demo_opens_no_browser_without_a_screen(
    opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    santribot("demo")
    assert opened == []


def test_a_port_that_is_taken_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    async def demo(port: int, _data: Path | None, _ready: Callable[[str], None]) -> None:
        raise OSError(f"port {port} is taken")

    monkeypatch.setattr(bot.app, "demo", demo, raising=False)
    result = santribot("demo")
    assert (result.exit_code, result.stderr) == (1, "santribot: port 8080 is taken\n")
