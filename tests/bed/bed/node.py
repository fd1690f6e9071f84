# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a screen reader sees it, with the gaps of GTK 4.8 filled in one place.

What GTK 4.8 leaves out, and what stands here instead:
- `showing` is never set, and a stack's hidden pages keep the size that they had: a node is there when it has a size and
  what is under its page's labels is that page (`only_shown_pages`);
- check buttons, list rows and combo rows have no action, and nothing takes the focus on request: `click` is a
  real click at the middle of the node;
- a button with a mnemonic is called "_Create Create": names are compared without underscores and by part;
- extents are relative to the window without its shadow or border, and a popover, an X window of its own, counts from
  where it would be and not from where it is: `point` puts both right;
- the text in an entry has the focus, but is not in the tree: then `focus` finds nothing.
"""

import re
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

from . import hands   # noqa: E402

TIMEOUT = 8


class NotFound(AssertionError):
    pass


class Gone(AssertionError):
    pass


def wait(condition, what, timeout=TIMEOUT):
    """Asks again and again until the answer is true; a node that goes away meanwhile is no answer yet."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            answer = condition()
        except (GLib.Error, Gone):
            answer = None
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise NotFound(f'waited {timeout} s for {what}')
        time.sleep(0.03)


def matches(wanted, name):
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return bool(wanted.search(name))
    return wanted in name


class Node:
    def __init__(self, accessible):
        self.accessible = accessible

    def __repr__(self):
        try:
            return f'<{self.role} "{self.name}">'
        except GLib.Error:
            return '<a node that is gone>'

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def name(self):
        return (self.accessible.get_name() or '').replace('_', '')

    @property
    def description(self):
        return self.accessible.get_description() or ''

    @property
    def pid(self):
        return self.accessible.get_process_id()

    @property
    def states(self):
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    @property
    def checked(self):
        return 'checked' in self.states

    @property
    def focused(self):
        return 'focused' in self.states

    @property
    def sensitive(self):
        return 'sensitive' in self.states

    @property
    def text(self):
        """What is written in an entry or a label."""
        interface = self.accessible.get_text_iface()
        if interface is None:
            return self.name
        # GTK 4.8 answers '' to the usual (0, -1).
        return Atspi.Text.get_text(interface, 0, Atspi.Text.get_character_count(interface))

    @property
    def extents(self):
        """x, y, width and height in the window."""
        interface = self.accessible.get_component_iface()
        if interface is None:
            return 0, 0, 0, 0
        box = Atspi.Component.get_extents(interface, Atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    @property
    def shown(self):
        return min(self.extents[2:]) > 0

    @property
    def is_stack_page(self):
        """GtkStackPage is no widget, and so the only panel without a place in the window."""
        return self.role == 'panel' and self.accessible.get_component_iface() is None

    @property
    def children(self):
        nodes = []
        for index in range(self.accessible.get_child_count()):
            try:
                child = self.accessible.get_child_at_index(index)
            except GLib.Error:
                continue
            if child is not None:
                nodes.append(Node(child))
        return nodes

    @property
    def parent(self):
        accessible = self.accessible.get_parent()
        return Node(accessible) if accessible is not None else None

    def walk(self, only_shown=False):
        yield self
        try:
            children = self.children
            if only_shown and children and (children[0].is_stack_page or self.name == 'AdwLeaflet'):
                children = self.only_shown_pages(children)
        except GLib.Error:
            return
        for child in children:
            yield from child.walk(only_shown)

    def only_shown_pages(self, pages):
        """Of a stack's pages the one in front; all that may be, when the pointer finds no label to tell by."""
        if self.surface().name.startswith('GtkPopover'):
            return pages
        seen = [(page, page.is_in_front()) for page in pages]
        return [page for page, front in seen if front] or [page for page, front in seen if front is None]

    def is_in_front(self):
        """Whether the pointer would find this node at its labels; None when there is nothing to tell by."""
        frame = self.surface().accessible.get_component_iface()
        answer = None
        tried = 0
        for node in self.walk():
            x, y, width, height = node.extents if node.role == 'label' else (0, 0, 0, 0)
            if min(width, height) <= 0:
                continue
            found = Atspi.Component.get_accessible_at_point(frame, x + width // 2, y + height // 2,
                                                            Atspi.CoordType.WINDOW)
            if found is not None:
                if self.holds(Node(found)):
                    return True
                answer = False
            tried += 1
            if tried == 6:
                break
        return answer

    def holds(self, node):
        while node is not None:
            if node.accessible == self.accessible:
                return True
            node = node.parent
        return False

    def find_now(self, role=None, name=None, shown=True, nth=0, text=None):
        for node in self.walk(only_shown=shown):
            try:
                if ((role is None or node.role == role) and matches(name, node.name)
                        and (text is None or matches(text, node.text)) and (not shown or node.shown)):
                    if nth == 0:
                        return node
                    nth -= 1
            except GLib.Error:
                continue
        return None

    def find(self, role=None, name=None, shown=True, nth=0, text=None, timeout=TIMEOUT):
        """The first (or nth) node of that role whose name (or text) holds the words, or fits the pattern."""
        what = f'{role or "a node"} named {name!r}' + (f' with the text {text!r}' if text else '')
        return wait(lambda: self.find_now(role, name, shown, nth, text), f'{what} in {self!r}', timeout)

    def all(self, role=None, name=None, shown=True):
        found = []
        for node in self.walk(only_shown=shown):
            try:
                if (role is None or node.role == role) and matches(name, node.name) and (not shown or node.shown):
                    found.append(node)
            except GLib.Error:
                continue
        return found

    def wait_gone(self, role=None, name=None, timeout=TIMEOUT):
        wait(lambda: not self.find_now(role, name), f'{role or "node"} {name!r} to go away', timeout)

    def surface(self):
        """The node that has an X window of its own and shows this one: a popover, a dialog or a window."""
        node = self
        while True:
            parent = node.parent
            if parent is None or parent.role == 'application' or node.name.startswith('GtkPopover'):
                if node.name != 'GtkPopoverContent':
                    return node
            node = parent

    def window(self):
        """The X window that shows this node, and the margin of its border or shadow."""
        return self.surface().own_window()

    def own_window(self):
        _x, _y, width, height = self.extents
        candidates = hands.x_windows(self.pid)
        if not candidates:
            raise Gone(f'no window shows {self!r}')

        def misfit(window):
            across, down = window.width - width, window.height - height
            return across < 0 or down < 0, abs(across - down), across, window.title not in self.name
        best = min(candidates, key=misfit)
        return best, max(best.width - width, 0) // 2, max(best.height - height, 0) // 2

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
        while pane is not None and pane.role != 'application':
            if pane.role == 'scroll pane':
                where = pane.point(0.5, 0.5)
                for _try in range(30):
                    _x, top, _width, height = pane.extents
                    middle = self.extents[1] + self.extents[3] / 2
                    if top < middle < top + height:
                        break
                    away = max(top - middle, middle - top - height)
                    hands.wheel(*where, -1 if middle <= top else 1, 1 + int(away / 100))
                    time.sleep(0.1)
                else:
                    raise AssertionError(f'{self!r} does not come into view')
            pane = pane.parent

    def click(self, across=0.5, down=0.5, button=1):
        wait(lambda: self.shown, f'{self!r} to have a size')
        self.bring_into_view()
        # For a moment the X server may know no window of the program's: one closes while another opens.
        hands.click_at(*wait(lambda: self.point(across, down), f'a window that shows {self!r}'), button)
        return self

    @property
    def actions(self):
        interface = self.accessible.get_action_iface()
        if interface is None:
            return []
        return [Atspi.Action.get_action_name(interface, i) for i in range(Atspi.Action.get_n_actions(interface))]

    def activate(self, action=None):
        """What a screen reader's user does: the node's own action, no pointer."""
        actions = self.actions
        if not actions or (action and action not in actions):
            raise AssertionError(f'{self!r} offers {actions}, not {action or "anything"}')
        Atspi.Action.do_action(self.accessible.get_action_iface(), actions.index(action) if action else 0)
        return self

    def set_text(self, text):
        """Sets an entry's text at once; to see it typed, click and hands.type_text."""
        if not Atspi.EditableText.set_text_contents(self.accessible.get_editable_text_iface(), text):
            raise AssertionError(f'{self!r} takes no text')
        return self

    def select_child(self, index):
        if not Atspi.Selection.select_child(self.accessible.get_selection_iface(), index):
            raise AssertionError(f'{self!r} does not select {index}')
        return self

    def focus(self):
        """The node in it that has the keyboard, or None."""
        for node in self.walk():
            try:
                if node.focused and node.role not in ('frame', 'dialog'):
                    return node
            except GLib.Error:
                continue
        return None

    def tree(self, only_shown=True):
        lines = []

        def add(node, depth):
            try:
                box = ' '.join(map(str, node.extents))
                text = node.text if node.role in ('text', 'entry', 'label') else ''
                note = f' = {text!r}' if text and text != node.name else ''
                lines.append(f'{"  " * depth}{node.role} {node.name!r}{note} [{box}] {" ".join(node.states)}')
                children = node.children
                if only_shown and children and (children[0].is_stack_page or node.name == 'AdwLeaflet'):
                    children = node.only_shown_pages(children)
            except GLib.Error:
                return
            for child in children:
                if not only_shown or child.shown or child.children:
                    add(child, depth + 1)
        add(self, 0)
        return '\n'.join(lines)


def application_now(name=None, pid=None):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        accessible = desktop.get_child_at_index(index)
        if accessible is None:
            continue
        node = Node(accessible)
        if (name is None or node.name == name) and (pid is None or node.pid == pid):
            # Without a main loop in this process a cache would never hear of changes.
            accessible.set_cache_mask(Atspi.Cache.NONE)
            return node
    return None


def application(name=None, pid=None, timeout=20):
    return wait(lambda: application_now(name, pid), f'the application {name or pid}', timeout)
