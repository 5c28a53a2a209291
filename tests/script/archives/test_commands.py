"""`script/restore` as its unit starts it."""

import os
import sys

from script.archives import __main__ as commands
from script.archives import making, restoring
from tests.script.archives.small import small_installation


def test_a_rehearsal_writes_beside_no_folder_but_its_own(tmp_path, monkeypatch):
    # To its unit (deploy/rss-registry-rehearsal.service) all but var/ is read-only.
    of = small_installation(tmp_path)
    folder = tmp_path / "backups"
    making.make(of, folder)
    before, seen = set(tmp_path.iterdir()), []
    lay_out = restoring.lay_out

    def watched(*arguments):
        seen.append(set(tmp_path.iterdir()))
        return lay_out(*arguments)

    monkeypatch.setattr(restoring, "lay_out", watched)
    monkeypatch.setattr(restoring, "try_out", lambda restored, say: None)
    for name, value in {
        "ROOT": tmp_path,
        "VAR_DIR": of.var,
        "DATABASE_URL": of.url,
        "BACKUP_DIR": folder,
    }.items():
        monkeypatch.setenv(name, str(value))
    # It would outlast this test.
    monkeypatch.setattr(os, "umask", lambda mask: 0)
    monkeypatch.setattr(sys, "argv", ["script/restore", "restore", "--rehearse"])
    assert commands.main() == 0
    assert seen == [before]
    assert set(tmp_path.iterdir()) == before
    assert (of.var / commands.LAST_REHEARSAL).exists()
    assert list(of.var.glob(".restore*")) == []
