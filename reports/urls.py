"""Public addresses of `reports`."""

app_name = "reports"

urlpatterns: list = []
