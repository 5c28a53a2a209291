"""What a browser would send of a form, and load of a page, read from its HTML. Knows nothing of Django."""

from html.parser import HTMLParser

_NOT_SENT = {"submit", "button", "reset", "file", "image"}


class Page(HTMLParser):
    """`fields`: of the forms of a page that are sent by POST, sign-out apart; `files`: what it loads."""

    def __init__(self, content):
        super().__init__()
        self.fields, self.files = [], []
        self._is_inside, self._select, self._text, self._first = False, None, None, None
        self.feed(content)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._is_inside = given.get("method", "").lower() == "post" and given.get("id") != "logout-form"
        elif tag == "script" and "src" in given:
            self.files.append(given["src"])
        elif tag == "link" and given.get("rel") == "stylesheet":
            self.files.append(given["href"])
        elif self._is_inside:
            self._handle_field(tag, given)

    def _handle_field(self, tag, given):
        name = given.get("name")
        if tag == "option":
            value = given.get("value", "")
            if "selected" in given:
                self._add(self._select, value)
                self._first = None
            elif self._first == "":
                self._first = value
        elif not name or "disabled" in given:
            return
        elif tag == "input":
            kind = given.get("type", "text")
            if kind not in _NOT_SENT and (kind not in ("checkbox", "radio") or "checked" in given):
                self._add(name, given.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select":
            # Without a chosen option a browser sends the first; of several, none.
            self._select, self._first = name, None if "multiple" in given else ""
        elif tag == "textarea":
            self._text = [name, ""]

    def handle_data(self, data):
        if self._text:
            self._text[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._is_inside = False
        elif tag == "select" and self._is_inside:
            if self._first is not None:
                self._add(self._select, self._first)
        elif tag == "textarea" and self._text:
            # The line end after the tag is not part of the text.
            self._add(self._text[0], self._text[1].removeprefix("\n"))
            self._text = None

    def _add(self, name, value):
        self.fields.append((name, value))


def sent_of(content, changed):
    """The fields of the page's form as they stand, but for those that were typed."""
    fields = [(name, value) for name, value in Page(content).fields if name not in changed]
    return [*fields, *changed.items()]
