"""« Vérifier un document » : by its code, or by the file itself."""

from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reports.models import ProducedFile
from reports.services import codes
from reports.verification import proof_of, verify
from reports.views.uploads import TooLarge, digest_of_upload
from rss_registry.public_pages import public_page
from rss_registry.request_limits import CODES, document_limit, limited

LONGEST_CODE = 60


@csrf_exempt
def verification_form(request):
    """Where one types a code or gives a file. The file is read without a cookie: nothing is done with it."""
    return _of_file(request, code="") if request.method == "POST" else _form(request)


@csrf_exempt
def verification(request, code):
    return _of_file(request, code=code) if request.method == "POST" else _page(request, code)


@public_page(reads=("code",))
def _form(request):
    # The address that stands beside the code is as good as the code.
    typed = request.GET.get("code", "").strip().rstrip("/").rpartition("/")[2][:LONGEST_CODE]
    if typed:
        return _to(codes.printed(codes.normalised(typed)) or "-")
    return _shown(request, "reports/verification_form.html", {})


@public_page
@limited(CODES)
def _page(request, code):
    code_typed, code = code, codes.normalised(code)
    printed = codes.printed(code)
    proof = proof_of(code) if codes.is_well_formed(code) else None
    if proof is None:
        return _unknown(request, code, code_typed)
    if code_typed != printed or request.GET:
        # One address for each document, however its code was typed: to hold it against today takes time.
        return _to(printed)
    return _verified(request, proof)


@document_limit
def _verified(request, proof, **context):
    return _shown(request, "reports/verification.html", {"found": verify(proof), **context})


@never_cache
@limited(CODES)
def _of_file(request, code):
    """Whether the register produced this very file, whatever code stands in it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    try:
        digest = digest_of_upload(request)
    except TooLarge:
        return _shown(request, "reports/verification_form.html", {"too_large": True}, status=413)
    if not digest:
        return _shown(request, "reports/verification_form.html", {"no_file": True}, status=400)
    files = ProducedFile.objects.filter(sha256=digest).select_related("proof").order_by("pk")
    # A batch of certificates has many codes: the one of the page, if it is among them.
    code = codes.normalised(code)
    file = next((file for file in files if file.proof.code == code), None) or files.first()
    if file is None:
        return _shown(request, "reports/verification_form.html", {"unknown_file": digest}, status=404)
    return _verified(request, file.proof, same_file=digest)


def _unknown(request, code, typed):
    """As much help as a reader needs, and nothing about which codes there are."""
    context = {
        "typed": typed[:LONGEST_CODE],
        "is_well_formed": codes.is_well_formed(code),
        "near": [codes.printed(near) for near in codes.near_codes(code)],
    }
    return _shown(request, "reports/verification_form.html", {"unknown_code": context}, status=404)


def _to(printed):
    return HttpResponseRedirect(reverse("reports:verification", args=[printed]))


def _shown(request, template, context, *, status=200):
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
