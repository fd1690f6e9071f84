#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of a gallery on a screen of 360×640, with the text as large as the session makes it: no window, dialog,
menu or popover is larger than that, nothing that is read or pressed stands outside of its window, and of what decides
every word is whole; in another language than English, where that is named, every word that is the program's, but in the
gallery of the largest text. And as the session has no animations, nothing moves by itself."""

import importlib
import sys

from bed import Screen, Suite, Tree, eyes, reading, wait

HAS_EYES = eyes.open_eyes()
LANGUAGES = sys.argv[2:]
IS_STRICT = LANGUAGES and sys.argv[1] != 'large_pages'
for language in LANGUAGES:
    reading.learn(language)

gallery = importlib.import_module(sys.argv[1])

WIDTH, HEIGHT = 360, 640
SEEN = {'label', 'push button', 'toggle button', 'check box', 'radio button', 'text', 'entry', 'password text',
        'combo box', 'menu item', 'spin button', 'switch', 'link', 'image', 'page tab'}
SCROLLED = {'scroll pane', 'list'}

suite = Suite('-'.join(['fit', sys.argv[1].replace('_', '-'), *LANGUAGES]))
stage = gallery.STAGE()
stage.size = WIDTH, HEIGHT
suite.on_failure.append(lambda: print('# ' + stage.app.node.tree().replace('\n', '\n# ')))


def tell(item, box, surface, room):
    return (f'{item.role} "{item.name}" at {box[0]}, {box[1]} is {box[2]}×{box[3]} in {surface.role} "{surface.name}"'
            f' of {room[2]}×{room[3]}')


def is_kept_ready(item, tree, boxes, room):
    """A row that its list has beyond the edge, for when it is scrolled there: it will be seen at another place."""
    rows = [node for node in tree.ancestors_of(item) if node.role == 'list item' and node.path in boxes]
    return any(boxes[row.path][1] < 0 or sum(boxes[row.path][1::2]) > room[3] for row in rows)


def misfits():
    tree = Tree(stage.app.node.bus_name)
    items = [item for item in stage.app.node.items(only_shown=True, tree=tree) if item.role != 'application']
    boxes = {item.path: box for item, box in zip(items, tree.extents(items)) if min(box[2:]) > 0}
    found = []
    for item in items:
        box = boxes.get(item.path)
        if not box:
            continue
        surface = tree.surface_of(item)
        if surface.name.startswith('GtkPopover'):
            # It counts from where it would be, and its shadow counts.
            if item.name == 'GtkPopoverContent' and (box[2] > WIDTH or box[3] > HEIGHT):
                found.append(tell(item, box, surface, (0, 0, WIDTH, HEIGHT)))
            continue
        room = boxes.get(surface.path, (0, 0, WIDTH, HEIGHT))
        if item.path == surface.path:
            if box[2] > WIDTH or box[3] > HEIGHT:
                found.append(tell(item, box, item, (0, 0, WIDTH, HEIGHT)))
        elif item.role == 'push button' and not -1 <= box[1] <= room[3] + 1 - box[3] \
                and not any(node.role in SCROLLED for node in tree.ancestors_of(item)):
            found.append(tell(item, box, surface, room))
        elif item.role in SEEN and not -1 <= box[0] <= room[2] + 1 - box[2] \
                and not is_kept_ready(item, tree, boxes, room):
            found.append(tell(item, box, surface, room))
    return found


def is_cut_amiss(where):
    """A button that says "Save a…" cannot be told from one that says "Save"; what an account is ends with the words
    that matter, and what rows are about stands above them only. In text of twice the size another title may lose its
    end; what was typed, and a view that somebody named, in any."""
    if 'GtkText <' in where or 'PlViewButton' in where:
        return False
    if where.startswith('GtkLabel.heading <') and 'PreferencesGroup' in where:
        return True
    return IS_STRICT or any(part in where for part in ('Button', 'AdwHeaderBar', 'PlEnvironmentBar'))


def cut_words():
    return [f'"{text}" in {where}' for text, where in eyes.cut_texts() if is_cut_amiss(where)] if HAS_EYES else []


@suite.case('the window is made small')
def _():
    problem = stage.resize(WIDTH, HEIGHT)
    assert not problem, problem


for name, show in gallery.PAGES.items():
    @suite.case(name)
    def _(name=name, show=show):
        show(stage)
        assert Screen.settled(quiet=0.35, timeout=6, strict=True), 'something moves'
        _done, found = wait(lambda: (True, misfits()), 'the page to hold still')
        assert not found, '\n'.join(['larger than the screen, or out of sight:', *found])
        cut = cut_words()
        assert not cut, '\n'.join(['cut short:', *cut])


try:
    suite.run()
finally:
    stage.app.stop()
