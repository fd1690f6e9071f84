#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""On every page: whatever can be pressed or typed into has a name that a screen reader can say."""

import re

from bed import Suite, wait
from pages import PAGES, Stage

INTERACTIVE = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'entry', 'password text',
               'combo box', 'menu item', 'spin button', 'slider', 'link', 'switch', 'page tab'}
# Without a label of its own, a node is called by its class.
CLASS_NAME = re.compile(r'^(Gtk|Adw|Pl)[A-Z]')

suite = Suite('names')
stage = Stage()
suite.on_failure.append(lambda: print('# ' + stage.app.node.tree().replace('\n', '\n# ')))


def nameless(node):
    name = node.name.strip()
    if node.role not in INTERACTIVE or name and not CLASS_NAME.match(name):
        return False
    # The eye in libadwaita 1.2's password row has no name, and nobody outside can give it one.
    return name != 'GtkImage'


def all_nameless():
    return [f'{node!r} at {node.extents} in {node.parent!r}' for node in stage.app.node.walk(only_shown=True)
            if nameless(node) and node.shown]


for name, show in PAGES.items():
    @suite.case(name)
    def _(name=name, show=show):
        before = len(stage.app.warnings())
        show(stage)
        complaints = stage.app.warnings()[before:]
        assert not complaints, '\n'.join(complaints)
        if name == 'about':
            return   # libadwaita's own window, whose back button has no name
        # A toast or a tooltip may go while the tree is walked: then it is walked again.
        _done, found = wait(lambda: (True, all_nameless()), 'the page to hold still')
        assert not found, '\n'.join(found)


try:
    suite.run()
finally:
    stage.app.stop()
