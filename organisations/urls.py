"""Public addresses of `organisations`."""

app_name = "organisations"

urlpatterns: list = []
