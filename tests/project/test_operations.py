"""What the documents for those who run the bot tell them to do can be done, and what they show is what is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.channels.telegram.settings import TelegramSettings
from bot.settings.process_role import ProcessRole
from models.broadcasts.tables import Broadcast, BroadcastStatus
from models.db.database import Database
from tests.project.test_docs import labels_in
from tests.support import deployment
from tests.support.deployment import ON_DUTY, OPERATIONS, UNITS, bots, compose
from tests.support.paths import ROOT

PAGES = pytest.mark.parametrize("page", [OPERATIONS, ON_DUTY], ids=lambda path: path.name)
WORDS = OPERATIONS.read_text(encoding="utf-8")
METRICS = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")

LOG = [
    "the database cannot be used, waiting for it",
    "another program fetches this bot's messages too",
    "the webhook was removed or changed by another program",
    "a lease was taken",
    "a channel pauses",
]
"""What the page says that the log says."""


@PAGES
def test_what_people_are_told_to_say_to_the_program_is_understood(page: Path) -> None:
    said = list(deployment.calls(page))
    assert said
    for words in said:
        deployment.understood(words)


def test_every_command_for_looking_after_the_bot_is_shown() -> None:
    shown = {" ".join(words[:2]) for words in deployment.calls(OPERATIONS)}
    for command in ("db copy", "db fingerprint", "db upgrade", "dead list", "dead retry", "dead drop"):
        assert command in shown
    assert {words[0] for words in deployment.calls(OPERATIONS)} >= {"init", "check", "backup", "restore"}


@PAGES
def test_the_units_that_are_named_are_there(page: Path) -> None:
    named = set(re.findall(r"systemctl [^|&#`\n]*", page.read_text(encoding="utf-8")))
    names = {name.strip("'\"") for line in named for name in line.split() if "santribot" in name}
    assert names
    for name in names:
        name = re.sub(r"@.*", "@", name)
        assert (UNITS / name).exists() or (UNITS / f"{name}.service").exists(), name


@PAGES
def test_the_services_that_are_named_are_there(page: Path) -> None:
    lines = re.findall(
        r"docker compose (?:stop|restart|logs|up -d) ([a-z0-9 -]+)", page.read_text(encoding="utf-8")
    )
    assert lines
    assert {name for line in lines for name in line.split() if name[0] != "-"} <= set(compose()["services"])


def test_the_processes_that_are_set_up_have_a_role_and_a_port_that_caddy_knows() -> None:
    (names,) = re.findall(r"^for name in (.+); do$", WORDS, re.MULTILINE)
    (first,) = re.findall(r"^port=(\d+)$", WORDS, re.MULTILINE)
    assert {name.rpartition("-")[0] for name in names.split()} == set(ProcessRole) - {ProcessRole.ALL}
    ports = [int(first) + at for at, name in enumerate(names.split()) if name.startswith("web-")]
    assert f"BOT_UPSTREAMS={' '.join(f'127.0.0.1:{port}' for port in ports)}" in WORDS
    scraped = re.findall(r"127\.0\.0\.1:\d+", WORDS.partition("scrape_configs")[2].partition("```")[0])
    assert scraped == [f"127.0.0.1:{int(first) + at}" for at in range(len(names.split()))]


def test_the_settings_that_are_written_are_settings(tmp_path: Path) -> None:
    webhook = dict(re.findall(r"`(mode|webhook_url) = \"([^\"]+)\"`", WORDS))
    environ = {f"SANTRIBOT_TELEGRAM__{key.upper()}": value for key, value in webhook.items()}
    settings = deployment.settings_with(tmp_path, environ | {"SANTRIBOT_WEB__PORT": "8081"})
    telegram = settings.section(TelegramSettings)
    assert (telegram.mode, telegram.webhook_url) == (webhook["mode"], webhook["webhook_url"])
    assert (
        'url = "postgresql+asyncpg://santribot:$(cat secrets/postgres-password)@postgres/santribot"' in WORDS
    )
    assert compose()["services"]["postgres"]["environment"]["POSTGRES_USER"] == "postgres"


def test_the_same_user_owns_the_files_and_runs_the_container() -> None:
    from tests.support.deployment import image, of

    assert f"chown {of(image(), 'USER')[0]} secrets/config.toml backups" in WORDS


def test_the_figures_and_alerts_that_are_named_are_explained() -> None:
    assert set(re.findall(r"`(santribot_\w+)`", WORDS)) - {"santribot_outside"} <= set(
        re.findall(r"`(santribot_\w+)`", METRICS)
    )
    alerts = re.findall(r"alert: (\w+)", METRICS)
    table = WORDS.partition("| alert |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| (\w+) \|", table, re.MULTILINE) == alerts


@pytest.mark.parametrize("line", LOG)
def test_the_log_says_what_the_page_says_that_it_says(line: str) -> None:
    assert f'"{line}"' in " ".join(WORDS.split())
    sources = [file for room in ("bot", "models") for file in (ROOT / room).rglob("*.py")]
    assert any(line in file.read_text(encoding="utf-8") for file in sources)


def test_the_buttons_that_are_named_exist() -> None:
    assert labels_in(re.sub(r"```.*?```|`[^`]*`", "", WORDS, flags=re.DOTALL)) == {"Jeda"}
    assert '_("Jeda")' in (ROOT / "handlers" / "broadcasts" / "report" / "status.py").read_text(
        encoding="utf-8"
    )


@PAGES
def test_links_lead_to_parts_that_are_there(page: Path) -> None:
    for file, anchor in re.findall(r"\]\(([\w.-]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        assert anchor in deployment.anchors(page.parent / file if file else page), anchor


async def test_no_broadcast_goes_out_by_itself_after_a_restore(db: Database) -> None:
    async with db.write() as session:
        session.add_all(Broadcast(html=status.value, status=status) for status in BroadcastStatus)
    statements = re.findall(r"^ *(UPDATE broadcasts SET .*;)$", WORDS, re.MULTILINE)
    assert len(statements) == 2
    async with db.write() as session:
        for statement in statements:
            await session.execute(text(statement))
    async with db.read() as session:
        found = dict((await session.execute(select(Broadcast.html, Broadcast.status))).all())
    assert found.pop("sending") is BroadcastStatus.PAUSED
    assert found.pop("scheduled") is BroadcastStatus.DRAFT
    assert found == {status.value: status for status in BroadcastStatus if status.value in found}


def test_the_readme_leads_to_the_page_and_to_docker() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "docs/operations.md" in readme and "docs/panduan-operator.md" in readme
    assert "docker compose build && docker compose up -d" in readme
    assert set(bots()) >= {"web-1", "web-2", "worker", "sender"}
