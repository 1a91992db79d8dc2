from .components.html import *  # noqa: F403
