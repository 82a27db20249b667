# Serves each connection to its end before it accepts the next.
import socket
import sys

port = int(sys.argv[1])
server = socket.create_server(("127.0.0.1", port), backlog=64)
print(f"Serving HTTP on port {port} ...", flush=True)


def serve(connection):
    request = b""
    while b"\r\n\r\n" not in request:
        chunk = connection.recv(4096)
        if not chunk:
            return
        request += chunk
    head = request[: request.index(b"\r\n\r\n") + 4]
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + head)
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(4096):
        pass


while True:
    connection, _ = server.accept()
    with connection:
        try:
            serve(connection)
        except OSError as error:
            print(error, flush=True)
