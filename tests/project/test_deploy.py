"""What an office runs the bot with fits the bot: commands, settings, addresses, and what keeps strangers out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.environment import LEAN
from bot.channels.registry import settings_class
from bot.channels.telegram.settings import TelegramSettings
from bot.runtime.watchdog import BLOCKED_SECONDS
from bot.settings.errors import variable
from bot.settings.loader import keys
from bot.settings.process_role import ProcessRole
from tests.support import deployment
from tests.support.deployment import bots, compose, image, image_variables, of, unit
from tests.support.paths import ROOT

STOP_SECONDS = 10
"""So long the bot may take to end."""

SERVICES = ["santribot.service", "santribot@.service", "santribot-backup.service"]
UNITS = pytest.mark.parametrize("name", SERVICES)
BOTS = pytest.mark.parametrize("name", sorted(bots()))


# Compose


@BOTS
def test_what_a_service_is_told_to_do_can_be_done(name: str) -> None:
    if (words := bots()[name]["command"]) != ["--help"]:
        deployment.understood(words)


@BOTS
def test_the_settings_of_a_service_are_settings(name: str, tmp_path: Path) -> None:
    environ = image_variables() | bots()[name]["environment"]
    settings = deployment.settings_with(tmp_path, environ)
    telegram = settings.section(TelegramSettings)
    assert (telegram.mode, telegram.webhook_url) == (
        "webhook",
        f"https://{deployment.HOST}/telegram",
    )
    assert settings.web.port == int(of(image(), "EXPOSE")[0])
    assert str(settings.media.folder).startswith(of(image(), "VOLUME")[0])
    assert [secret["target"] for secret in bots()[name]["secrets"]] == ["/data/config.toml"]


@BOTS
def test_a_service_may_do_nothing_but_its_work_and_has_the_time_to_end_it(name: str) -> None:
    service = bots()[name]
    assert service["read_only"] and service["cap_drop"] == ["ALL"] and service["init"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert deployment.seconds(service["stop_grace_period"]) > STOP_SECONDS
    assert {"mem_limit", "restart", "logging"} <= set(service)


def test_every_part_of_the_work_is_done() -> None:
    working = [one for one in bots().values() if one["command"][0] == "run"]
    roles = [one["command"][-1] for one in working for _ in range(one.get("deploy", {}).get("replicas", 1))]
    assert sorted(roles) == ["sender", "web", "web", "worker", "worker"]


def test_the_database_is_ready_and_of_this_version_before_the_others_start() -> None:
    services = compose()["services"]
    assert services["migrate"]["command"] == ["db", "upgrade"]
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    for name in ("web-1", "web-2", "worker", "sender"):
        assert services[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


def test_only_caddy_can_be_reached_from_outside() -> None:
    services = compose()["services"]
    assert [name for name, one in services.items() if "ports" in one] == ["caddy"]
    assert services["postgres"]["networks"] == ["database"]
    assert compose()["networks"]["database"]["internal"] is True


def test_secrets_are_files_that_are_not_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    files = {name: secret["file"] for name, secret in compose()["secrets"].items()}
    assert set(files) == {"config", "postgres-password", "postgres-admin-password"}
    assert all(file.startswith("./secrets/") for file in files.values())
    assert {"/secrets/", "/backups/", ".env"} <= set(ignored)
    assert not re.search(r"password: |PASSWORD:|TOKEN", (ROOT / "compose.yaml").read_text(encoding="utf-8"))


# Caddy


def test_caddy_passes_on_what_telegram_brings_and_nothing_else() -> None:
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    url = bots()["web-1"]["environment"]["SANTRIBOT_TELEGRAM__WEBHOOK_URL"]
    paths = re.findall(r"^\s*path (.+)$", caddyfile, re.MULTILINE)
    assert [f"https://{deployment.HOST}{path}" for path in paths] == [url]
    assert url in deployment.OPERATIONS.read_text(encoding="utf-8")
    assert re.findall(r"^\t(handle.*) \{$", caddyfile, re.MULTILINE) == ["handle @telegram", "handle"]
    assert caddyfile.count("reverse_proxy") == 1
    assert "respond 404" in caddyfile


def test_caddy_knows_where_the_web_processes_listen() -> None:
    upstreams = compose()["services"]["caddy"]["environment"]["BOT_UPSTREAMS"].split()
    webs = [name for name, one in bots().items() if one["command"] == ["run", "--role", "web"]]
    assert upstreams == [f"{name}:{image_variables()['SANTRIBOT_WEB__PORT']}" for name in webs]
    assert image_variables()["SANTRIBOT_WEB__HOST"] == "0.0.0.0"


# systemd


@UNITS
def test_what_a_unit_starts_can_be_started(name: str) -> None:
    (line,) = deployment.program_lines(name)
    for role in ProcessRole:
        deployment.understood(line.replace("${ROLE}", role).split())


@UNITS
def test_a_unit_may_do_nothing_but_its_work(name: str) -> None:
    settings = dict(unit(name))
    assert settings["User"] == settings["Group"] == "santribot"
    assert (settings["CapabilityBoundingSet"], settings["ProtectSystem"]) == ("", "strict")
    assert settings["NoNewPrivileges"] == settings["PrivateTmp"] == settings["ProtectHome"] == "true"
    assert "MemoryMax" in settings


def test_the_units_are_kept_in_by_the_same_walls() -> None:
    walls = re.compile(
        r"Protect|Private|Restrict.*(Address|Name|Real|SUID)|System|NoNew|Lock|MemoryDeny|Capab|RemoveIPC"
    )
    one, *others = [[pair for pair in unit(name) if walls.match(pair[0])] for name in SERVICES]
    assert len(one) > 20
    assert others == [one, one]


@pytest.mark.parametrize("name", SERVICES[:2])
def test_a_unit_is_started_again_and_has_the_time_to_end(name: str) -> None:
    settings = dict(unit(name))
    assert (settings["Restart"], settings["StartLimitIntervalSec"]) == ("always", "0")
    assert int(settings["TimeoutStopSec"]) > STOP_SECONDS
    assert settings["Type"] == "notify"
    assert int(settings["WatchdogSec"]) > BLOCKED_SECONDS
    assert "network-online.target" in settings["After"] and settings["Wants"] == "network-online.target"


def test_a_backup_is_made_every_night_and_kept_for_fourteen_days() -> None:
    settings, timer = dict(unit("santribot-backup.service")), dict(unit("santribot-backup.timer"))
    assert timer["OnCalendar"].startswith("*-*-* ") and timer["Persistent"] == "true"
    folder = settings["ExecStart"].split()[2]
    assert folder in settings["ReadWritePaths"].split()
    assert (
        f"find {folder} " in settings["ExecStartPost"] and "-mtime +13 -delete" in settings["ExecStartPost"]
    )


# Everywhere


def test_what_runs_for_long_runs_with_little_memory_and_commands_tell_what_they_are_for() -> None:
    services = bots()
    for one in services.values():
        assert LEAN.items() <= one["environment"].items()
    assert services["tools"]["entrypoint"] == ["env", "-u", "PYTHONOPTIMIZE", "santribot"]
    for name in SERVICES[:2]:
        told = dict(word.split("=") for word in dict(unit(name))["Environment"].split())
        assert told == dict(LEAN)


@pytest.mark.parametrize(
    "file",
    ["Dockerfile", "compose.yaml", "deploy/Caddyfile", *(f"deploy/systemd/{name}" for name in SERVICES)],
)
def test_the_variables_that_are_set_are_settings(file: str) -> None:
    named = set(re.findall(r"SANTRIBOT_\w+", (ROOT / file).read_text(encoding="utf-8")))
    assert named <= set(map(variable, keys(settings_class())))
