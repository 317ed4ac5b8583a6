"""`santribot dead`: what could not be handled or sent, tried again or dropped. Texts of people are never shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.cli.console import CONFIG, ConfigPath, fail, run_to_end, settings_from
from bot.cli.database_check import SETTING, NoDatabaseError, open_existing
from bot.cli.progress import table

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.audit import AuditAction
    from models.queue.dead_letters import DeadLetter

T = TypeVar("T")
Work = Callable[["AsyncSession"], Coroutine[Any, Any, T]]

dead = typer.Typer(
    name="dead", help="Look after what could not be handled, and what was refused.", no_args_is_help=True
)

ALL = "all"
IDS = Annotated[list[str], typer.Argument(metavar="ID...", help='As "list" shows them, or "all".')]

CAME = {
    "press": "button",
    "picture": "photo",
    "attachment": "file",
    "contact": "contact",
    "point": "place",
    "left": "blocked or came back",
    "text": "text",
}
"""Names for messages that came in, by the first of these parts that one has."""

WENT = {"photos": "photo", "file": "file", "point": "place", "html": "text", "menu": "menu", "toast": "toast"}
"""Names for messages that were to go out."""


@dead.command("list")
def list_(
    full: Annotated[
        bool, typer.Option("--full", help="Show all of each cause, not only its beginning.")
    ] = False,
    config: ConfigPath = CONFIG,
) -> None:
    """Show the messages that could not be handled, and the replies and notices that a messenger refused."""
    from models.queue import dead_letters as letters

    found = _in_database(config, letters.listed)
    if not found:
        typer.echo("There is nothing that could not be handled or sent.")
        return
    table([("id", "when (UTC)", "channel", "what", "cause"), *map(_line, found)])
    for letter in found if full else ():
        typer.echo(f"\n{letter.id}: {letter.cause}")


@dead.command()
def retry(ids: IDS, config: ConfigPath = CONFIG) -> None:
    """Handle these, or send them, once more; or all of them."""
    from models.audit import AuditAction
    from models.queue import dead_letters as letters

    wanted = _wanted(ids)
    done = _in_database(
        config, lambda session: _audited(session, AuditAction.RETRY_LETTER, letters.retry(session, wanted))
    )
    _print_result(done, wanted, "to be tried again")


@dead.command()
def drop(ids: IDS, config: ConfigPath = CONFIG) -> None:
    """Give these up, or all of them: what was said and who said it is kept no longer."""
    from models.audit import AuditAction
    from models.queue import dead_letters as letters

    wanted = _wanted(ids)
    done = _in_database(
        config, lambda session: _audited(session, AuditAction.DROP_LETTER, letters.drop(session, wanted))
    )
    _print_result(done, wanted, "dropped")


async def _audited(
    session: AsyncSession, action: AuditAction, work: Coroutine[Any, Any, set[str]]
) -> set[str]:
    """Do the work, and leave an audit row for each letter."""
    from models import audit

    done = await work
    for id_ in sorted(done):
        await audit.record(session, None, action, f"letter:{id_}")
    return done


def _wanted(ids: list[str]) -> set[str] | None:
    """None for all."""
    return None if ALL in ids else set(ids)


def _print_result(done: set[str], wanted: set[str] | None, what: str) -> None:
    typer.echo(f"{len(done)} {what}.")
    if unknown := sorted((wanted or set()) - done):
        fail(f"there is no dead letter {', '.join(unknown)}")


def _line(letter: DeadLetter) -> tuple[str, ...]:
    begin, *rest = letter.cause.splitlines() or [""]
    return (
        letter.id,
        f"{letter.at:%Y-%m-%d %H:%M:%S}",
        letter.channel,
        _kind(letter),
        begin + " …" * bool(rest),
    )


def _kind(letter: DeadLetter) -> str:
    """ "button", "photo", "reply: text", "notice: file"; never what was said."""
    body = _parts(letter.body)
    if letter.priority is None:
        return next((word for part, word in CAME.items() if body.get(part) is not None), "other")
    from bot.messages.send_result import Priority

    word = next((word for part, word in WENT.items() if body.get(part) is not None), "other")
    return f"{Priority(letter.priority).name.lower()}: {word}"


def _parts(body: str) -> dict[str, Any]:
    try:
        parts = json.loads(body)
    except ValueError:
        return {}
    return parts if isinstance(parts, dict) else {}


def _in_database(config: Path, work: Work[T]) -> T:
    """Do the work in a transaction, and return its result."""
    url = settings_from(config).database.url

    async def run() -> T:
        async with open_existing(url, SETTING, "current") as db, db.write() as session:
            return await work(session)

    try:
        return run_to_end(run())
    except NoDatabaseError as error:
        fail(str(error))
