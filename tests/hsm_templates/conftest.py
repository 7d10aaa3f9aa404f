from tests.hsm_templates.wakeups import wakeups

__all__ = ["wakeups"]
