"""What every public page does with a request, whatever it shows.

It is read, never written to; it travels compressed; and a reader who already has it is told so in
a few bytes. Compression is here rather than for the whole site: staff pages hold secrets beside
what a request can choose (the BREACH attack), and files are compressed already.
"""

from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe


def public_page(view):
    return require_safe(gzip_page(conditional_page(view)))
