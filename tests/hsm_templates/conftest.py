from tests.simulator import _running_simulator, simulator

__all__ = ["_running_simulator", "simulator"]
