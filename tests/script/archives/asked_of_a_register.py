"""Run as a program on a register that was brought up to date: what it still is, as JSON.

python -m tests.script.archives.asked_of_a_register EXPECTED.json
"""

import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.test.utils import setup_test_environment


def main(expected):
    django.setup()
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.REQUESTS_PER_MINUTE = dict.fromkeys(settings.REQUESTS_PER_MINUTE, 1_000_000)
    from django.test import Client

    from events.models import Event
    from organisations.models import GrantAgreement
    from publication.models import PublishedEvent
    from reports.models import DocumentProof
    from reports.verification import verify

    client = Client()
    answers = {address: client.get(address).status_code for address in expected["addresses"]}
    verdicts = {proof.code: verify(proof) for proof in DocumentProof.objects.all()}
    return {
        "published": sorted(PublishedEvent.objects.values_list("reference", flat=True)),
        "references": sorted(filter(None, Event.objects.values_list("reference", flat=True))),
        "lost": sorted(address for address, status in answers.items() if status != 200),
        "proofs": sorted(verdicts),
        "states": sorted({verdict.state.name for verdict in verdicts.values()}),
        "uncompared": sorted(code for code, verdict in verdicts.items() if not verdict.comparison.lines),
        "accepted": GrantAgreement.objects.filter(programme__isnull=False).count(),
        "proposed": GrantAgreement.objects.proposed().count(),
    }


if __name__ == "__main__":
    told = main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    print(json.dumps(told))
