"""Settings that hold for all tests: the same examples in every run, and no deadline on a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "blogroi",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("blogroi")

collect_ignore = ["fuzzing"]  # needs a fuzzer, and runs for as long as it is told to
