"""Browsers on another machine, as a Selenium Grid has them."""

import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def grid() -> Iterator[str]:
    """The address of a hub with a driver behind it. As hubs do, it says how browsers are started
    over there: here without a sandbox, since the tests may run as root."""
    node = unused_port()
    driver = subprocess.Popen(
        [str(shutil.which("chromedriver")), f"--port={node}"],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )

    class Hub(BaseHTTPRequestHandler):
        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.command == "POST" and self.path == "/session":
                asked = json.loads(body)
                chrome = asked["capabilities"]["alwaysMatch"]["goog:chromeOptions"]
                chrome["args"].append("--no-sandbox")
                body = json.dumps(asked).encode()
            driver = HTTPConnection("127.0.0.1", node)
            driver.request(self.command, self.path, body)
            answer = driver.getresponse()
            said = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_DELETE = forward  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    try:
        _wait_for(node)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
    finally:
        os.killpg(driver.pid, signal.SIGKILL)
        driver.wait()


def unused_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    while True:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
