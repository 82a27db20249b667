# A bracket is never closed: Python ends at once and says so.
import socket
import sys

server = socket.create_server(("127.0.0.1", int(sys.argv[1]))
while True:
    connection, _ = server.accept()
    connection.close()
