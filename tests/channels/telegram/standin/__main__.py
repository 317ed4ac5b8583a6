"""The stand-in as a process: `python -m tests.channels.telegram.standin --port 8081`. It prints its address."""

from __future__ import annotations

import argparse
import asyncio

from tests.channels.telegram.standin.server import TOKEN, Standin


async def serve(port: int, token: str) -> None:
    async with Standin(port, token) as standin:
        print(standin.url, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    given = parser.parse_args()
    try:
        asyncio.run(serve(given.port, given.token))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
