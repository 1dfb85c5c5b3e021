"""Where the views of this folder stand, below the admin's ``accessibility/``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
