# Reads once, up to 1024 bytes, whatever they are, and says hello.
import socket
import sys

port = int(sys.argv[1])
server = socket.create_server(("127.0.0.1", port), backlog=64)
print(f"Serving HTTP on port {port} ...", flush=True)
while True:
    client, _ = server.accept()
    try:
        print(client.recv(1024).decode("latin-1"), flush=True)
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\nHello, World!\n")
        client.close()
    except OSError as error:
        print(error, flush=True)
