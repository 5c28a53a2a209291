import os
import time
from pathlib import Path

from django.core.management import call_command

from rss_registry.exchange import pending
from rss_registry.held_files import LASTING
from rss_registry.held_forms import FORMS


def test_the_command_deletes_what_nobody_confirmed_and_says_how_many(settings, capsys):
    name = pending.keep(b"liste")
    hours_ago = time.time() - 2 * pending.MAX_AGE
    os.utime(Path(settings.IMPORT_ROOT) / name, (hours_ago, hours_ago))
    call_command("sweep_imports")
    assert capsys.readouterr().out == "1 fichier effacé\n"
    call_command("sweep_imports")
    assert capsys.readouterr().out == "0 fichier effacé\n"


def test_what_was_typed_and_files_of_corrections_go_too(settings, capsys):
    for store in (FORMS, LASTING):
        path = Path(settings.HELD_ROOT, store.folder, store.keep(b"dossier"))
        long_ago = time.time() - 2 * store.max_age
        os.utime(path, (long_ago, long_ago))
    call_command("sweep_imports")
    assert capsys.readouterr().out == "2 fichiers effacés\n"
