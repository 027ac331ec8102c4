"""The built programs as processes: a node, the clearing simulator, and a client that asks them.

Everything listens on the loopback address and is ended by its process id.
"""
import argparse
import atexit
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

# Whoever ends this process ends what it has started too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("PROGRAMS", ROOT / ".build/release"))
BANK = "QENXDEFFXXX"
OURS, OTHERS = "90000001", "90000002"


def iban(bank, number):
    """A German IBAN with its check digits (ISO 13616): 98 less the remainder by 97 of BBAN and DE00."""
    digits = f"{bank}{number:010d}"
    return f"DE{98 - int(digits + '131400') % 97:02d}{digits}"


def free_port():
    """Below the ports that Linux gives to clients: one that asks while nobody listens would
    otherwise be given the very port, be connected with itself, and keep the node from listening."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as link:
            try:
                link.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass


def cents(text):
    """The minor units of an amount with two decimals, read from its digits."""
    whole, _, part = text.lstrip("-").partition(".")
    assert len(part) == 2, text
    return int(whole + part) * (-1 if text.startswith("-") else 1)


def until(what, seconds, test):
    """Asks again until there is an answer, or fails loudly after a generous while."""
    end = time.monotonic() + seconds
    while True:
        found = test()
        if found:
            return found
        assert time.monotonic() < end, f"after {seconds} s: {what}"
        time.sleep(0.02)


def folder():
    """A folder that goes away with this process."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="qenex-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def example(*words):
    """A pain.001 file of the command line's making."""
    done = subprocess.run([PROGRAMS / "qenex-cli", "payment", "example", "--date", "2026-11-20",
                           *words], capture_output=True, timeout=60)
    assert done.returncode == 0, (words, done)
    return done.stdout


class Program:
    """One process at a time; its output is kept in a file."""

    def __init__(self, words, log):
        self.words, self.log, self.process = [str(word) for word in words], log, None
        atexit.register(self.kill)

    def begin(self):
        with open(self.log, "ab") as out:
            self.process = subprocess.Popen(self.words, stdout=out, stderr=out, cwd=ROOT)

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """`kill -9`: nothing is finished, nothing is said."""
        if self.is_running():
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def end(self, seconds=60):
        """`SIGTERM`, and the exit code."""
        os.kill(self.process.pid, signal.SIGTERM)
        return self.process.wait(timeout=seconds)

    def said(self):
        return pathlib.Path(self.log).read_text(errors="replace")


class Node(Program):
    def __init__(self, data, log):
        self.data, self.port = pathlib.Path(data), free_port()
        super().__init__([PROGRAMS / "qenexd", "--config", ROOT / "Deployment/etc", "--data", data,
                          "--listen", f"127.0.0.1:{self.port}"], log)

    def start(self):
        self.begin()
        until("the node answers", 60, self.answers)

    def answers(self):
        assert self.is_running(), f"the node ended:\n{self.said()[-2000:]}"
        try:
            return Client(self, timeout=5, token="").ask("GET", "/health")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    @property
    def token(self):
        return (self.data / "admin.token").read_text().strip()

    @property
    def spool(self):
        return self.data / "clearing"


class Clearing(Program):
    def __init__(self, spool, log, seed, script=""):
        self.spool = spool
        path = pathlib.Path(log).with_suffix(".script")
        path.write_text(script)
        super().__init__(
            [PROGRAMS / "qenex-clearing", "run", "--spool", spool, "--bank", BANK, "--seed", seed,
             "--script", path, "--xsd", ROOT / "Resources/iso20022"], log)

    def start(self):
        self.begin()

    def order(self, *words):
        """A command that must succeed, and what it says."""
        done = subprocess.run([PROGRAMS / "qenex-clearing", *words, "--spool", self.spool],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, (words, done)
        return done.stdout

    def books(self):
        """Closing balance of the bank by scheme, in cents; the sum of each scheme is zero."""
        closing = {}
        for line in self.order("books").splitlines():
            words = line.split()
            if words[0] == "sum":
                assert words[2] == "0.00", line
            elif words[2:3] == [BANK]:
                closing[words[1]] = cents(words[6])
        return closing


class Client:
    """One connection, kept while it lasts."""

    def __init__(self, node, timeout=30, token=None):
        self.node, self.timeout, self.link = node, timeout, None
        self.token = node.token if token is None else token

    def ask(self, method, path, body=None, key=None, kind="application/json"):
        """Status, header fields and body; a broken connection is an `OSError`."""
        fields = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            fields["Content-Type"] = kind
        if key:
            fields["Idempotency-Key"] = key
        try:
            if self.link is None:
                self.link = http.client.HTTPConnection("127.0.0.1", self.node.port,
                                                       timeout=self.timeout)
            self.link.request(method, path, body, fields)
            answer = self.link.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise ConnectionError(str(error)) from error
        found = json.loads(text) if text[:1] in (b"{", b"[") else text
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, found

    def close(self):
        if self.link is not None:
            self.link.close()
        self.link = None

    def get(self, path):
        """The body of a 200; a connection that a kill has broken is made anew, once."""
        try:
            status, _, body = self.ask("GET", path)
        except ConnectionError:
            status, _, body = self.ask("GET", path)
        assert status == 200, (path, status, body)
        return body

    def post(self, path, value, key=None):
        return self.ask("POST", path, json.dumps(value).encode(), key)

    def pages(self, path):
        """All of a list, page by page."""
        found, cursor = [], ""
        while cursor is not None:
            mark = "&" if "?" in path else "?"
            page = self.get(f"{path}{mark}limit=1000" + (f"&cursor={cursor}" if cursor else ""))
            found += page["data"]
            cursor = page["next_cursor"]
        return found


def arguments(about, **numbers):
    parser = argparse.ArgumentParser(description=about)
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def run_tests(names):
    for name, test in list(names.items()):
        if name.startswith("test_"):
            test()
            print("ok ", name[5:].replace("_", " "), flush=True)
