"""A small LMS server: it serves the LMS's page and the package, and keeps the learner's record outside the browser."""

import json
import mimetypes
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.support import lms

LMS_PAGE = """<!doctype html>
<html lang="en"><title>LMS</title>
<script src="/lms.js"></script><script src="/start.js"></script>
<iframe id="sco" width="900" height="700"></iframe></html>
"""

_START = """
const asked = new URLSearchParams(location.search);
const standards = {scorm12: SCORM12, scorm2004: typeof SCORM2004 === "undefined" ? null : SCORM2004};
const profile = profileCalled(asked.get("profile"));
const host = new LmsHost(window, standards[asked.get("standard")], profile, new ServerStore("/record"));
const lms = host.lms;
for (const name of asked.getAll("on")) host.turn(name, true);
"""

_BLANK = "<!doctype html><title>Left</title><p>You left the course.</p>"
_LOGIN = "<!doctype html><title>Log in</title><form><input name=user><input name=password type=password></form>"


class LmsServer:
    """`files`: {path below /course/: bytes}. What a test changes here the next request meets."""

    longest_wait = 60.0
    """Seconds that an answer is kept back at most."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.pages = {"lms.html": LMS_PAGE, "lms.js": lms.script(), "start.js": _START, "blank.html": _BLANK}
        self.record: dict[str, str] | None = None
        self.commits = 0
        """How often a record was kept."""
        self.headers: dict[str, str] = {}
        """Sent with every file of the package."""
        self.failing: dict[str, int] = {}
        """Name of a file of the package → the status that it is answered with."""
        self.slow = 0.0
        """Seconds before a file of the package is answered."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def other_origin(self) -> str:
        """The same server under another name: another origin."""
        return f"http://localhost:{self.port}/"

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = urlsplit(self.path).path.lstrip("/")
                if path == "record":
                    found = json.dumps(owner.record) if owner.record is not None else ""
                    # Always 200: a browser writes each other status into its console.
                    self.answer(200, (found or "null").encode(), "application/json")
                elif path in owner.pages:
                    self.answer(200, owner.pages[path].encode(), mimetypes.guess_type(path)[0] or "text/html")
                elif path.removeprefix("course/") in owner.files:
                    self.send_file(path.removeprefix("course/"))
                else:
                    self.answer(204 if path == "favicon.ico" else 404, b"", "text/plain")

            def send_file(self, name: str) -> None:
                time.sleep(owner.slow)
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                status = owner.failing.get(name, 200)
                self.answer(status, owner.files[name] if status == 200 else b"", kind, owner.headers)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                time.sleep(min(owner.longest_wait, int(asked.get("wait", "0")) / 1000))
                match asked.get("answer", ""):
                    case "login":
                        self.answer(200, _LOGIN.encode(), "text/html")
                    case "nothing":
                        self.close_connection = True
                    case status if status:
                        self.answer(int(status), b"", "text/plain")
                    case _:
                        owner.record = json.loads(body)
                        owner.commits += 1
                        self.answer(200, b"true", "text/plain")

            def answer(self, status: int, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
                    self.send_header("Content-Length", str(len(body)))
                    for name, value in (headers or {}).items():
                        self.send_header(name, value)
                    self.end_headers()
                    if status != 204:
                        self.wfile.write(body)
                except OSError:
                    pass  # the browser went away

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def running_server(files: Mapping[str, bytes]) -> Iterator[LmsServer]:
    server = LmsServer(files)
    server.start()
    try:
        yield server
    finally:
        server.stop()
