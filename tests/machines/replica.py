"""A streaming replica of the PostgreSQL server of the tests, made and thrown away."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


def _program(name):
    """Of the version that the server has; on Debian these are on no path."""
    version = connection.pg_version // 10_000
    found = Path(f"/usr/lib/postgresql/{version}/bin/{name}")
    return str(found) if found.exists() else shutil.which(name)


def _run(*command):
    # PostgreSQL refuses to run as root.
    as_whom = ("runuser", "-u", "postgres", "--") if os.getuid() == 0 else ()
    subprocess.run([*as_whom, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def replica_of_the_tests():
    """The settings of a connection to it, and what stops it at once."""
    original = connection.settings_dict
    host = original["HOST"] or original["OPTIONS"].get("host", "")
    # The path of a socket may not pass 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="rss-", dir="/tmp"))
    data, is_up = folder / "data", True
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")

    def stop():
        nonlocal is_up
        if is_up:
            is_up = False
            _run(_program("pg_ctl"), "--pgdata", data, "--mode", "immediate", "stop")

    try:
        reach = ["--host", host, "--username", original["USER"]]
        if original["PORT"]:
            reach += ["--port", str(original["PORT"])]
        _run(_program("pg_basebackup"), *reach, "--pgdata", data, "-R", "--checkpoint", "fast", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        log = ("--log", folder / "log")
        _run(_program("pg_ctl"), "--pgdata", data, *log, "--wait", "--options", options, "start")
        yield original | {"HOST": str(folder), "OPTIONS": {"connect_timeout": 2}}, stop
    finally:
        stop()
        shutil.rmtree(folder, ignore_errors=True)
