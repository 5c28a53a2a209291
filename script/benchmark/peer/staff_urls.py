from django.urls import path

from script.benchmark.peer.staff import site

urlpatterns = [path("admin/", site.urls)]
