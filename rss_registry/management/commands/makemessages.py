"""Django’s `makemessages`, which leaves a new text untranslated rather than guess it from a like one."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
