"""`script/update` brings a new program in, or gives back the one before with its data."""

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from django.conf import settings

from script.archives.making import archives_in
from tests.script.archives.small import small_installation, titles_of, write
from tests.script.test_scripts import copy as copy_of_scripts
from tests.script.test_scripts import run

copy = copy_of_scripts
PROJECT = {
    "rss_registry/__init__.py": "",
    "rss_registry/settings.py": """
SECRET_KEY, ROOT_URLCONF = "key", "rss_registry.urls"
ALLOWED_HOSTS, HTTPS, STORAGES = ["localhost"], False, {}
""",
    "rss_registry/urls.py": """
from django.http import HttpResponse
from django.urls import path
answer = lambda request: HttpResponse("<loc>/en/</loc>")
urlpatterns = [path("sitemap.xml", answer), path("en/", answer)]
""",
    "static/site.css": "",
    "requirements.txt": "",
    ".gitignore": "var/\n.venv/\n",
}
MANAGE = """
import os, sqlite3, sys
from urllib.parse import unquote
sys.stdout.write(f"VERSION {sys.argv[1:]}\\n")
if sys.argv[1] == "prepare_database":
    register = sqlite3.connect(unquote(os.environ["DATABASE_URL"]).removeprefix("sqlite:///"))
    CHANGE
    register.commit()
"""
NOTHING, ADD, LOSE = (
    "pass",
    "register.execute(\"INSERT INTO event VALUES ('VERSION')\")",
    'register.execute("DELETE FROM event"); register.commit(); sys.exit(1)',
)


def git(root, *arguments):
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", "-C", root, *author, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def release(root, version, change):
    write(root / "manage.py", MANAGE.replace("CHANGE", change).replace("VERSION", version).encode())
    git(root, "add", "-A")
    git(root, "commit", "-qm", version)


@pytest.fixture
def register(copy, tmp_path):
    """A register on version one, whose origin will have a version two."""
    for name, content in PROJECT.items():
        write(copy / name, content.encode())
    git(copy, "init", "-qb", "main")
    release(copy, "one", NOTHING)
    origin = tmp_path / "origin"
    subprocess.run(["git", "clone", "-q", copy, origin], check=True)
    git(copy, "remote", "add", "origin", str(origin))
    git(copy, "fetch", "-q")
    git(copy, "branch", "-q", "--set-upstream-to=origin/main")
    installed = small_installation(copy)
    return copy, origin, installed


def update(root, installed, tmp_path):
    # Nothing is installed: what is asked for stands already.
    wanted = subprocess.run(
        ["cksum", root / "requirements.txt"], capture_output=True, text=True
    ).stdout.strip()
    write(root / ".venv/installed-requirements.txt", wanted.encode())
    return run(root / "script" / "update", DATABASE_URL=installed.url, BACKUP_DIR=str(tmp_path / "backups"))


def test_a_new_program_comes_in_with_its_tables(register, tmp_path):
    root, origin, installed = register
    release(origin, "two", ADD)
    done = update(root, installed, tmp_path)
    assert done.returncode == 0, done.stderr
    assert git(root, "rev-parse", "HEAD") == git(origin, "rev-parse", "HEAD")
    assert titles_of(installed) == ["Atelier", "two"]
    assert len(archives_in(tmp_path / "backups")) == 1


def test_a_program_that_does_not_hold_goes_and_the_data_are_back(register, tmp_path):
    root, origin, installed = register
    before = git(root, "rev-parse", "HEAD")
    release(origin, "two", LOSE)
    failed = update(root, installed, tmp_path)
    assert failed.returncode == 1
    assert "celui d’avant la mise à jour" in failed.stderr, failed.stderr
    assert git(root, "rev-parse", "HEAD") == before
    assert titles_of(installed) == ["Atelier"]
    # What the update left is kept beside, for whoever looks for the reason.
    ((_stamp, kept),) = installed.database.kept_before()
    assert kept.counts()["event"] == 0


def test_a_program_whose_pages_do_not_answer_goes_too(register, tmp_path):
    root, origin, installed = register
    write(origin / "rss_registry/urls.py", b"urlpatterns = []")
    release(origin, "two", ADD)
    assert update(root, installed, tmp_path).returncode == 1
    assert titles_of(installed) == ["Atelier"]
    assert "def" not in (root / "rss_registry/urls.py").read_text()
    assert "sitemap" in (root / "rss_registry/urls.py").read_text()


def test_a_register_in_use_is_not_left_between_two_programs(register, tmp_path):
    root, origin, installed = register
    release(origin, "two", ADD)
    (root / "manage.py").write_text("changed on this machine")
    failed = update(root, installed, tmp_path)
    assert failed.returncode == 1
    assert "rien n’a été changé" in failed.stderr
    assert titles_of(installed) == ["Atelier"]


def test_a_new_installation_has_nothing_to_save(register, tmp_path):
    root, _origin, installed = register
    shutil.rmtree(installed.var)
    installed.var.mkdir()
    with closing(sqlite3.connect(installed.database.path)):
        pass
    done = update(root, installed, tmp_path)
    assert done.returncode == 0, done.stderr
    assert archives_in(tmp_path / "backups") == []
    assert settings.BASE_DIR not in root.parents
