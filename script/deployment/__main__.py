"""`script/follow_deploy`: docs/deploy.md typed on bare machines; exits 1 where one fails."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from script.deployment import machine as machines
from script.deployment.document import DOCUMENT, Document, read
from script.deployment.plan import CARRIED, MACHINES, NAME, REPLACED, REPOSITORY, Block, Check, Inline

ROOT = Path(__file__).resolve().parents[2]
_MARK = "\x01"


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/follow_deploy", description=__doc__)
    parser.add_argument(
        "machines", nargs="*", help=f"of {', '.join(MACHINES)}; without a name: one after the other"
    )
    parser.add_argument("--suite", default="bookworm", help="the version of Debian")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian")
    options = parser.parse_args()
    if unknown := set(options.machines) - set(MACHINES):
        parser.error(f"no such machine: {', '.join(unknown)}")
    document = read(DOCUMENT.read_text())
    try:
        bare = machines.bare_debian(options.suite, options.mirror, ROOT / "var/bare-debian")
        with tempfile.TemporaryDirectory(prefix="rss-follow.") as scratch:
            carried = Path(scratch) / "carried"
            for name in options.machines or MACHINES:
                _follow(document, name, bare, Path(scratch) / name, carried)
    except machines.Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _follow(document: Document, name: str, bare: Path, root: Path, carried: Path) -> None:
    machines.prepare(bare, root, name, NAME)
    publish_program(root)
    if carried.exists():
        shutil.copy(carried, root / CARRIED)
    steps = script_of(document, name)
    (root / "home/typist/steps").write_text(steps)
    log = ROOT / f"var/bare-debian/{name}.log"
    print(f"\n── {name}", flush=True)
    try:
        with machines.running(root, f"rss-{name}-{os.getpid()}") as machine:
            failed = _type(machine, titles_of(document, name), log)
            if failed:
                raise machines.Failed(f"{log} says what happened. Failed: " + "; ".join(failed))
            if (root / CARRIED).exists():
                shutil.copy(root / CARRIED, carried)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def publish_program(root: Path) -> None:
    """The program that stands here, with what is not yet committed, and a later one that says the same."""
    repository = root / REPOSITORY.lstrip("/")

    def git(*words):
        done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    now = git("stash", "create") or git("rev-parse", "HEAD")
    later = git("commit-tree", f"{now}^{{tree}}", "-p", now, "-m", "later")
    git("init", "--quiet", "--bare", "--initial-branch=main", str(repository))
    git("push", "--quiet", str(repository), f"{now}:refs/heads/main", f"{later}:refs/heads/later")
    # Whoever asks for it is not its owner.
    (root / "etc/gitconfig").write_text(f"[safe]\n\tdirectory = {REPOSITORY}\n")


def steps_of(document: Document, name: str) -> list[tuple[str, str]]:
    """What is shown of each step, and what is typed."""
    blocks = {block.name: block.commands for block in document.blocks}
    steps = []
    for step in MACHINES[name]:
        match step:
            case Block():
                for command in blocks[step.name]:
                    if command not in step.without:
                        typed = REPLACED[command].by if command in REPLACED else command
                        steps.append((f"{step.name}  {command.splitlines()[0]}", typed))
            case Inline():
                steps.append((f"text {step.command}", step.command))
            case Check():
                steps.append((f"seen {step.title}", step.command))
    return steps


def titles_of(document: Document, name: str) -> list[str]:
    return [title for title, _command in steps_of(document, name)]


def script_of(document: Document, name: str) -> str:
    """All of it for one shell, which tells after each command how it ended."""
    lines = ["export USER=typist", f"ended() {{ printf '{_MARK}%s\\n' $1; }}"]
    for _title, command in steps_of(document, name):
        lines += [command, "ended $?"]
    return "\n".join(lines) + "\n"


def _type(machine: machines.Machine, titles: list[str], log: Path) -> list[str]:
    """Tell each step with its seconds; what they print goes to `log`. Those that failed."""
    command = machine.command("runuser", "--login", "typist", "--command", "bash ~/steps")
    began = before = time.monotonic()
    failed = []
    shell = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with log.open("w") as written:
        for title in titles:
            printed, status = _printed_until_mark(shell.stdout)
            now = time.monotonic()
            written.write(f"\n── {title}\n{printed}")
            told = "" if status == "0" else f"   FAILED ({status or 'the shell is gone'})"
            print(f"{now - before:6.1f} s  {now - began:6.1f} s  {title[:150]}{told}", flush=True)
            before = now
            if told:
                failed.append(title)
                print(printed[-3000:], flush=True)
        if failed:
            units = machine.ask("journalctl", "--no-pager", "--unit=rss-registry*").stdout
            written.write(f"\n── journalctl\n{units}")
    shell.communicate()
    return failed


def _printed_until_mark(stream: IO[str]) -> tuple[str, str]:
    """What a command printed, and its status; nothing where the shell ended before."""
    printed = []
    for line in stream:
        before, mark, status = line.partition(_MARK)
        printed.append(before)
        if mark:
            return "".join(printed), status.strip()
    return "".join(printed), ""


if __name__ == "__main__":
    sys.exit(main())
