"""Starts the demo room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo district: synthetic records of a district of true size."""

    name = "linli.demo"
    label = "demo"
    verbose_name = "演示区"

    def ready(self) -> None:
        from linli.audit import codes

        codes.register(
            codes.Code(code="demo.district.loaded", sentence="载入演示区：{rows} 行，摘要 {digest}"),
            codes.Code(code="demo.clock.advanced", sentence="演示时钟前进到 {instant}"),
        )
