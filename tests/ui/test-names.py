#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""On every page: whatever can be pressed or typed into has a name that a screen reader can say."""

import re

from bed import Suite, Tree, wait
from pages import PAGES, Stage

INTERACTIVE = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'entry', 'password text',
               'combo box', 'menu item', 'spin button', 'slider', 'link', 'switch', 'page tab'}
# Without a label of its own, a node is called by its class.
CLASS_NAME = re.compile(r'^(Gtk|Adw|Pl)[A-Z]')

suite = Suite('names')
stage = Stage()
suite.on_failure.append(lambda: print('# ' + stage.app.node.tree().replace('\n', '\n# ')))


def nameless(item):
    name = item.name.strip()
    if item.role not in INTERACTIVE or name and not CLASS_NAME.match(name):
        return False
    # The eye in libadwaita 1.2's password row has no name, and nobody outside can give it one.
    return name != 'GtkImage'


def all_nameless():
    tree = Tree(stage.app.node.bus_name)
    items = [item for item in stage.app.node.items(only_shown=True, tree=tree) if nameless(item)]
    return [f'{item.role} "{item.name}" at {box} in "{tree.parent_of(item).name}"'
            for item, box in zip(items, tree.extents(items)) if min(box[2:]) > 0]


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
