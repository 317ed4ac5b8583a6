"""`santribot backup` and `santribot restore`: all of a deployment's data, in one file and back."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.cli.console import CONFIG, ConfigPath, fail, run_to_end, settings_from
from bot.cli.database_check import SETTING, NoDatabaseError, open_existing, open_or_create, used_alone
from bot.cli.progress import Progress, show_progress

if TYPE_CHECKING:
    from bot.maintenance.backup.archive import Archive
    from bot.maintenance.backup.manifest import Manifest
    from bot.settings.loader import Settings

T = TypeVar("T")

Place = Annotated[
    Path, typer.Argument(metavar="PATH", help="A folder for it, or a file that there is not yet.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="What `santribot backup` made.")]

Unsealed = Annotated[
    bool,
    typer.Option("--unsealed", help="Take a file that has no seal, or another's: anybody may have made it."),
]


def backup(path: Place, config: ConfigPath = CONFIG) -> None:
    """Keep the database, photos and files in one file. The bot may run meanwhile. The settings are not in it."""
    settings, file = settings_from(config), _file(path)
    with show_progress() as progress:
        made = _explained(_save(settings, config, file, progress), "no backup was made")
    typer.echo(f"{file}: {_size(made)}")
    if made.contents.missing:
        _note(f"{made.contents.missing} photos and files that the database names are nowhere to be found")
    typer.echo(f"{config} is not in it, since the token is in there: keep that in another safe place.")
    if not settings.backup.key.get_secret_value():
        from bot.maintenance.backup.seal import KEY_FILE

        typer.echo(f"Keep {config.with_name(KEY_FILE)} there too: only with it can the backup be restored.")


def restore(file: File, config: ConfigPath = CONFIG, unsealed: Unsealed = False) -> None:
    """Bring a backup back, into the new or empty database and the new or empty folder that the settings name."""
    settings = settings_from(config)
    with show_progress() as progress:
        archive = _explained(_restore(settings, config, file, progress, unsealed), "nothing was restored")
    typer.echo(f"{file} is restored: {_size(archive.manifest)}")


async def _save(settings: Settings, config: Path, file: Path, progress: Progress) -> Manifest:
    from bot.maintenance.backup.saving import save
    from bot.maintenance.backup.seal import key_beside
    from bot.media.storage import create_storage

    now = datetime.now().astimezone()
    async with open_existing(settings.database.url, SETTING, "current", "older") as db:
        key = settings.backup.key.get_secret_value().encode() or key_beside(config)
        return await save(db, create_storage(settings.media), file, now, progress, _note, key=key)


async def _restore(
    settings: Settings, config: Path, file: Path, progress: Progress, unsealed: bool
) -> Archive:
    from bot.maintenance.backup.archive import Archive
    from bot.maintenance.backup.restoring import restore
    from bot.maintenance.backup.seal import existing_key
    from bot.media.storage import create_storage

    key = None if unsealed else settings.backup.key.get_secret_value().encode() or existing_key(config)
    archive = Archive(file, key)
    url = settings.database.url
    async with open_or_create(url, SETTING) as (db, _state):
        with used_alone(url, SETTING):
            await restore(archive, db, create_storage(settings.media), progress)
    return archive


def _explained(work: Coroutine[Any, Any, T], result: str) -> T:
    """Do the work and return its result; where it fails, end with one line that says why, and the `result` of that."""
    import sqlite3

    from bot.maintenance.backup.manifest import BackupError
    from bot.media.storage import StorageError
    from models.db.errors import DatabaseError
    from models.transfer.copy import cause
    from models.transfer.target_check import TargetNotEmptyError

    try:
        return run_to_end(work)
    except (BackupError, StorageError, NoDatabaseError, TargetNotEmptyError, sqlite3.Error) as error:
        fail(f"{result}: {error}")
    except DatabaseError as error:
        fail(f"{result}: {cause(error)}")
    except OSError as error:
        fail(f"{result}: {error.strerror or error}")


def _file(path: Path) -> Path:
    """The file to write; a second one of a day has the time in its name too."""
    if not path.is_dir():
        if path.exists():
            fail(f"{path} exists already")
        return path
    now = datetime.now().astimezone()
    file = path / f"santribot-{now:%Y-%m-%d}.tar"
    return path / f"santribot-{now:%Y-%m-%d-%H%M%S}.tar" if file.exists() else file


def _size(made: Manifest) -> str:
    rows, contents = (
        f"{made.rows} rows in {len(made.tables)} tables",
        f"{made.contents.number} photos and files",
    )
    return f"{rows}, {contents}, {(made.dump.size + made.contents.bytes) / 1e6:.1f} MB."


def _note(line: str) -> None:
    typer.echo(f"santribot: {line}", err=True)
