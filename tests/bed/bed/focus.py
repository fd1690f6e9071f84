# SPDX-License-Identifier: GPL-3.0-or-later
"""Where Tab leads: all stops of a window, as the focus announces itself to a screen reader."""

import time

from gi.repository import Gio, GLib

from . import hands
from .node import PATIENCE, NotFound
from .tree import connection

TABS_AT_ONCE = 15
MOST_TABS = 300
QUIET = 0.25


class FocusLog:
    """While it is open: the path of each node of that program that was given the keyboard."""

    def __init__(self, bus_name):
        self.paths = []
        self.subscription = connection().signal_subscribe(
            bus_name, 'org.a11y.atspi.Event.Object', 'StateChanged', None, 'focused', Gio.DBusSignalFlags.NONE,
            self.changed)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        connection().signal_unsubscribe(self.subscription)

    def changed(self, _bus, _sender, path, _interface, _signal, parameters):
        _state, focused, *_rest = parameters.unpack()
        if focused:
            self.paths.append(path)

    def settle(self, timeout):
        """Until nothing was announced for a while; whether anything was."""
        deadline = time.monotonic() + timeout
        count, since = len(self.paths), None
        while (now := time.monotonic()) < deadline and (since is None or now < since + QUIET):
            if not GLib.MainContext.default().iteration(False):
                time.sleep(0.005)
            if len(self.paths) != count:
                count, since = len(self.paths), now
        return since is not None


def tab_stops(bus_name):
    """The paths of all nodes where Tab stops, in order, until it comes round."""
    with FocusLog(bus_name) as log:
        for _turn in range(MOST_TABS // TABS_AT_ONCE):
            hands.xdotool('key', '--clearmodifiers', '--repeat', TABS_AT_ONCE, '--delay', 12, 'Tab')
            if not log.settle(3 * PATIENCE):
                return log.paths
            # Somewhere again is once around. (Not always where it began: a list is entered at another row each time.)
            # So is the last row of a list that is all there is in a window: Tab stays there.
            stops = [path for path, before in zip(log.paths, [None, *log.paths]) if path != before]
            stays = len(log.paths) > TABS_AT_ONCE and len(set(log.paths[-TABS_AT_ONCE:])) == 1
            if len(set(stops)) < len(stops) or stays or len(stops) == 1 < len(log.paths):
                return list(dict.fromkeys(stops))
    raise NotFound(f'Tab does not come round in {MOST_TABS} steps: {log.paths[-3:]}')
