"""`santribot grant`: give somebody a role from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.console import CONFIG, USAGE, ConfigPath, fail, settings_from
from bot.cli.database_check import work_in

if TYPE_CHECKING:
    from models.db.database import Database

RoleName = Literal["member", "organiser", "admin"]


def grant(
    role: Annotated[RoleName, typer.Argument(help="The role to have from now on.")],
    address: Annotated[str, typer.Argument(metavar="CHANNEL:ID", help="Who: telegram:123456789")],
    config: ConfigPath = CONFIG,
) -> None:
    """Make somebody who has written to the bot an organiser or an admin, or a member again."""
    channel, _colon, chat = address.partition(":")
    if not (channel and chat):
        fail("the address must be CHANNEL:ID, like telegram:123456789", USAGE)
    url = settings_from(config).database.url
    if not work_in(url, lambda db: _give(db, role, channel, chat)):
        fail(f"nobody is known at {address}: they have to write to the bot first")
    typer.echo(f"{address} is now {role}.")


async def _give(db: Database, role: RoleName, channel: str, chat: str) -> bool:
    """Give the role, if there is somebody at the address; False where there is nobody."""
    from models import audit, people
    from models.audit import AuditAction

    async with db.write() as session:
        person = await people.at_address(session, channel, chat)
        if person is None:
            return False
        await audit.record(
            session, None, AuditAction.GIVE_ROLE, f"person:{person.id}", before=person.role, after=role
        )
        person.role = role
        return True
