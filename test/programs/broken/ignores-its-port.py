# Listens on any free port and never looks at the one it was given.
import socket

server = socket.create_server(("127.0.0.1", 0))
print(f"Serving HTTP on port {server.getsockname()[1]} ...", flush=True)
while True:
    connection, _ = server.accept()
    connection.close()
