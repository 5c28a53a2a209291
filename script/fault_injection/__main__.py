"""`script/faults`: each kind of fault, on the register of the environment; exits 1 if any had a cost."""

import random
import sys
import time
from io import StringIO

import django


def main() -> int:
    django.setup()
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.db import connection

    from organisations.models import Organisation, User
    from script.fault_injection.faults import KINDS

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # How fast one may ask is not what this looks at, and every answer of 503 is expected.
    settings.REQUESTS_PER_MINUTE = dict.fromkeys(settings.REQUESTS_PER_MINUTE, 1_000_000)
    import logging

    logging.disable(logging.CRITICAL)
    random.seed(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    call_command("prepare_database", verbosity=0, stdout=StringIO())
    organisation = Organisation.objects.create(name_fr="Organisation d’essai", kind="association")
    User.objects.create_user("officer", role="officer", organisation=organisation, is_staff=True)
    tried = lost = stuck = acknowledged = 0
    started = time.monotonic()
    for name, (inject, times) in KINDS.items():
        found = [inject() for _number in range(times)]
        tried += len(found)
        numbers = [sum(getattr(each, what) for each in found) for what in ("lost", "stuck", "acknowledged")]
        lost, stuck, acknowledged = lost + numbers[0], stuck + numbers[1], acknowledged + numbers[2]
        told = f"tried {len(found):3}  lost {numbers[0]}  stuck {numbers[1]}  acknowledged {numbers[2]:3}"
        print(f"{connection.vendor:10} {name:42} {told}", flush=True)
    try:
        call_command("rebuild_publication", check=True, stdout=StringIO())
    except CommandError as error:
        print(error)
        lost += 1
    seconds = time.monotonic() - started
    print(
        f"{connection.vendor:10} {'all':42} tried {tried:3}  lost {lost}  stuck {stuck}  "
        f"({acknowledged} records acknowledged, {seconds:.0f} s)"
    )
    return 1 if lost or stuck else 0


if __name__ == "__main__":
    sys.exit(main())
