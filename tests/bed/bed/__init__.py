# SPDX-License-Identifier: GPL-3.0-or-later
"""What a UI test needs inside tests/bed/session: the window's tree, keys and pointer, the screen, TAP."""

from .customer import pay
from .focus import tab_stops
from .hands import click_with, key, move_away, press_long, type_text, wheel
from .node import Gone, Node, NotFound, application, wait
from .programs import Paylinks, Practice
from .screen import Screen
from .screens import Screens
from .tap import Suite
from .tree import Tree

__all__ = ['Gone', 'Node', 'NotFound', 'Paylinks', 'Practice', 'Screen', 'Screens', 'Suite', 'Tree', 'application',
           'click_with', 'key', 'move_away', 'pay', 'press_long', 'tab_stops', 'type_text', 'wait', 'wheel']
