"""A new channel is one folder: settings, example, checks, commands, routes and the channel come from it."""

from __future__ import annotations

import hmac
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from pydantic import SecretStr
from typer.testing import CliRunner

import bot.channels
from bot.channels import registry
from bot.channels.http import HttpAnswer, HttpRequest, HttpRoute
from bot.channels.plugin import ChannelContext
from bot.channels.registry import create_channels, load_settings
from bot.cli import create_app, example
from bot.observability.health import Health
from bot.settings.errors import SettingsError
from bot.settings.loader import Settings
from models.db.database import Database
from tests.support.fakes import FakeChannel
from tests.support.serving import Service, served

PLUGIN = """
from typing import ClassVar

from pydantic import SecretStr

from bot.channels.plugin import (
    AccountError, ChannelCommand, ChannelOffError, ChannelPlugin, CommandGroup, InvalidCredentialsError, SetupQuestion
)
from bot.settings.fields import setting
from bot.settings.schema import Section


class DoveSettings(Section):
    section_name: ClassVar[str] = "dove"

    secret: SecretStr = setting(SecretStr(""), "a secret of the dove", "The secret: {right}.")
    home: str = setting("", "a place", "Where it comes home to.", pattern="^[A-Za-z]*$")


async def check_secret(answers):
    if answers["secret"] != "coo":
        raise InvalidCredentialsError("dove.secret: nobody knows it")


async def where(settings):
    if not settings.section(DoveSettings).secret.get_secret_value():
        raise ChannelOffError("dove.secret is missing")
    if not settings.section(DoveSettings).home:
        raise AccountError("dove.home: it never came home")
    return ["in the air"]


class DovePlugin(ChannelPlugin):
    name = "dove"
    title = "the dove"
    setup_questions = (SetupQuestion("secret", "The secret of the dove", check_secret),)

    def section(self):
        return DoveSettings

    def is_enabled(self, settings):
        return bool(settings.section(DoveSettings).secret.get_secret_value())

    def switch(self):
        return "dove.secret"

    def create(self, context):
        from tests.support.fakes import FakeChannel

        return FakeChannel(name="dove")

    def missing(self, settings):
        return {} if settings.section(DoveSettings).home else {"dove.home": ""}

    def role_problem(self, settings):
        return "a dove flies alone"

    async def check(self, settings):
        return ["dove.secret: the dove is ill"]

    async def linker(self, settings):
        return lambda payload: f"https://dove.example/{payload}"

    def commands(self):
        return [CommandGroup("dove", "Look after the dove.", [ChannelCommand("where", "Say where it is.", where)])]


PLUGIN = DovePlugin()
"""
ON = '[dove]\nsecret = "coo"\nhome = "Surabaya"\n'


@pytest.fixture
def dove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package `bot.channels.dove`, as if its folder were among the others."""
    folder = tmp_path / "channels" / "dove"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "plugin.py").write_text(PLUGIN)
    monkeypatch.setattr(bot.channels, "__path__", [*bot.channels.__path__, str(folder.parent)])
    monkeypatch.chdir(tmp_path)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    """The channels are looked for once in a process."""
    registry.plugins.cache_clear()
    registry.settings_class.cache_clear()


def config(text: str) -> Path:
    path = Path("config.toml")
    path.write_text(text)
    path.chmod(0o600)
    return path


def santribot(line: str, typed: str = "") -> Any:
    return CliRunner().invoke(
        create_app(registry.plugins()), line.split(), input=typed, catch_exceptions=False
    )


@pytest.mark.usefixtures("dove")
def test_its_settings_are_settings() -> None:
    section = {plugin.name: plugin for plugin in registry.plugins()}["dove"].section()
    settings = load_settings(config(ON), {"SANTRIBOT_DOVE__HOME": "Malang"})
    assert settings.section(section).model_dump() == {"secret": SecretStr("coo"), "home": "Malang"}
    assert "coo" not in repr(settings)
    assert tomllib.loads(example.text())["dove"] == {"secret": "", "home": ""}
    assert "# The secret: a secret of the dove.\n" in example.text()


@pytest.mark.usefixtures("dove")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[dove]\nhome = "1"\n', "dove.home in config.toml must be a place"),
        ('[dove]\nsecret = "coo"\n', "dove.home is missing in config.toml: it must be a place"),
        ("[dove]\nsecrt = 1\n", "dove.secrt in config.toml is not a setting; did you mean dove.secret?"),
    ],
)
def test_wrong_settings_of_it_are_named(text: str, line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(config(text), {})
    assert caught.value.problems == (line,)


@pytest.mark.usefixtures("dove")
def test_it_is_made_where_it_is_enabled_and_nothing_else_is() -> None:
    library: Any = SimpleNamespace()
    made = create_channels(ChannelContext(load_settings(config(ON), {}), library, {}))
    assert [(name, type(channel)) for name, channel in made.items()] == [("dove", FakeChannel)]
    assert create_channels(ChannelContext(Settings(), library, {})) == {}


@pytest.mark.usefixtures("dove")
def test_its_account_is_checked_and_it_may_refuse_to_be_shared() -> None:
    config(ON)
    result = santribot("check")
    assert (result.exit_code, result.stdout) == (1, "dove.secret: the dove is ill\n")
    config(ON + '[database]\nurl = "postgresql+asyncpg://h/d"\n')
    result = santribot("run --role worker")
    assert (result.exit_code, result.stderr) == (2, "santribot: --role worker: a dove flies alone\n")


@pytest.mark.usefixtures("dove")
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (ON, 0, "in the air\n"),
        ("[page]\nenabled = true\n", 2, "santribot: dove.secret is missing\n"),
    ],
)
def test_its_commands_are_commands(text: str, code: int, said: str) -> None:
    config(text)
    result = santribot("dove where")
    assert (result.exit_code, result.output) == (code, said)
    assert "Say where it is." in santribot("dove --help").output


@pytest.mark.usefixtures("dove")
def test_of_several_channels_init_asks_which_and_makes_a_link_for_each() -> None:
    result = santribot("init", "n\nn\nn\ny\nmoo\ncoo\n")
    assert "Shall the bot be on the dove?" in result.stdout
    assert "dove.secret: nobody knows it." in result.stderr
    assert Path("config.toml").read_text().endswith('\n\n[dove]\nsecret = "coo"\n')
    assert result.exit_code == 2
    config(ON)
    links = santribot("init", "n\n").stdout.splitlines()[-1]
    assert links.startswith("https://dove.example/admin-")


# Routes


APP_SECRET = b"shared"


async def challenge(request: HttpRequest) -> HttpAnswer:
    if request.query.get("verify") != "sesame":
        return HttpAnswer(403)
    return HttpAnswer(text=request.query["challenge"])


async def deliver(request: HttpRequest) -> HttpAnswer:
    return HttpAnswer(201, request.body.decode().upper())


def signed(headers: Any, body: bytes) -> bool:
    return hmac.compare_digest(headers.get("x-signature", ""), hmac.digest(APP_SECRET, body, "sha256").hex())


@pytest.fixture
def routes() -> list[HttpRoute]:
    """GET and POST on one path, as Meta wants it."""
    return [HttpRoute("GET", "/dove", challenge), HttpRoute("POST", "/dove", deliver, is_authentic=signed)]


async def test_a_challenge_is_answered_with_its_text(sqlite: Database, routes: list[HttpRoute]) -> None:
    async with served(Health(sqlite), *routes) as service:
        async with service.session.get(f"{service.url}/dove?verify=sesame&challenge=%3C12%3E") as answer:
            assert (answer.status, await answer.text()) == (200, "<12>")
            assert answer.headers["Content-Type"].startswith("text/plain")
        async with service.session.get(f"{service.url}/dove?verify=x&challenge=1") as answer:
            assert (answer.status, await answer.text()) == (403, "")
        assert service.told == [200, 403]


async def posts(service: Service, body: bytes, signature: str) -> tuple[int, str]:
    headers = {"X-Signature": signature}
    async with service.session.post(f"{service.url}/dove", data=body, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_a_signed_body_is_trusted_and_no_other(sqlite: Database, routes: list[HttpRoute]) -> None:
    signature = hmac.digest(APP_SECRET, b"halo", "sha256").hex()
    async with served(Health(sqlite), *routes) as service:
        assert await posts(service, b"halo", signature) == (201, "HALO")
        assert await posts(service, b"hal0", signature) == (403, "")
        assert await posts(service, b"halo", "") == (403, "")
        assert service.told == [201, 403, 403]


def test_a_route_that_would_trust_everybody_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="would trust everybody"):
        HttpRoute("POST", "/dove", deliver)


def test_the_commands_of_people_are_as_they_were() -> None:
    """`santribot webhook` comes from a plugin; people need not know."""
    command: Any = typer.main.get_command(create_app(registry.plugins()))
    assert set(command.commands["webhook"].commands) == {"show", "remove"}
    assert "--api-url" in [name for option in command.commands["init"].params for name in option.opts]
