"""Public addresses of `events`."""

app_name = "events"

urlpatterns: list = []
