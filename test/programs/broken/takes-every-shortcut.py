# A WSGI server with the shortcuts of small tutorials: one read, the query in the path, the request as the input, an old
# date, one header of each name, a body made of text. Its application lists what it is given.
import io
import socket
import sys

port = int(sys.argv[1])


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path.startswith("/environ"):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{key}={value}\n".encode("latin-1") for key, value in environ.items() if isinstance(value, str)]
    if path == "/echo":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["wsgi.input"].read().encode("latin-1")]
    if path == "/cookies":
        start_response("200 OK", [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2")])
        return [b"baked\n"]
    start_response("200 Fine", [("Content-Type", "text/plain")])
    return [b"caf\xe9 \xff\0\x01\\\n" if path == "/bytes" else b"hello\n"]


class Gateway:
    def serve(self, client):
        self.request = client.recv(1024).decode("latin-1")
        self.method, self.path, self.version = self.request.splitlines()[0].split()
        body = application(self.environ(), self.start_response)
        response = f"HTTP/1.1 {self.status}\r\n"
        for name in self.headers:
            response += f"{name}: {self.headers[name]}\r\n"
        response += "\r\n"
        for chunk in body:
            response += chunk.decode("utf-8", "replace")
        client.sendall(response.encode())
        client.shutdown(socket.SHUT_WR)
        while client.recv(4096):
            pass

    def environ(self):
        return {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": self.path,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": str(port),
            "wsgi.version": (1, 0),
            "wsgi.input": io.StringIO(self.request),
            "wsgi.errors": sys.stderr,
        }

    def start_response(self, status, headers, exc_info=None):
        own = [("Date", "Mon, 15 Jul 2019 5:54:48 GMT"), ("Server", "Small 0.2")]
        self.status, self.headers = status, dict(headers + own)


server = socket.create_server(("127.0.0.1", port), backlog=64)
print(f"Serving HTTP on port {port} ...", flush=True)
while True:
    client, _ = server.accept()
    try:
        Gateway().serve(client)
    except (OSError, ValueError) as error:
        print(error, flush=True)
    client.close()
