"""The doors of the console."""

from django.urls import path

from siyu.console.pages import (
    exporting,
    health,
    home,
    importing,
    ledger,
    numbers,
    people,
    prices,
    settings,
    signing,
    uploading,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("prices", prices.prices, name="prices"),
    path("prices/behind", prices.figure, name="behind"),
    path("people", people.people, name="people"),
    path("people/conflicts", people.conflicts, name="conflicts"),
    path("people/<int:person_id>", people.person, name="person"),
    path("people/<int:person_id>/merge", people.merge, name="merge"),
    path("people/<int:person_id>/split", people.split, name="split"),
    path("ledger", ledger.ledger, name="ledger"),
    path("ledger/entries", ledger.entries, name="entries"),
    path("imports", importing.imports, name="imports"),
    path("imports/new", uploading.upload, name="upload"),
    path("imports/<int:import_id>", importing.one, name="import"),
    path("imports/<int:import_id>/progress", importing.progress, name="progress"),
    path("imports/<int:import_id>/decide", importing.decide, name="decide"),
    path("imports/<int:import_id>/cancel", importing.cancel, name="cancel"),
    path("imports/<int:import_id>/again", importing.again, name="again"),
    path("imports/<int:import_id>/withdraw", importing.withdraw, name="withdraw"),
    path("imports/<int:import_id>/refused", importing.refused, name="refused"),
    path("settings", settings.settings, name="settings"),
    path("numbers/<slug:name>", numbers.definition, name="definition"),
    path("export/<str:name>", exporting.export, name="export"),
    path("sign-in", signing.sign_in, name="sign_in"),
    path("sign-in/<str:token>", signing.sign_in_by_link, name="sign_in_by_link"),
    path("sign-out", signing.sign_out, name="sign_out"),
    path("password", signing.password, name="password"),
    path("language", signing.choose, name="language"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
