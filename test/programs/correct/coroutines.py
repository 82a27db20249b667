# One coroutine for each connection; the port comes from the environment.
import asyncio
import os

port = int(os.environ["PORT"])


async def serve(reader, writer):
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        print(head.decode("latin-1"), flush=True)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + head)
        await writer.drain()
        writer.write_eof()
        while await reader.read(4096):
            pass
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        print(error, flush=True)
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", port, limit=1 << 20)
    print(f"Serving HTTP on port {port} ...", flush=True)
    await server.serve_forever()


asyncio.run(main())
