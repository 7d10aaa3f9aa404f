from tests.hsm_templates.wakeups import wakeups
from tests.simulator import _running_simulator, simulator

__all__ = ["_running_simulator", "simulator", "wakeups"]
