# SPDX-License-Identifier: GPL-3.0-or-later
"""A program's accessibility tree in one answer.

A program keeps all of its tree that was ever asked for at one place, org.a11y.atspi.Cache, and tells it in one call.
So it is asked for as a whole: node by node is some hundred calls, each of which waits for the program's main loop, and
takes seconds where the machine is busy. Questions about several nodes are sent together for the same reason.
"""

import ast
import functools
import os
import typing

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib   # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
COMPONENT = 'org.a11y.atspi.Component'
TEXT = 'org.a11y.atspi.Text'
PROPERTIES = 'org.freedesktop.DBus.Properties'
ROOT = '/org/a11y/atspi/accessible/root'
WINDOW_COORDINATES = 1
# Longer than any program is busy; libatspi itself gives up after 0.8 s, and then there seems to be no such node.
CALL_TIMEOUT = 60_000
# Of a page, to find out whether it is in front: more are not asked where they are.
MOST_LABELS = 60
# See tests/ui/test-pseudo.py.
NO_MARKS = str.maketrans('', '', '_⟦⟧')


@functools.cache
def connection():
    address = os.environ.get('AT_SPI_BUS_ADDRESS')
    if not address:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        (address,) = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                       Gio.DBusCallFlags.NONE, CALL_TIMEOUT).unpack()
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags)


def ask(bus_name, path, interface, method, signature=None, *parameters):
    return connection().call_sync(bus_name, path, interface, method,
                                  GLib.Variant(signature, parameters) if signature else None, None,
                                  Gio.DBusCallFlags.NONE, CALL_TIMEOUT)


def call(*question):
    answer = ask(*question).unpack()
    return answer[0] if len(answer) == 1 else answer


def get(bus_name, path, interface, name):
    return call(bus_name, path, PROPERTIES, 'Get', '(ss)', interface, name)


def call_each(bus_name, questions):
    """All are sent before the first answer is waited for. None where there is no answer: that node is gone."""
    answers = [None] * len(questions)
    left = len(questions)
    context = GLib.MainContext.default()

    def answered(bus, result, number):
        nonlocal left
        left -= 1
        try:
            answer = bus.call_finish(result).unpack()
            answers[number] = answer[0] if len(answer) == 1 else answer
        except GLib.Error:
            pass

    for number, (path, interface, method, signature, *parameters) in enumerate(questions):
        connection().call(bus_name, path, interface, method, GLib.Variant(signature, parameters) if signature else None,
                          None, Gio.DBusCallFlags.NONE, CALL_TIMEOUT, None, answered, number)
    while left:
        context.iteration(True)
    return answers


# What makes English of another language; see bed/reading.py.
READERS = []


def plain(name):
    """As a test written in English expects it: without mnemonics, and without the marks of a pseudo-translation."""
    name = name.translate(NO_MARKS)
    return READERS[0].read(name) if READERS else name


class Item(typing.NamedTuple):
    """One node, as the program told it."""

    path: str
    parent: str
    child_count: int
    interfaces: list
    name: str
    role: str
    description: str
    states: frozenset
    spoken: str

    @classmethod
    def from_answer(cls, row):
        (_bus, path), _application, (_bus, parent), _index, child_count, interfaces, name, role, description, bits = row
        return cls(path, parent, child_count, interfaces, plain(name), role_name(role), description,
                   state_names(tuple(bits)), name)

    @property
    def is_stack_page(self):
        """GtkStackPage is no widget, and so the only panel without a place in the window."""
        return self.role == 'panel' and COMPONENT not in self.interfaces


@functools.cache
def role_name(number):
    return Atspi.role_get_name(Atspi.Role(number))


@functools.cache
def state_names(words):
    bits = sum(word << 32 * place for place, word in enumerate(words))
    return frozenset(state for bit in range(64) if bits >> bit & 1 and (state := state_name(bit)))


@functools.cache
def state_name(bit):
    try:
        return Atspi.StateType(bit).value_nick
    except ValueError:
        return None


def is_inside(point, box):
    return all(begin <= place < begin + length for place, begin, length in zip(point, box, box[2:]))


class Tree:
    """The nodes of one program at one moment, and which of them a person sees."""

    def __init__(self, bus_name):
        self.bus_name = bus_name
        self.fronts = {}
        self.load()
        # The cache has what was ever asked for, and also what was taken out of sight since: who is whose child now?
        answers = self.ask_for_children([ROOT, *(item.path for item in self.items.values() if item.child_count > 0)])
        if any(path not in self.items for paths in answers.values() for path in paths):
            self.load()
        self.children = {path: self.under(path, paths) for path, paths in answers.items()}

    def load(self):
        answer = ask(self.bus_name, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems')
        # GVariant writes lists, numbers and strings down as Python does, and that is read faster than it unpacks.
        (rows,) = ast.literal_eval(answer.print_(False))
        self.items = {item.path: item for item in map(Item.from_answer, rows)}

    def ask_for_children(self, paths):
        """Also of those that nobody has asked for before, and so down to the last."""
        answers = {}
        while paths:
            replies = call_each(self.bus_name, [(path, ACCESSIBLE, 'GetChildren', None) for path in paths])
            for path, reply in zip(paths, replies):
                answers[path] = [child for _bus, child in reply or []]
            met = self.items.keys() | answers.keys()
            paths = list(dict.fromkeys(child for path in paths for child in answers[path] if child not in met))
        return answers

    def under(self, path, children):
        """A stack answers with its pages' widgets; what stands between is put back."""
        found = {}
        for child in children:
            item = self.items.get(child)
            if item is not None and item.parent != path:
                page = self.items.get(item.parent)
                if page is not None and page.parent == path:
                    item = page
            if item is not None:
                found[item.path] = item
        return list(found.values())

    def children_of(self, item):
        return self.children.get(item.path, [])

    def parent_of(self, item):
        return self.items.get(item.parent) if item.path != ROOT else None

    def walk(self, item):
        yield item
        for child in self.children_of(item):
            yield from self.walk(child)

    def walk_shown(self, item):
        yield item
        for child in self.shown_children_of(item):
            yield from self.walk_shown(child)

    def shown_children_of(self, item):
        """Of a stack's pages the one in front; all that may be, when the pointer finds no label to tell by."""
        children = self.children_of(item)
        if not children or not (children[0].is_stack_page or item.name == 'AdwLeaflet'):
            return children
        if item.path not in self.fronts:
            self.fronts[item.path] = self.front_pages(item, children)
        return self.fronts[item.path]

    def is_shown_under(self, item, top):
        """Whether no stack between the two has it on a page behind."""
        while item is not None and item.path != top.path:
            parent = self.parent_of(item)
            if parent is not None and item not in self.shown_children_of(parent):
                return False
            item = parent
        return item is not None

    def surface_of(self, item):
        """The node that has an X window of its own and shows this one: a popover, a dialog or a window."""
        while True:
            parent = self.parent_of(item)
            if parent is None or parent.role == 'application' or item.name.startswith('GtkPopover'):
                if item.name != 'GtkPopoverContent':
                    return item
            item = parent

    def front_pages(self, stack, pages):
        surface = self.surface_of(stack)
        if surface.name.startswith('GtkPopover'):
            return pages
        labels = [self.labels_in_view(page) for page in pages]
        points = [(surface.path, COMPONENT, 'GetAccessibleAtPoint', '(iiu)', x, y, WINDOW_COORDINATES)
                  for of_page in labels for x, y in of_page]
        hits = iter(call_each(self.bus_name, points))
        seen = []
        for page, of_page in zip(pages, labels):
            found = [hit[1] for _label, hit in zip(of_page, hits) if hit and hit[1] in self.items]
            seen.append(any(self.holds(page, path) for path in found) if found else None)
        return [page for page, front in zip(pages, seen) if front] or \
            [page for page, front in zip(pages, seen) if front is None]

    def labels_in_view(self, page):
        """The middles of some labels, but not of those that are scrolled away: something else is there."""
        labels = [node for node in self.walk(page) if node.role == 'label'][:MOST_LABELS]
        panes = {label.path: [node for node in self.ancestors_of(label) if node.role == 'scroll pane']
                 for label in labels}
        around = list({pane.path: pane for of_label in panes.values() for pane in of_label}.values())
        boxes = self.extents(labels + around)
        views = {pane.path: box for pane, box in zip(around, boxes[len(labels):])}
        found = []
        for label, (x, y, width, height) in zip(labels, boxes):
            middle = x + width // 2, y + height // 2
            if min(width, height) > 0 and all(is_inside(middle, views[pane.path]) for pane in panes[label.path]):
                found.append(middle)
        return found[:6]

    def found_by_pointer(self, items):
        """Those that the pointer finds in their middle: not what is scrolled away, covered, or shut in a revealer."""
        points = [(x + width // 2, y + height // 2) for x, y, width, height in self.extents(items)]
        hits = call_each(self.bus_name, [(self.surface_of(item).path, COMPONENT, 'GetAccessibleAtPoint', '(iiu)',
                                          *point, WINDOW_COORDINATES) for item, point in zip(items, points)])
        return [item for item, hit in zip(items, hits) if hit and self.holds(item, hit[1])]

    def ancestors_of(self, item):
        while (item := self.parent_of(item)) is not None:
            yield item

    def holds(self, item, path):
        node = self.items.get(path)
        while node is not None and node.path != item.path:
            node = self.parent_of(node)
        return node is not None

    def extents(self, items):
        """x, y, width and height in the window, of each."""
        boxes = call_each(self.bus_name, [(item.path, COMPONENT, 'GetExtents', '(u)', WINDOW_COORDINATES)
                                          for item in items])
        return [box or (0, 0, 0, 0) for box in boxes]

    def texts(self, items):
        """What is written in each: in an entry or a label its text, else its name."""
        written = [item for item in items if TEXT in item.interfaces]
        lengths = call_each(self.bus_name, [(item.path, PROPERTIES, 'Get', '(ss)', TEXT, 'CharacterCount')
                                            for item in written])
        # GTK 4.8 answers '' to the usual (0, -1).
        answers = call_each(self.bus_name, [(item.path, TEXT, 'GetText', '(ii)', 0, length or 0)
                                            for item, length in zip(written, lengths)])
        texts = {item.path: answer or '' for item, answer in zip(written, answers)}
        return [texts.get(item.path, item.name) for item in items]
