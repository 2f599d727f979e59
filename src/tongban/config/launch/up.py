"""`./tongban up`: the small supervisor that starts everything, keeps it running and ends it.

It holds database, web server and worker as its children; when it dies, they die with it. It knows nothing of the field.
"""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tongban.config.launch.database import Database, demonstration_roles, open_database
from tongban.config.launch.instance import hold, write_note
from tongban.config.launch.places import Places, here
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import end, last_lines, spawn, wait_until
from tongban.config.launch.readiness import MANAGE, PYTHON, Readiness
from tongban.config.launch.screen import say, step

# Management commands that run beside the web server, as far as they exist.
SIDE_PROGRAMS = ("worker",)
PORTS_TRIED = 20
PATIENCE = 60
# So many ends of one program within a minute are a fault, not an accident.
ENDS_A_MINUTE = 5


class Stopped(BaseException):
    """Somebody asked for the end: Ctrl-C, `./tongban stop`, a closed terminal."""


def ask_to_stop(signum: int, frame: FrameType | None) -> None:
    """The handler of the three signals; the second one changes nothing."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    raise Stopped


@dataclass
class Program:
    """A child that is started again when it ends by itself."""

    name: str
    words: list[str]
    environment: Mapping[str, str]
    log: Path
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    ends: deque[float] = field(default_factory=lambda: deque(maxlen=ENDS_A_MINUTE))

    def start(self) -> None:
        """Starts it."""
        self.process = spawn(self.words, log=self.log, environment=self.environment, pass_fds=self.pass_fds)

    def look_after(self) -> None:
        """Starts it again when it has ended; gives up when it ends again and again."""
        if self.process is None or self.process.poll() is None:
            return
        self.ends.append(time.monotonic())
        if len(self.ends) == ENDS_A_MINUTE and self.ends[-1] - self.ends[0] < 60:
            raise Problem(f"The {self.name} ends again and again.", *last_lines(self.log))
        say(f"  The {self.name} ended; it is started again.")
        time.sleep(1)
        self.start()

    def stop(self) -> None:
        """Ends it."""
        if self.process is not None:
            end(self.process, signal.SIGTERM, 10)


def up(port: int, *, county: bool = True) -> None:
    """Runs the whole installation until somebody asks for the end."""
    places = here()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, ask_to_stop)
    try:
        with hold(places, "up"), free_port(port) as door:
            say("Tongban 通办")
            with open_database(places) as database:
                run(places, database, door, county=county)
    except Stopped:
        say("\nTongban has ended; the database is closed.")


@contextmanager
def free_port(wanted: int) -> Iterator[socket.socket]:
    """A socket bound to the wanted port, or to the next free one; bound now, so that nobody else takes it meanwhile."""
    for port in range(wanted, wanted + PORTS_TRIED):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError as error:
            door.close()
            say(f"Port {port} cannot be used ({error.strerror}); trying {port + 1}.")
            continue
        with door:
            yield door
        return
    raise Problem(f"No free port from {wanted} to {wanted + PORTS_TRIED - 1}.", "Name another:  --port 9000")


def run(places: Places, database: Database, door: socket.socket, *, county: bool) -> None:
    """Prepares, starts the programs, says where they answer, and looks after them for good."""
    demonstration = os.environ.get("TONGBAN_ENV") != "production"
    database.mark_demonstration(demonstration)
    known = Readiness(places, database).commands(demonstration and county)
    programs = [web(places, database, door)]
    programs += [side_program(name, places, database) for name in SIDE_PROGRAMS if name in known]
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    try:
        with step("Web server"):
            for program in programs:
                program.start()
            wait_for_page(door.getsockname()[1], programs[0])
        write_note(places, url=url, programs=[program.name for program in programs], begun=int(time.time()))
        greet(url, demonstration_roles(database.urls) if demonstration else [])
        look_after(programs, database)
    finally:
        for program in reversed(programs):
            program.stop()


def web(places: Places, database: Database, door: socket.socket) -> Program:
    """gunicorn: four processes with two threads each, so a page that waits for the database or a slow line blocks one.

    Connections that are kept stay with their process: two processes get unequal shares of the work, and the threads of
    one wait for the interpreter's turn at each answer of the database.
    """
    words = [*PYTHON, "gunicorn", "--bind", f"fd://{door.fileno()}", "--no-control-socket", "--preload"]
    words += ["--worker-class", "gthread", "--workers", "4", "--threads", "2", "--graceful-timeout", "5"]
    words += ["--worker-tmp-dir", "/dev/shm", "tongban.config.wsgi"]  # noqa: S108 heartbeats, nothing of worth
    return Program("web server", words, database.environment(), places.log / "web.log", (door.fileno(),))


def side_program(name: str, places: Places, database: Database) -> Program:
    """A management command that runs all the time."""
    return Program(name, [*MANAGE, name], database.environment(), places.log / f"{name}.log")


def wait_for_page(port: int, program: Program) -> None:
    """Waits until the web server answers anything; stops when it has ended or never does."""

    def settled() -> bool:
        return answers(port) or program.process is None or program.process.poll() is not None

    if not wait_until(settled, PATIENCE) or not answers(port):
        raise Problem("The web server does not start.", *last_lines(program.log))


def answers(port: int) -> bool:
    """Whether an HTTP server answers at a port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def greet(url: str, roles: Sequence[tuple[str, str]]) -> None:
    """What to do next, in both languages, and who one may be in the demonstration."""
    say(f"\n  {url}/")
    if roles:
        say(f"  {url}/demo/   演示角色，一键进入 · the roles of the demonstration, one click each:")
        for zh, en in roles:
            say(f"      {zh} · {en}")
    say("  Ctrl-C 或 ./tongban stop 结束 · ends it\n")


def look_after(programs: list[Program], database: Database) -> None:
    """Twice a second: whoever ended by itself is started again."""
    while True:
        time.sleep(0.5)
        cluster = database.cluster
        if cluster is not None and not cluster.alive():
            say("  The database ended; it is started again.")
            cluster.start()
        for program in programs:
            program.look_after()
