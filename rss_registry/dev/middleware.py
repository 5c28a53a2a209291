"""Public pages travel compressed (rss_registry/public_pages.py); into those no toolbar can write."""


def uncompressed(get_response):
    def middleware(request):
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        # Nor does a browser keep the page of before.
        request.META.pop("HTTP_IF_NONE_MATCH", None)
        return get_response(request)

    return middleware
