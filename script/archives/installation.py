"""Where an installation keeps what a backup holds, read from the environment as its settings read it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import environ

from script.archives.databases import Database, database_of

# What machines have in common belongs to the register in use: a copy that is tried out stays away from it.
SHARED = ("CACHE_URL", "STORE_URL", "REPLICA_URL")


@dataclass(frozen=True)
class Installation:
    root: Path
    var: Path
    url: str

    @property
    def media(self) -> Path:
        return self.var / "media"

    @property
    def database(self) -> Database:
        return database_of(environ.Env.db_url_config(self.url), self.root)

    @property
    def commit(self) -> str:
        """The commit of the program; empty where it is no checkout, or where there is no git."""
        try:
            return self.git("rev-parse", "HEAD", check=False)
        except OSError:
            return ""

    def git(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["git", "-C", self.root, *arguments], capture_output=True, text=True, check=check
        )
        return done.stdout.strip()

    @property
    def migrations(self) -> set[str]:
        """Migrations of the program's own packages, as « events.0036_name »."""
        return {
            f"{path.parents[1].name}.{path.stem}"
            for path in self.root.glob("*/migrations/[0-9]*.py")
            if path.parents[2] == self.root
        }

    def moved_to(self, var: Path, url: str) -> "Installation":
        return Installation(self.root, var, url)

    def run(self, *arguments: str) -> None:
        """A command of the register, on this database and these files.

        Raises:
            subprocess.CalledProcessError: it failed; it has said why.
        """
        environment = os.environ | {"VAR_DIR": str(self.var), "DATABASE_URL": self.url}
        for name in ("PYTHONPATH", *SHARED):
            environment.pop(name, None)
        subprocess.run([sys.executable, *arguments], cwd=self.root, env=environment, check=True)


def installation(root: Path) -> Installation:
    var = Path(os.environ.get("VAR_DIR") or root / "var").absolute()
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{quote(str(var))}/registry.sqlite3"
    return Installation(root, var, url)
