from django.test import RequestFactory

from rss_registry.client_address import client_address


def ask(**headers):
    return client_address(RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", **headers))


def test_behind_our_proxy_the_address_is_what_the_proxy_wrote_last(settings):
    settings.HTTPS = True
    assert ask(HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7") == "192.0.2.7"
    assert ask() == "127.0.0.1"


def test_without_a_proxy_nobody_can_choose_an_address(settings):
    settings.HTTPS = False
    assert ask(HTTP_X_FORWARDED_FOR="192.0.2.7") == "127.0.0.1"
