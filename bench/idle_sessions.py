"""idle_sessions.py PORT SESSIONS: opens the sessions, says EHLO on each, tells how many got a 250, and keeps them open
until its standard input ends."""

import asyncio
import sys

port, wanted = int(sys.argv[1]), int(sys.argv[2])
AT_ONCE = 64


async def reply(reader):
    line = await reader.readline()
    while line[3:4] == b"-":
        line = await reader.readline()
    return line[:3]


async def session(gate, kept):
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        kept.append(writer)
        if await reply(reader) != b"220":
            return False
        writer.write(b"EHLO idle.test\r\n")
        return await reply(reader) == b"250"


async def main():
    gate, kept = asyncio.Semaphore(AT_ONCE), []
    answers = await asyncio.gather(*(session(gate, kept) for _ in range(wanted)), return_exceptions=True)
    print(f"{answers.count(True)} of {wanted} sessions are open and idle", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for writer in kept:
        writer.close()


asyncio.run(main())
