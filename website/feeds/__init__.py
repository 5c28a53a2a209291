"""Events for other programs: news readers, calendars, search engines, reference managers."""
