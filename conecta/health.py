"""What watches this installation asks: does it live, can it serve, and figures of both."""

import asyncio
from typing import Any

from django.http import HttpRequest, HttpResponse
from health_check.views import HealthCheckView

READY = ("health_check.checks.Database", "health_check.checks.Cache")


class HealthView(HealthCheckView):  # type: ignore[misc]  # the package ships no types
    """One line a check, in plain text; 500 when one fails."""

    checks: tuple[str, ...] = ()

    async def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        with self.get_executor() as executor:
            checks = [check.get_result(executor) for check in self.get_checks()]
            self.results = await asyncio.gather(*checks)
        return self.answer()

    def answer(self) -> HttpResponse:
        failed = any(result.error for result in self.results)
        if not self.results:
            return HttpResponse("ok\n", content_type="text/plain")
        told: HttpResponse = self.render_to_response_text(500 if failed else 200)
        return told


class MetricsView(HealthView):
    """The same in OpenMetrics, always 200 as Prometheus expects."""

    def answer(self) -> HttpResponse:
        told: HttpResponse = self.render_to_response_openmetrics()
        return told
