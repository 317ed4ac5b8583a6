"""A token, a key or a photo goes nowhere on the Internet unencrypted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.registry import load_settings
from bot.settings.endpoints import encrypted_or_private, plain_note
from bot.settings.errors import SettingsError

PUBLIC = (
    "http://api.telegram.org",
    "http://8.8.8.8",
    "HTTP://8.8.8.8:80/x",
    "http://[2001:4860:4860::8888]",
    "http://0.0.0.0",
    "http://127.0.0.1.example.id",
    "http://localhost.example.id",
    "http://10.0.0.1.nip.io",
)
PRIVATE = (
    "http://10.1.2.3:8081",
    "http://192.168.1.5",
    "http://172.16.0.9",
    "http://[fd00::1]:9000",
    "http://minio:9000",
    "http://bot-api.internal",
)
LOOPBACK = ("http://127.0.0.1:8081", "http://localhost:9000", "http://[::1]", "http://127.9.9.9")


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("key", ["telegram.api_url", "media.s3_endpoint"])
def test_plain_http_to_the_internet_is_refused(address: str, key: str, tmp_path: Path) -> None:
    section, name = key.split(".")
    (tmp_path / "config.toml").write_text(f'[{section}]\n{name} = "{address}"\n')
    with pytest.raises(
        SettingsError, match=rf"^{key} in .* must be .*http only on this machine or to a private"
    ):
        load_settings(tmp_path / "config.toml", {})


@pytest.mark.parametrize("address", PUBLIC)
def test_no_webhook_either(address: str, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'[telegram]\nwebhook_url = "{address}/telegram"\n')
    with pytest.raises(SettingsError, match=r"telegram\.webhook_url"):
        load_settings(tmp_path / "config.toml", {})


@pytest.mark.parametrize("address", [*PRIVATE, *LOOPBACK, "https://api.telegram.org", ""])
def test_others_are_accepted(address: str) -> None:
    assert encrypted_or_private(address) == address


def test_of_a_private_network_it_is_said() -> None:
    assert [bool(plain_note("k", address, "the token")) for address in PRIVATE] == [True] * len(PRIVATE)
    assert [plain_note("k", address, "x") for address in (*LOOPBACK, "https://a.id", "")] == [""] * 6
    said = "telegram.api_url: the token goes to 10.1.2.3 unencrypted; whoever is in that network can read it"
    assert plain_note("telegram.api_url", PRIVATE[0], "the token") == said
