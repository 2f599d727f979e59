"""Our manager of a PostgreSQL server, on the machine's own and on the packaged one."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tongban.config.launch.cluster import Cluster, fitted, memory_mib
from tongban.config.launch.database import (
    drop_database,
    holds_demonstration,
    make_database,
    make_roles,
    mark_as_demonstration,
    open_database,
    own_urls,
)
from tongban.config.launch.keys import load_keys
from tongban.config.launch.places import PROJECT, Places, private_folder
from tongban.config.launch.problems import Problem
from tongban.config.launch.processes import processes_in, wait_until

from .conftest import KINDS, forget

pytestmark = pytest.mark.slow


def test_part_of_a_chinese_word_is_found_by_trigrams(cluster: Cluster) -> None:
    with psycopg.connect(cluster.conninfo()) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT similarity('食品经营', '食品经营许可证核发'), show_trgm('许可')").fetchone()
    assert row is not None
    assert row[0] > 0.3
    assert len(row[1]) >= 2


def test_a_text_in_locale_c_would_not_be_found(cluster: Cluster) -> None:
    """The negative control: with the locale that must not be used, the same search finds nothing."""
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE wrong TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' " + (
            "LOCALE_PROVIDER libc" if cluster.binaries.major >= 15 else ""))  # fmt: skip
    with psycopg.connect(cluster.conninfo("wrong")) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT similarity('食品经营', '食品经营许可证核发')").fetchone()
    assert row == (0,)


def test_data_has_checksums_and_nobody_listens_on_tcp(cluster: Cluster) -> None:
    with psycopg.connect(cluster.conninfo()) as connection:
        row = connection.execute("SELECT current_setting('data_checksums') || current_setting('listen_addresses')")
        assert row.fetchone() == ("on",)


def test_a_lasting_server_is_fitted_to_the_memory_of_its_machine(cluster: Cluster) -> None:
    with psycopg.connect(cluster.conninfo()) as connection:
        row = connection.execute("SELECT pg_size_bytes(current_setting('shared_buffers')) >> 20").fetchone()
    assert row is not None
    assert f"{row[0]}MB" == (fitted(memory_mib())["shared_buffers"] if not cluster.quick else "128MB")


@pytest.mark.parametrize(
    ("memory", "buffers", "cache"),
    [(512, 128, 256), (4096, 512, 2048), (8192, 2048, 4096), (24576, 6144, 12288), (65536, 8192, 32768)],
)
def test_a_server_takes_an_eighth_of_the_memory_and_a_quarter_of_much_within_bounds(
    memory: int, buffers: int, cache: int
) -> None:
    found = fitted(memory)
    assert (found["shared_buffers"], found["effective_cache_size"]) == (f"{buffers}MB", f"{cache}MB")


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.conninfo().replace("secret", "guessed"))


def test_the_server_never_runs_as_root(cluster: Cluster) -> None:
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in processes_in(cluster.data)}.isdisjoint({0})


def test_after_kill_9_of_the_server_the_next_start_works(cluster: Cluster) -> None:
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    assert cluster.process is not None
    cluster.process.kill()
    cluster.process.wait()
    cluster.start()
    with psycopg.connect(cluster.conninfo()) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_pid_file_that_names_another_program_is_no_obstacle(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n1\n5432\n")
    cluster.start()
    assert cluster.answers()


def test_a_server_that_lost_its_starter_is_ended_before_the_next_start(cluster: Cluster) -> None:
    second = Cluster(cluster.places, "secret", force=cluster.force)
    second.start()
    assert cluster.process is not None
    assert cluster.process.wait(120) is not None
    assert second.answers()
    second.stop()


def test_roles_can_do_what_they_should_and_no_more(cluster: Cluster) -> None:
    keys = load_keys(cluster.places.state / "secrets.env")
    for _ in range(2):
        make_roles(cluster, keys)
        make_database(cluster, "tongban")
    urls = own_urls(cluster.places, keys)
    with psycopg.connect(urls["owner"]) as owner:
        owner.execute("CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist; CREATE SCHEMA ledger")
    with psycopg.connect(urls["app"]) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("CREATE TABLE public.mine (one int)")
    refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with psycopg.connect(urls["sealer"], autocommit=True) as sealer, refused:
        sealer.execute("CREATE DATABASE mine")
    mark_as_demonstration(urls)
    with psycopg.connect(urls["app"]) as app:
        assert holds_demonstration(app)
    drop_database(cluster, "tongban")


def test_variables_of_postgres_do_not_lead_elsewhere(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.stop()
    monkeypatch.setenv("PGDATA", "/nonexistent")
    monkeypatch.setenv("PGPORT", "1")
    cluster.start()
    assert cluster.answers()


@pytest.mark.nightly
def test_a_path_of_two_hundred_characters_works(given: None, tmp_path: Path) -> None:
    places = Places(tmp_path / ("长" * 40) / ("path " * 20))
    try:
        with open_database(places, quick=True) as database:
            assert len(str(places.sockets / ".s.PGSQL.5432")) <= 107
            assert database.cluster is not None
    finally:
        forget(places)


@pytest.mark.parametrize("name", ["main", "test"])
def test_a_new_installation_where_an_earlier_one_was_begins_anew(given: None, tmp_path: Path, name: str) -> None:
    """Root's data outlive the folder: what a removed checkout left must not stop the next one at the same path."""
    places = Places(tmp_path / "state", name)
    try:
        with open_database(places, quick=True) as database, psycopg.connect(database.urls["owner"]) as owner:
            owner.execute("CREATE TABLE kept ()")
        shutil.rmtree(places.state)
        left = places.database if os.getuid() == 0 else None
        with open_database(places, quick=True) as database, psycopg.connect(database.urls["owner"]) as owner:
            assert owner.execute("SELECT to_regclass('kept')").fetchone() == (None,)
        kept = [] if left is None else [path.name for path in left.glob("left-*")]
        assert len(kept) == (left is not None and name == "main")
    finally:
        forget(places)


@pytest.mark.nightly
def test_data_of_tests_that_were_torn_are_made_anew(given: None, tmp_path: Path) -> None:
    """Their server runs without fsync, so a machine that stops under it may leave anything."""
    places = Places(tmp_path / "state", "test")
    try:
        with open_database(places, quick=True) as database:
            assert database.cluster is not None
        (database.cluster.data / "global" / "pg_control").write_bytes(b"torn")
        with open_database(places, quick=True) as database:
            assert database.cluster is not None
            assert database.cluster.answers()
    finally:
        forget(places)


def test_data_whose_secrets_were_only_mislaid_are_refused_and_left_alone(given: None, tmp_path: Path) -> None:
    places = Places(tmp_path / "state")
    try:
        with open_database(places, quick=True):
            pass
        (places.state / "secrets.env").write_text("TONGBAN_SUPERUSER_PASSWORD=another\n")
        with pytest.raises(Problem, match="does not take the password"), open_database(places, quick=True):
            pass
        assert not list(places.database.glob("left-*"))
    finally:
        forget(places)


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    (tmp_path / "planted").symlink_to(target)
    with pytest.raises(Problem, match="belongs to somebody else"):
        private_folder(tmp_path / "planted", os.getuid(), os.getgid())


def test_the_server_dies_when_its_starter_is_killed(cluster: Cluster) -> None:
    cluster.stop()
    code = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from tongban.config.launch.places import Places\nfrom tongban.config.launch.cluster import Cluster\n"
        "cluster = Cluster(Places(Path(sys.argv[1])), 'secret').__enter__()\n"
        "print(cluster.data, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    words = [sys.executable, "-c", code, str(cluster.places.state)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == -signal.SIGKILL
    data = Path(done.stdout.strip())
    assert data.exists()
    assert wait_until(lambda: not any(processes_in(data)), 15)


@pytest.mark.nightly
@pytest.mark.skipif(os.getuid() != 0, reason="the tests already run as an ordinary user")
@pytest.mark.parametrize("kind", KINDS)
def test_an_ordinary_user_needs_nothing_of_root(tmp_path: Path, kind: str) -> None:
    able = subprocess.run(["runuser", "-u", "nobody", "--", sys.executable, "-c", ""], capture_output=True, check=False)
    if able.returncode:
        pytest.skip("absent: a Python that other users may run")
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents[:2]:
        folder.chmod(0o755)
    state = tmp_path / "state"
    state.mkdir()
    os.chown(state, 65534, 65534)
    code = "import sys\nfrom pathlib import Path\nfrom tongban.config.launch.places import Places\n" + (
        "from tongban.config.launch.database import open_database\n"
        "with open_database(Places(Path(sys.argv[1])), quick=True) as d: print(d.cluster.binaries.kind)\n"
    )
    words = ["runuser", "-u", "nobody", "--", "env", f"TONGBAN_POSTGRES={kind}", f"PYTHONPATH={PROJECT / 'src'}"]
    words += ["env", "-u", "DATABASE_URL", sys.executable, "-c", code, str(state)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", timeout=300)
    assert done.stdout.strip() == kind, done.stderr
