"""What waits for the reader on the first page of the admin: one module for each kind of thing."""

from events.admin.home.categories import category_panels
from events.admin.home.corrections import correction_panels
from events.admin.home.follow_up import follow_up_panels
from events.admin.home.page import EventHome
from events.admin.home.records import record_panels
from events.admin.home.year import year_panels

__all__ = [
    "EventHome",
    "category_panels",
    "correction_panels",
    "follow_up_panels",
    "record_panels",
    "year_panels",
]
