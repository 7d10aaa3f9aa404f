"""The suite's settings, with a bare view beside ours for `bench_webhook`."""

from conecta.settings.test import *  # noqa: F403 - differences over the suite's

ROOT_URLCONF = "tests.bench.urls"
