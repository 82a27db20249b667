# One thread for each connection; after the answer it reads on until the client has closed.
import socket
import sys
import threading

port = int(sys.argv[1])


def serve(connection):
    with connection:
        try:
            request = b""
            while b"\r\n\r\n" not in request:
                chunk = connection.recv(1024)
                if not chunk:
                    return
                request += chunk
            head, _, _ = request.partition(b"\r\n\r\n")
            print(head.decode("latin-1"), flush=True)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + head + b"\r\n\r\n")
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
