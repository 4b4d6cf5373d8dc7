"""Settings for all tests."""

from hypothesis import HealthCheck, settings

# The same examples in every run and no time limit for one: a busy machine fails no test.
settings.register_profile(
    "cross-entropy",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("cross-entropy")
