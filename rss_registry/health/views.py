"""`/sante`: for whatever watches the site from outside. No number, no name, no sentence."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rss_registry.health import State, examinations, worst

WORDS = {State.WELL: "well", State.WATCH: "watch", State.ILL: "ill"}


@require_safe
@never_cache
def health(request):
    """200 while nothing is ill, else 503, with the state of each quick examination."""
    findings = {each.code: each.finding() for each in examinations(quick_only=True)}
    state = worst(findings.values())
    told = {"state": WORDS[state], "checks": {code: WORDS[each.state] for code, each in findings.items()}}
    response = JsonResponse(told, status=503 if state == State.ILL else 200)
    # Whoever asks each minute is told; the log need not repeat it.
    response._has_been_logged = True
    return response
