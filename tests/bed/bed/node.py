# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a screen reader sees it, with the gaps of GTK 4.8 filled in one place.

What GTK 4.8 leaves out, and what stands here instead:
- `showing` is never set, and a stack's hidden pages keep the size that they had: a node is there when it has a size and
  what is under its page's labels is that page (`Tree.front_pages`);
- check buttons, list rows and combo rows have no action, and nothing takes the focus on request: `click` is a
  real click at the middle of the node;
- a button with a mnemonic is called "_Create Create": names are compared without underscores and by part;
- extents are relative to the window without its shadow or border, and a popover, an X window of its own, counts from
  where it would be and not from where it is: `point` puts both right;
- the text in an entry has the focus, but is not in the tree: then `focus` finds nothing.
"""

import contextlib
import os
import re
import time

from gi.repository import GLib

from . import hands
from .tree import (ACCESSIBLE, COMPONENT, ROOT, TEXT, WINDOW_COORDINATES, Tree, call, get, plain, role_name,
                   state_names)

ACTION = 'org.a11y.atspi.Action'
NO_NODE = '/org/a11y/atspi/null'
# Deadlines say when to give up, and cost nothing where all is well. Whoever knows that the machine or the program is
# slow makes them longer: build-aux/test does.
PATIENCE = float(os.environ.get('PAYLINKS_PATIENCE', '1'))
TIMEOUT = 20
# A shadow on both sides.
WIDEST_BORDER = 120


class NotFound(AssertionError):
    pass


class Gone(AssertionError):
    pass


def wait(condition, what, timeout=TIMEOUT):
    """Asks again and again until the answer is true; a node that goes away meanwhile is no answer yet."""
    timeout *= PATIENCE
    deadline = time.monotonic() + timeout
    while True:
        begin = time.monotonic()
        try:
            answer = condition()
        except (GLib.Error, Gone):
            answer = None
        if answer:
            return answer
        now = time.monotonic()
        if now > deadline:
            raise NotFound(f'waited {timeout:g} s for {what}')
        # A slow answer is a busy program: as long as it took to answer it gets for its own work.
        time.sleep(min(max(0.03, now - begin), 1))


def matches(wanted, name):
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return bool(wanted.search(name))
    return wanted in name


def is_popover(name):
    """A window of its own, wherever it hangs."""
    return name.startswith('GtkPopover') and name != 'GtkPopoverContent'


class Node:
    """One node. What it is like is asked for each time; where it is in the tree, of a whole new tree."""

    def __init__(self, bus_name, path):
        self.bus_name = bus_name
        self.path = path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.bus_name, self.path) == (other.bus_name, other.path)

    def __hash__(self):
        return hash((self.bus_name, self.path))

    def __repr__(self):
        try:
            return f'<{self.role} "{self.name}">'
        except GLib.Error:
            return '<a node that is gone>'

    def call(self, interface, method, signature=None, *parameters):
        return call(self.bus_name, self.path, interface, method, signature, *parameters)

    def get(self, name, interface=ACCESSIBLE):
        return get(self.bus_name, self.path, interface, name)

    def nodes(self, items):
        return [Node(self.bus_name, item.path) for item in items]

    @property
    def role(self):
        return role_name(self.call(ACCESSIBLE, 'GetRole'))

    @property
    def name(self):
        return plain(self.get('Name'))

    @property
    def description(self):
        return self.get('Description')

    @property
    def pid(self):
        return process_id(self.bus_name)

    @property
    def states(self):
        return state_names(tuple(self.call(ACCESSIBLE, 'GetState')))

    @property
    def checked(self):
        return 'checked' in self.states

    @property
    def focused(self):
        return 'focused' in self.states

    @property
    def sensitive(self):
        return 'sensitive' in self.states

    def offers(self, interface):
        return interface in self.call(ACCESSIBLE, 'GetInterfaces')

    @property
    def text(self):
        """What is written in an entry or a label."""
        if not self.offers(TEXT):
            return self.name
        # GTK 4.8 answers '' to the usual (0, -1).
        return self.call(TEXT, 'GetText', '(ii)', 0, self.get('CharacterCount', TEXT))

    @property
    def extents(self):
        """x, y, width and height in the window."""
        if not self.offers(COMPONENT):
            return 0, 0, 0, 0
        return self.call(COMPONENT, 'GetExtents', '(u)', WINDOW_COORDINATES)

    @property
    def shown(self):
        return min(self.extents[2:]) > 0

    @property
    def children(self):
        return [Node(self.bus_name, path) for _bus, path in self.call(ACCESSIBLE, 'GetChildren')]

    @property
    def parent(self):
        _bus, path = self.get('Parent')
        return Node(self.bus_name, path) if path != NO_NODE and self.path != ROOT else None

    def items(self, only_shown=False, tree=None):
        """All of this node and below, as it was at one moment."""
        tree = tree or Tree(self.bus_name)
        if self.path not in tree.items:
            raise Gone(f'{self.path} is gone')
        top = tree.items[self.path]
        return list(tree.walk_shown(top) if only_shown else tree.walk(top))

    def find_items(self, tree, role=None, name=None, shown=True, text=None):
        top = tree.items.get(self.path)
        if top is None:
            return []
        found = [item for item in tree.walk(top) if role in (None, item.role) and matches(name, item.name)]
        if text is not None:
            found = [item for item, written in zip(found, tree.texts(found)) if matches(text, plain(written))]
        if shown:
            found = [item for item, box in zip(found, tree.extents(found)) if min(box[2:]) > 0]
            found = [item for item in found if tree.is_shown_under(item, top)]
        return found

    def find_now(self, role=None, name=None, shown=True, nth=0, text=None):
        return next(iter(self.all(role, name, shown, text)[nth:]), None)

    def find(self, role=None, name=None, shown=True, nth=0, text=None, timeout=TIMEOUT):
        """The first (or nth) node of that role whose name (or text) holds the words, or fits the pattern."""
        what = f'{role or "a node"} named {name!r}' + (f' with the text {text!r}' if text else '')
        return wait(lambda: self.find_now(role, name, shown, nth, text), f'{what} in {self!r}', timeout)

    def all(self, role=None, name=None, shown=True, text=None):
        return self.nodes(self.find_items(Tree(self.bus_name), role, name, shown, text))

    def wait_gone(self, role=None, name=None, timeout=TIMEOUT):
        wait(lambda: not self.find_now(role, name), f'{role or "node"} {name!r} to go away', timeout)

    def surface(self):
        """The node that has an X window of its own and shows this one: a popover, a dialog or a window."""
        node = self
        while True:
            parent, name = node.parent, node.name
            if parent is None or parent.path == ROOT or is_popover(name):
                return node
            node = parent

    def window(self):
        """The X window that shows this node, and the margin of its border or shadow."""
        return self.surface().own_window()

    def own_window(self):
        return wait(self.own_window_now, f'a window that shows {self!r}')

    def own_window_now(self):
        """The one of its size, with the same border all around; what only now opens or changes has none yet."""
        _x, _y, width, height = self.extents
        fits = []
        for window in hands.x_windows(self.pid):
            across, down = window.width - width, window.height - height
            if across == down and 0 <= across <= WIDEST_BORDER:
                fits.append((across, window.title not in self.get('Name'), window))
        across, _titled, window = min(fits, key=lambda fit: fit[:2], default=(0, False, None))
        return (window, across // 2, across // 2) if window else None

    @property
    def has_keyboard(self):
        """Whether keys go to its window. A window that has just come is seen before it is given them."""
        fit = self.surface().own_window_now()
        return fit is not None and fit[0].number == hands.keyboard_window()

    def point(self, across=0.5, down=0.5):
        """Where that part of the node is on the screen."""
        surface = self.surface()
        left, top = surface.extents[:2] if surface.name.startswith('GtkPopover') else (0, 0)
        x, y, width, height = self.extents
        window, margin_x, margin_y = surface.own_window()
        return (window.x + margin_x + x - left + width * across, window.y + margin_y + y - top + height * down)

    def bring_into_view(self):
        """Turns the wheel over the scrolled panes around the node until its middle is seen, as a person would."""
        pane = self.parent
        while pane is not None and pane.role != 'application' and not is_popover(pane.name):
            if pane.role == 'scroll pane':
                where = pane.point(0.5, 0.5)
                for _try in range(30):
                    _x, top, _width, height = pane.extents
                    middle = self.extents[1] + self.extents[3] / 2
                    if top < middle < top + height:
                        break
                    away = max(top - middle, middle - top - height)
                    before = self.extents
                    hands.wheel(*where, -1 if middle <= top else 1, 1 + int(away / 100))
                    with contextlib.suppress(NotFound):   # at its end, or it scrolls something inside
                        wait(lambda: self.extents != before, 'the pane to scroll', 0.5)
                else:
                    raise AssertionError(f'{self!r} does not come into view')
            pane = pane.parent

    def click(self, across=0.5, down=0.5, button=1):
        wait(lambda: self.shown, f'{self!r} to have a size')
        self.bring_into_view()
        hands.click_at(*self.point(across, down), button)
        return self

    @property
    def actions(self):
        if not self.offers(ACTION):
            return []
        return [self.call(ACTION, 'GetName', '(i)', i) for i in range(self.get('NActions', ACTION))]

    def activate(self, action=None):
        """What a screen reader's user does: the node's own action, no pointer."""
        actions = self.actions
        if not actions or (action and action not in actions):
            raise AssertionError(f'{self!r} offers {actions}, not {action or "anything"}')
        self.call(ACTION, 'DoAction', '(i)', actions.index(action) if action else 0)
        return self

    def set_text(self, text):
        """Sets an entry's text at once; to see it typed, click and hands.type_text."""
        if not self.call('org.a11y.atspi.EditableText', 'SetTextContents', '(s)', text):
            raise AssertionError(f'{self!r} takes no text')
        return self

    def select_child(self, index):
        if not self.call('org.a11y.atspi.Selection', 'SelectChild', '(i)', index):
            raise AssertionError(f'{self!r} does not select {index}')
        return self

    def focus(self):
        """The node in it that has the keyboard, or None."""
        tree = Tree(self.bus_name)
        top = tree.items.get(self.path)
        found = [item for item in (tree.walk(top) if top else ())
                 if 'focused' in item.states and item.role not in ('frame', 'dialog')]
        return self.nodes(found[:1])[0] if found else None

    def tree(self, only_shown=True):
        tree = Tree(self.bus_name)
        items = self.items(only_shown, tree)
        top = items[0]
        boxes = dict(zip((item.path for item in items), tree.extents(items)))
        texts = dict(zip((item.path for item in items), tree.texts(items)))
        lines = []

        def add(item, depth):
            written = texts[item.path] if item.role in ('text', 'entry', 'label') else ''
            note = f' = {written!r}' if written and written != item.name else ''
            box = ' '.join(map(str, boxes[item.path]))
            lines.append(f'{"  " * depth}{item.role} {item.name!r}{note} [{box}] {" ".join(sorted(item.states))}')
            for child in tree.shown_children_of(item) if only_shown else tree.children_of(item):
                if not only_shown or min(boxes[child.path][2:]) > 0 or tree.children_of(child):
                    add(child, depth + 1)
        add(top, 0)
        return '\n'.join(lines)


def process_id(bus_name):
    return call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                '(s)', bus_name)


def application_now(name=None, pid=None):
    for bus_name, path in call('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren'):
        node = Node(bus_name, path)
        try:
            if (name is None or node.name == name) and (pid is None or node.pid == pid):
                return node
        except GLib.Error:
            continue   # it has just ended
    return None


def application(name=None, pid=None, timeout=20):
    return wait(lambda: application_now(name, pid), f'the application {name or pid}', timeout)
