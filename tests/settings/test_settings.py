"""Settings: what a file and the environment say, and what is said back when they are wrong."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.channels.registry import load_settings as load
from bot.channels.registry import settings_class
from bot.channels.telegram import API_URL
from bot.channels.telegram.plugin import PLUGIN, WEBHOOK_PORT
from bot.channels.telegram.settings import TelegramSettings
from bot.cli import example as example_file
from bot.i18n.messages import LANGUAGES
from bot.settings.errors import SettingsError, variable
from bot.settings.fields import EXPLAINS
from bot.settings.loader import Settings, keys, readable_by_others
from tests.support.paths import ROOT

EXAMPLE = ROOT / "config.example.toml"
TOKEN = "123456789:AAF-raha_sia"
MINIMAL = f'[telegram]\ntoken = "{TOKEN}"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(MINIMAL)
    return path


def telegram(settings: Settings) -> TelegramSettings:
    return settings.section(TelegramSettings)


def problems(path: Path, text: str | None = None, **environ: str) -> list[str]:
    """What is said about a file with this text and an environment with these variables."""
    if text is not None:
        path.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(path, environ)
    assert str(caught.value) == caught.value.problems[0]
    return list(caught.value.problems)


def test_a_token_is_all_that_is_needed(config: Path) -> None:
    settings = load(config, {})
    assert telegram(settings).token.get_secret_value() == TOKEN
    assert settings.database.url == "sqlite+aiosqlite:///santribot.db"


def test_the_environment_wins_over_the_file(config: Path) -> None:
    config.write_text(MINIMAL + '[bot]\nname = "Dari berkas"\nlanguage = "en"\n')
    settings = load(config, {"SANTRIBOT_BOT__NAME": "Dari lingkungan", "PATH": "/bin"})
    assert settings.bot.name == "Dari lingkungan"
    assert settings.bot.language == "en"


def test_the_environment_alone_is_enough(config: Path) -> None:
    config.write_text("")
    settings = load(config, {"SANTRIBOT_TELEGRAM__TOKEN": TOKEN, "SANTRIBOT_TELEGRAM__CHAT_BURST": "5"})
    assert telegram(settings).chat_burst == 5


def test_a_list_in_the_environment_has_commas(config: Path) -> None:
    settings = load(config, {"SANTRIBOT_BOT__ADMINS": "telegram:123, page:admin"})
    assert settings.bot.admins == ["telegram:123", "page:admin"]


def test_the_real_environment_is_not_looked_at(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANTRIBOT_BOT__NAME", "Dari luar")
    assert load(config, {}).bot.name != "Dari luar"
    assert Settings().bot.name != "Dari luar"


def test_every_setting_can_come_from_the_environment(config: Path) -> None:
    for key, field in keys(settings_class()).items():
        value = field.default
        text = (
            value.get_secret_value() or f"{TOKEN}-and-long-enough"
            if isinstance(value, SecretStr)
            else str(value)
        )
        load(config, {variable(key): "telegram:1" if key == "bot.admins" else text})


def test_a_page_needs_no_token(config: Path) -> None:
    config.write_text("[page]\nenabled = true\n")
    assert not telegram(load(config, {})).enabled


# What is wrong


def test_a_missing_file(tmp_path: Path) -> None:
    [line] = problems(tmp_path / "nowhere.toml")
    assert "nowhere.toml does not exist" in line
    assert "santribot init" in line


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    [line] = problems(tmp_path)
    assert "cannot be read: Is a directory" in line


def test_broken_toml_names_the_line(config: Path) -> None:
    [line] = problems(config, f'[telegram]\ntoken = "{TOKEN}\n')
    assert "line 2" in line
    assert "raha_sia" not in line


def test_a_file_that_is_no_text(config: Path) -> None:
    config.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in problems(config)[0]


@pytest.mark.parametrize("text", ["", '[telegram]\ntoken = ""\n', "[page]\nenabled = false\n"])
def test_a_missing_token(config: Path, text: str) -> None:
    [line] = problems(config, text)
    assert line.startswith("telegram.token is missing")
    assert "@BotFather" in line


@pytest.mark.parametrize(
    ("text", "key", "right"),
    [
        ("[bot]\nlanguage = 'fr'", "bot.language", '"id", "en" or "jv"'),
        ("[bot]\nname = ''", "bot.name", "1 to 64 characters"),
        ("[bot]\nname = 7", "bot.name", "1 to 64 characters"),
        ("[bot]\nadmins = ['123']", "bot.admins", "telegram:123456789"),
        ("[bot]\nadmins = [123]", "bot.admins", "telegram:123456789"),
        ("[targets]\nkoppontren = -1", "targets.koppontren", "a whole number"),
        ("[targets]\nkoppontren = 1.5", "targets.koppontren", "a whole number"),
        ("[database]\nurl = 'santribot.db'", "database.url", "sqlite+aiosqlite:///FILE"),
        ("[database]\nurl = 'sqlite+aiosqlite:///:memory:'", "database.url", "sqlite+aiosqlite:///FILE"),
        ("[telegram]\ntoken = 'abc'", "telegram.token", "@BotFather"),
        ("[telegram]\ntoken = 123", "telegram.token", "@BotFather"),
        ("[telegram]\napi_url = 'api.telegram.org'", "telegram.api_url", "https://api.telegram.org"),
        ("[telegram]\nmessages_per_second = 0", "telegram.messages_per_second", "a number up to 10000"),
        ("[telegram]\nmessages_per_second = nan", "telegram.messages_per_second", "a number up to 10000"),
        ("[telegram]\nmessages_per_second = true", "telegram.messages_per_second", "a number up to 10000"),
        ("[telegram]\nchat_burst = 'three'", "telegram.chat_burst", "from 1 to 100"),
        ("[telegram]\npaid_broadcast = 'maybe'", "telegram.paid_broadcast", "true or false"),
        ("[telegram]\nmode = 'push'", "telegram.mode", '"polling" or "webhook"'),
        ("[telegram]\nwebhook_url = 'http://bot.example.id/t'", "telegram.webhook_url", "https://"),
        ("[telegram]\nwebhook_url = 'http://localhost.example/t'", "telegram.webhook_url", "https://"),
        ("[telegram]\nwebhook_url = 'https://bot.example.id/t/'", "telegram.webhook_url", "https://"),
        ("[telegram]\nwebhook_url = 'https://a:b@bot.example.id'", "telegram.webhook_url", "https://"),
        ("[telegram]\nwebhook_url = 'https://bot.example.id/t?x=1'", "telegram.webhook_url", "https://"),
        ("[telegram]\nwebhook_url = 'https://bot.example.id/{t}'", "telegram.webhook_url", "https://"),
        ("[web]\nport = 70000", "web.port", "from 1 to 65535"),
        ("[web]\nhost = ''", "web.host", 'like "127.0.0.1"'),
        ("[broadcasts]\nquiet_from = '20:30'", "broadcasts.quiet_from", 'like "20.30"'),
        ("[broadcasts]\nquiet_to = '24.00'", "broadcasts.quiet_to", "an hour of the day"),
        ("[broadcasts]\nquiet_to = 5.00", "broadcasts.quiet_to", "an hour of the day"),
        ("[broadcasts]\napproval_above = -1", "broadcasts.approval_above", "0 for no approval"),
        ("[page]\nhost = '0.0.0.0'", "page.host", "127.0.0.1"),
        ("[page]\nport = 70000", "page.port", "from 1 to 65535"),
        ("[page]\nenabled = 'maybe'", "page.enabled", "true or false"),
        ("page = 1", "page", "must be a section, [page]"),
    ],
)
def test_a_wrong_value_names_its_key_and_what_is_right(config: Path, text: str, key: str, right: str) -> None:
    [line] = problems(config, text)
    assert line.startswith(f"{key} in {config} must be ")
    assert right in line


URL = 'webhook_url = "https://bot.example.id/telegram"\n'


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ("", ["telegram.webhook_url", "web.port"]),
        (URL, ["web.port"]),
        ("[web]\nport = 8081\n", ["telegram.webhook_url"]),
    ],
)
def test_a_webhook_needs_an_address_and_a_port(config: Path, more: str, missing: list[str]) -> None:
    lines = problems(config, f'{MINIMAL}mode = "webhook"\n{more}')
    assert [line.partition(" is missing in ")[0] for line in lines] == missing


def with_webhook(config: Path, url: str, server: str) -> Settings:
    webhook = f'mode = "webhook"\nwebhook_url = "{url}"\napi_url = "{server}"\n'
    config.write_text(f"{MINIMAL}{webhook}[web]\nport = 8081\n")
    return load(config, {})


@pytest.mark.parametrize(
    ("url", "server", "right"),
    [
        ("https://bot.example.id/t", API_URL, True),
        ("https://bot.example.id:8443/t", API_URL, True),
        ("https://bot.example.id:88/t", API_URL, True),
        ("https://bot.example.id:8080/t", API_URL, False),
        ("https://bot.example.id:99999/t", API_URL, False),
        ("https://bot.example.id:8080/t", "http://127.0.0.1:8081", True),
    ],
)
async def test_the_webhook_is_on_a_port_to_which_telegram_brings_messages(
    config: Path, monkeypatch: pytest.MonkeyPatch, url: str, server: str, right: bool
) -> None:
    async def username_of(_telegram: TelegramSettings) -> str:
        return "santri_uji_bot"

    monkeypatch.setattr("bot.channels.telegram.account.username_of", username_of)
    said = await PLUGIN.check(with_webhook(config, url, server))
    assert list(said) == ([] if right else [WEBHOOK_PORT])


@pytest.mark.parametrize(
    "url", ["https://bot.example.id", "https://bot.example.id:8443/a/b", "http://127.0.0.1:81/t"]
)
def test_messages_are_brought_where_the_settings_say(config: Path, url: str) -> None:
    address = f'webhook_url = "{url}"\n'
    config.write_text(f'{MINIMAL}mode = "webhook"\n{address}[web]\nport = 8081\n')
    assert telegram(load(config, {})).active_webhook_url == url
    config.write_text(f"{MINIMAL}{address}")
    assert telegram(load(config, {})).active_webhook_url == ""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[telegram]\ntokn = 'x'", "telegram.token"),
        ("[telegram]\nurl = 'x'", "telegram.api_url"),
        ("[telegram]\nadmins = []", "bot.admins"),
        ("token = 'x'", "telegram.token"),
        ("[telegrm]\n", "telegram"),
        ("[bot]\ncompletely_else = 1", "config.example.toml has them all"),
    ],
)
def test_an_unknown_key_is_named_with_what_was_meant(config: Path, text: str, meant: str) -> None:
    [line] = problems(config, text)
    assert "is not a setting" in line
    assert meant in line


def test_a_wrong_variable_is_named(config: Path) -> None:
    assert problems(config, SANTRIBOT_PAGE__PORT="many") == [
        "SANTRIBOT_PAGE__PORT must be a whole number from 1 to 65535"
    ]


@pytest.mark.parametrize("name", ["SANTRIBOT_TELEGRAM__TOKN", "SANTRIBOT_TOKEN", "SANTRIBOT_TELEGRAM_TOKEN"])
def test_an_unknown_variable_is_named_with_what_was_meant(config: Path, name: str) -> None:
    assert problems(config, **{name: "x"}) == [
        f"{name} is not a setting; did you mean SANTRIBOT_TELEGRAM__TOKEN?"
    ]


def test_everything_wrong_is_found_at_once(config: Path) -> None:
    lines = problems(
        config, "[page]\nport = 0\n[bot]\nnam = 'x'\n", SANTRIBOT_X="1", SANTRIBOT_BOT__LANGUAGE="fr"
    )
    assert len(lines) == 4


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(map(variable, keys(settings_class())))), st.text(), min_size=1))
def test_any_environment_is_taken_or_refused_in_one_line(environ: dict[str, str]) -> None:
    said = ""
    try:
        load(EXAMPLE, environ)
    except SettingsError as error:
        said = str(error)
    assert "\n" not in said


# Secrets


def test_a_token_is_never_shown(config: Path) -> None:
    settings = load(config, {"SANTRIBOT_DATABASE__URL": "postgresql+asyncpg://bot:hunter2@localhost/bot"})
    for shown in (repr(settings), str(settings), repr(telegram(settings)), str(settings.model_dump())):
        assert "raha_sia" not in shown
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize("text", [f"[telegram]\ntoken = '{TOKEN} '", f"token = '{TOKEN}'"])
def test_a_token_in_the_wrong_place_is_not_repeated(config: Path, text: str) -> None:
    config.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load(config, {})
    assert "raha_sia" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_file_that_others_can_read_is_noticed(config: Path) -> None:
    config.chmod(0o640)
    assert readable_by_others(config)
    config.chmod(0o600)
    assert not readable_by_others(config)


# The example


def test_the_example_is_what_the_settings_make_of_it() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == example_file.text(), "run python -m bot.cli.example"


def test_the_limits_of_a_number_are_told_from_its_field_alone() -> None:
    """A number that is written twice is wrong in one place one day."""
    for key, field in keys(settings_class()).items():
        if field.annotation in (int, float):
            assert isinstance(field.json_schema_extra, dict)
            assert "{right}" in str(field.json_schema_extra[EXPLAINS]), key


def example() -> dict[str, Any]:
    sections = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    return {f"{section}.{key}": value for section, table in sections.items() for key, value in table.items()}


def test_the_example_has_every_setting_and_no_other() -> None:
    assert set(example()) == set(keys(settings_class()))


def test_the_example_shows_the_real_defaults() -> None:
    plain = settings_class()().model_dump()
    shown = {key: plain[key.partition(".")[0]][key.partition(".")[2]] for key in keys(settings_class())}
    assert example() == {key: _as_in_a_file(value) for key, value in shown.items()}


def test_the_example_explains_every_setting() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if re.match(r"\w+ =", line):
            assert before.startswith("# "), line


def test_the_example_names_every_language() -> None:
    comment = EXAMPLE.read_text(encoding="utf-8").partition("language =")[0].rpartition("\nadmins =")[2]
    assert all(f'"{code}"' in comment for code in LANGUAGES)


def test_telegram_is_used_once_there_is_a_token() -> None:
    assert TelegramSettings(token=SecretStr(TOKEN)).enabled
    assert not TelegramSettings().enabled


def _as_in_a_file(value: object) -> object:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return str(value) if isinstance(value, Path) else value
