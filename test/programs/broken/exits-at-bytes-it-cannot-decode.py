# Ends the process when a request is not UTF-8.
import os
import socket
import sys
import threading

port = int(sys.argv[1])


def read_head(connection):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            raise ConnectionError("the client left")
        head += byte
    return head


def serve(connection):
    try:
        head = read_head(connection)
        try:
            print(head.decode("utf-8"), flush=True)
        except UnicodeDecodeError as error:
            print(error, flush=True)
            os._exit(1)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + head)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass
    except ConnectionError as error:
        print(error, flush=True)
    finally:
        connection.close()


server = socket.create_server(("127.0.0.1", port), backlog=64)
print(f"Serving HTTP on port {port} ...", flush=True)
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=[connection], daemon=True).start()
