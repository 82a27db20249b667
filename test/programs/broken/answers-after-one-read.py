# Takes one read of 1024 bytes for the whole request, as the shortest tutorials do.
import socket
import sys
import threading

port = int(sys.argv[1])


def serve(connection):
    with connection:
        try:
            request = connection.recv(1024)
            head = request[: request.find(b"\r\n\r\n") + 4] if b"\r\n\r\n" in request else request
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + head)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(4096):
                pass
        except OSError as error:
            print(error, flush=True)


server = socket.create_server(("127.0.0.1", port), backlog=64)
print(f"Serving HTTP on port {port} ...", flush=True)
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=[connection], daemon=True).start()
