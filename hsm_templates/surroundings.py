"""What the rules must know beside the text of a template, as it is now."""

from hsm_templates.lint import Surroundings
from hsm_templates.models import Template
from hsm_templates.signals import term_sought


def current() -> Surroundings:
    return Surroundings(is_term_in_force=is_term_in_force())


def is_term_in_force() -> bool:
    return any(answer for _receiver, answer in term_sought.send(Template))
