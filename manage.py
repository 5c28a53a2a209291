#!/usr/bin/env python
"""Command-line entry point; `script/manage` calls it with the local environment."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rss_registry.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
