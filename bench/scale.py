"""How much is measured: what shall be believed takes a quarter of an hour, a smoke run half a minute."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    people: int = 50
    """They talk at once."""
    crowd: int = 500
    """They take turns at it."""
    seconds: float = 15.0
    warm_up: float = 2.0
    rounds: int = 3
    town: int = 1000
    """People in a small database."""
    province: int = 1_000_000
    """People in a large one."""
    newcomers: int = 100_000
    """Different people who talk to the bot one after the other."""
    installed: bool = True
    """The bots run where they are installed anew, as an office does it."""
    databases: tuple[str, ...] = ("sqlite", "postgresql")


QUICK = Scale(
    people=20,
    crowd=60,
    seconds=1.0,
    warm_up=0.1,
    rounds=1,
    town=200,
    province=3000,
    newcomers=300,
    installed=False,
)
