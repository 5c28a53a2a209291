"""Real servers that tests start and stop: Redis, and an S3 store. On Debian's Redis and moto's server."""

import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from time import monotonic, sleep

import boto3
import redis

_PATIENCE = 30


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def running(*command, **options):
    """A program for the time of a block; its words go nowhere."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen([str(part) for part in command], **(quiet | options))
    try:
        yield program
    finally:
        if program.poll() is None:
            program.terminate()
            with suppress(subprocess.TimeoutExpired):
                program.wait(10)
        if program.poll() is None:
            program.kill()
            program.wait()


def wait_until(condition, *, told="it did not come about", seconds=_PATIENCE):
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, told
        sleep(0.05)


def has_redis() -> bool:
    return shutil.which("redis-server") is not None


@contextmanager
def redis_at(port: int):
    """A Redis server; its address."""
    where = ("--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    address = f"redis://127.0.0.1:{port}/0"
    with running("redis-server", *where), redis.from_url(address) as client:
        wait_until(lambda: _answers(client), told="Redis did not start")
        yield address


def _answers(client):
    with suppress(redis.exceptions.ConnectionError):
        return client.ping()


@contextmanager
def store_at(port: int, bucket: str = "registre"):
    """An S3 store with an empty bucket; its address as STORE_URL."""
    with running(sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", port):
        wait_until(lambda: _listens(port), told="the store did not start")
        asked = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            region_name="us-east-1",
        )
        asked.create_bucket(Bucket=bucket)
        asked.close()
        yield f"s3+http://key:secret@127.0.0.1:{port}/{bucket}"


def _listens(port):
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
