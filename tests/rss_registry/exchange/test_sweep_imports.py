import os
import time
from pathlib import Path

from django.core.management import call_command

from rss_registry.exchange import pending


def test_the_command_deletes_what_nobody_confirmed_and_says_how_many(settings, capsys):
    name = pending.keep(b"liste")
    hours_ago = time.time() - 2 * pending.MAX_AGE
    os.utime(Path(settings.IMPORT_ROOT) / name, (hours_ago, hours_ago))
    call_command("sweep_imports")
    assert capsys.readouterr().out == "1 fichier effacé\n"
    call_command("sweep_imports")
    assert capsys.readouterr().out == "0 fichier effacé\n"
