"""All doors over HTTP."""

from django.urls import include, path

urlpatterns = [path("", include("siyu.console.urls"))]

handler400 = "siyu.console.pages.errors.wrong"
handler403 = "siyu.console.pages.errors.forbidden"
handler404 = "siyu.console.pages.errors.missing"
handler500 = "siyu.console.pages.errors.broken"
