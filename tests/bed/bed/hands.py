# SPDX-License-Identifier: GPL-3.0-or-later
"""Keyboard and pointer, as a person has them; and the X windows they land in."""

import re
import subprocess


def xdotool(*words):
    return subprocess.run(['xdotool', *map(str, words)], check=True, capture_output=True, text=True).stdout


def key(*names):
    """Presses keys one after the other; a name is xdotool's: 'ctrl+n', 'Tab', 'shift+Tab', 'Return'."""
    for name in names:
        xdotool('key', '--clearmodifiers', name)


def type_text(text):
    for run in re.findall(r'[\x20-\x7e\n]+|[^\x20-\x7e\n]', text):
        # What no key has is put on a spare key for the moment: the program must have looked before it is taken off.
        xdotool('type', '--clearmodifiers', '--delay', 8 if run.isascii() else 250, run)


# No --sync: requests arrive in order anyway, and xdotool waits long for a pointer that is there already.
def click_at(x, y, button=1):
    xdotool('mousemove', round(x), round(y), 'click', button)


def click_with(modifier, x, y):
    """'ctrl' or 'shift' is held meanwhile."""
    xdotool('mousemove', round(x), round(y), 'keydown', modifier, 'click', 1, 'keyup', modifier)


def press_long(x, y, seconds=1.2):
    xdotool('mousemove', round(x), round(y), 'mousedown', 1, 'sleep', seconds, 'mouseup', 1)


def wheel(x, y, direction, turns=1):
    """Turns the wheel at that point; direction 1 is towards the end."""
    xdotool('mousemove', round(x), round(y), 'click', '--repeat', turns, '--delay', 10,
            5 if direction > 0 else 4)


def move_away():
    """Takes the pointer to a corner: no hover, no tooltip, no cursor in the picture."""
    width, height = map(int, xdotool('getdisplaygeometry').split())
    xdotool('mousemove', width - 1, height - 1)


class XWindow:
    def __init__(self, number):
        self.number = number
        words = dict(line.split('=') for line in xdotool('getwindowgeometry', '--shell', number).split())
        self.x, self.y, self.width, self.height = (int(words[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))

    @property
    def title(self):
        return xdotool('getwindowname', self.number).strip()

    def resize(self, width, height):
        xdotool('windowsize', '--sync', self.number, width, height)

    def move(self, x, y):
        xdotool('windowmove', self.number, x, y)

    def focus(self):
        xdotool('windowactivate', '--sync', self.number)


def x_windows(pid):
    """The visible windows of a process; popovers are windows of their own here."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(pid)], capture_output=True, text=True)
    windows = []
    for number in found.stdout.split():
        try:
            windows.append(XWindow(number))
        except subprocess.CalledProcessError:
            continue   # closed while we looked
    return windows


def keyboard_window():
    """The number of the X window that has the keyboard."""
    return subprocess.run(['xdotool', 'getwindowfocus'], capture_output=True, text=True).stdout.strip()
