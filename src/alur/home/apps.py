from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "alur.home"
    label = "home"

    def ready(self) -> None:
        from alur.base.ui import navigation
        from alur.home.navigation import ITEMS
        from alur.home.views.finished import PANEL
        from alur.learning.views import panels

        navigation.register(ITEMS)
        panels.register("earned", PANEL)
