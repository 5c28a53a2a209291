from django.test import RequestFactory

from rss_registry.client_address import client_address, client_network


def ask(**headers):
    return client_address(RequestFactory().get("/", **{"REMOTE_ADDR": "127.0.0.1", **headers}))


def test_behind_our_proxy_the_address_is_what_the_proxy_wrote_last(settings):
    settings.HTTPS = True
    assert ask(HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7") == "192.0.2.7"
    assert ask() == "127.0.0.1"


def test_without_a_proxy_nobody_can_choose_an_address(settings):
    settings.HTTPS = False
    assert ask(HTTP_X_FORWARDED_FOR="192.0.2.7") == "127.0.0.1"


def test_one_network_of_ipv6_is_one_visitor():
    def counted_as(address):
        return client_network(RequestFactory().get("/", REMOTE_ADDR=address))

    assert counted_as("2001:db8::1") == counted_as("2001:db8::2") != counted_as("2001:db8:0:1::1")
    assert counted_as("192.0.2.7") == "192.0.2.7"
    assert counted_as("nonsense") == "unknown"


def test_an_address_of_ipv4_is_the_same_however_the_socket_writes_it():
    """Else everybody with one would be of the network « ::/64 »: known, and made to wait, together."""

    def counted_as(address):
        return client_network(RequestFactory().get("/", REMOTE_ADDR=address))

    assert ask(REMOTE_ADDR="::ffff:192.0.2.7") == "192.0.2.7"
    assert counted_as("::ffff:192.0.2.7") == "192.0.2.7" != counted_as("::ffff:192.0.2.8")
