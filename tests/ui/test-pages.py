#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""On every page of a gallery (pages, form_pages, account_pages): nothing is complained of, whatever can be pressed or
typed into has a name that a screen reader can say, and the keyboard comes to it, which is to be seen: in light, in
dark, and with high contrast."""

import importlib
import re
import sys

from bed import Suite, Tree, eyes, tab_stops, wait

HAS_EYES = eyes.open_eyes()
gallery = importlib.import_module(sys.argv[1])

CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'entry', 'password text',
            'combo box', 'menu item', 'spin button', 'slider', 'link', 'switch', 'page tab'}
# Without a label of its own, a node is called by its class.
CLASS_NAME = re.compile(r'^(Gtk|Adw|Pl)[A-Z]')
# Of each of these groups one is a stop of Tab, and arrows lead to the rest.
ARROW_GROUPS = {'list', 'menu', 'table', 'list box'}
# What the window manager does, by its own keys as well.
WINDOW_BUTTONS = {'Minimize', 'Maximize', 'Restore', 'Close', 'Close Close'}

suite = Suite(sys.argv[1].replace('_', '-'))
stage = gallery.STAGE()
suite.on_failure.append(lambda: print('# ' + stage.app.node.tree().replace('\n', '\n# ')))


class Look:
    """What there is at one moment, and seen."""

    def __init__(self):
        self.tree = Tree(stage.app.node.bus_name)
        items = stage.app.node.items(only_shown=True, tree=self.tree)
        self.boxes = dict(zip((item.path for item in items), self.tree.extents(items)))
        self.items = [item for item in items if min(self.boxes[item.path][2:]) > 0]

    def nameless(self, item):
        name = item.name.strip()
        if item.role == 'list item':
            # It is read out with all that is written in it.
            return not any(node.name and not CLASS_NAME.match(node.name) for node in self.tree.walk(item))
        # The eye in libadwaita 1.2's password row has no name, and nobody outside can give it one.
        return item.role in CONTROLS and name != 'GtkImage' and (not name or bool(CLASS_NAME.match(name)))

    def group_of(self, item):
        return next((node for node in self.tree.ancestors_of(item) if node.role in ARROW_GROUPS), None)

    def unreached(self, stops):
        """Controls of the windows that Tab was in where it never stopped, nor in them or in their group."""
        stops = [self.tree.items[path] for path in stops if path in self.tree.items]
        surfaces = {self.tree.surface_of(stop).path for stop in stops}
        reached = {stop.path for stop in stops}
        for stop in stops:
            reached.update(node.path for node in self.tree.ancestors_of(stop) if node.role in CONTROLS)
        groups = {(group.path, item.role) for item in self.items
                  if item.path in reached and (group := self.group_of(item))}
        left = [item for item in self.items if item.role in CONTROLS and 'sensitive' in item.states
                and item.path not in reached and self.tree.surface_of(item).path in surfaces
                and not self.is_somebody_elses(item)]
        left = [item for item in left if not (group := self.group_of(item)) or (group.path, item.role) not in groups]
        return self.tree.found_by_pointer(left)

    def is_somebody_elses(self, item):
        # GTK 4.8 does not tell that the keyboard is in a row for text.
        return item.name in WINDOW_BUTTONS or item.name == 'GtkImage' or \
            item.role == 'text' and getattr(self.tree.parent_of(item), 'role', None) == 'list'

    def tell(self, items):
        return [f'{item.role} "{item.name}" at {self.boxes.get(item.path)} in'
                f' "{getattr(self.tree.parent_of(item), "name", None)}"' for item in items]


def names():
    look = Look()
    return look.tell(item for item in look.items if look.nameless(item))


def reach():
    # What came while Tab was on its way, a toast, is passed the next time.
    return reach_once() and reach_once()


def reach_once():
    stops = tab_stops(stage.app.node.bus_name)
    look = Look()
    if not stops:
        return [f'nothing of {look.tell(look.items[1:2])} takes the keyboard']
    silent = [look.tree.items[path] for path in stops if path in look.tree.items]
    return ([f'no Tab stop: {words}' for words in look.tell(look.unreached(stops))]
            + [f'stops, and says nothing: {words}' for words in look.tell(filter(look.nameless, silent))])


for name, show in gallery.PAGES.items():
    @suite.case(name)
    def _(name=name, show=show):
        before = len(stage.app.warnings())
        show(stage)
        if name not in gallery.NOT_OURS:
            # A toast or a tooltip may go while the tree is walked: then it is walked again.
            _done, found = wait(lambda: (True, names()), 'the page to hold still')
            if name not in gallery.PASSING:
                _done, more = wait(lambda: (True, reach()), 'the page to hold still')
                found += more
                if HAS_EYES:
                    found += eyes.unseen_stops()
            assert not found, '\n'.join(['what a screen reader or a keyboard does not find, or nobody sees:', *found])
        complaints = stage.app.warnings()[before:]
        assert not complaints, '\n'.join(complaints)


@suite.case('without rings it would be seen that there are none')
def _():
    if not HAS_EYES:
        suite.skip('built without eyes')
    with eyes.Blindfold():
        found = eyes.unseen_stops()
    assert found, 'nothing was missed'


try:
    suite.run()
finally:
    stage.app.stop()
