"""The demonstration register: five real reports, written through the forms and moves of staff."""
