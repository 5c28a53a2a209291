"""A Debian as its installer leaves it, in a folder, running under its own systemd."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
# What the installer of Debian leaves where one chooses no desktop.
_PACKAGES = "systemd-sysv,sudo,ca-certificates"
# They would act on the kernel and the network of the machine around it.
_NOT_ITS_OWN = ("networking", "systemd-sysctl", "systemd-modules-load")
_SECONDS_TO_START = 60


class Failed(Exception):
    """Told as it is, without a traceback."""


@dataclass(frozen=True)
class Machine:
    root: Path
    init: int

    def command(self, *command: str) -> list[str]:
        """What runs `command` inside, as root, from here."""
        spaces = ("--mount", "--pid", "--uts", "--ipc", "--cgroup", "--root", "--wd=/")
        clean = ("/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8")
        return ["nsenter", f"--target={self.init}", *spaces, *clean, *command]

    def ask(self, *command: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*command), capture_output=True, text=True, check=False)


def bare_debian(suite: str, mirror: str, kept_in: Path) -> Path:
    """The folder of a fresh one, fetched once and then kept."""
    root = kept_in / suite
    if not root.exists():
        kept_in.mkdir(parents=True, exist_ok=True)
        aside = kept_in / f".{suite}"
        shutil.rmtree(aside, ignore_errors=True)
        done = subprocess.run(
            ["debootstrap", f"--include={_PACKAGES}", suite, str(aside), mirror],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(done.stdout[-2000:] + done.stderr[-2000:])
        aside.rename(root)
    return root


def prepare(bare: Path, root: Path, name: str, site: str) -> None:
    """A copy of its own that reaches the network as this machine does, with somebody who may use sudo."""
    subprocess.run(["cp", "--archive", "--reflink=auto", str(bare), str(root)], check=True)
    (root / "etc/hosts").write_text(f"127.0.0.1 localhost {name} {site}\n::1 localhost\n")
    (root / "etc/hostname").write_text(f"{name}\n")
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    if Path("/etc/pip.conf").exists():
        shutil.copy("/etc/pip.conf", root / "etc/pip.conf")
    for certificate in Path("/usr/local/share/ca-certificates").glob("*.crt"):
        shutil.copy(certificate, root / "usr/local/share/ca-certificates")
    # Whoever types answers « yes ».
    (root / "etc/apt/apt.conf.d/90yes").write_text('APT::Get::Assume-Yes "true";\n')
    (root / "etc/sudoers.d/typist").write_text("typist ALL=(ALL) NOPASSWD: ALL\n")
    (root / "etc/machine-id").write_text("uninitialized\n")
    for unit in _NOT_ITS_OWN:
        (root / f"etc/systemd/system/{unit}.service").symlink_to("/dev/null")
    for command in (["useradd", "--create-home", "--shell=/bin/bash", "typist"], ["update-ca-certificates"]):
        subprocess.run(["chroot", str(root), *command], check=True, capture_output=True)


@contextmanager
def running(root: Path, name: str) -> Iterator[Machine]:
    outer = subprocess.Popen(
        [str(_HERE / "boot.sh"), str(root), name], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        yield _started(root, outer)
    finally:
        # `unshare` hears nothing less, and takes its child along.
        outer.kill()
        outer.wait()
        _remove_groups(name)


def _started(root: Path, outer: subprocess.Popen) -> Machine:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and outer.poll() is None:
        children = Path(f"/proc/{outer.pid}/task/{outer.pid}/children").read_text().split()
        if children:
            machine = Machine(root, int(children[0]))
            if machine.ask("systemctl", "is-system-running").stdout.strip() in ("running", "degraded"):
                return machine
        time.sleep(0.2)
    raise Failed("The machine did not start.")


def _remove_groups(name: str) -> None:
    """The kernel lets go of a group a moment after its last process."""
    for tree in ("", "systemd", "unified"):
        top = Path("/sys/fs/cgroup", tree, name)
        for _attempt in range(50):
            if not top.exists():
                break
            for folder, _folders, _files in os.walk(top, topdown=False):
                try:
                    os.rmdir(folder)
                except OSError:
                    time.sleep(0.05)
