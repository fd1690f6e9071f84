#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of a gallery in a language that stands from right to left and whose every text is marked: what is not
marked cannot be translated."""

import importlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from bed import Suite, Tree, key, wait

SOURCE = pathlib.Path(__file__).resolve().parents[2]
# GTK's own texts are in Arabic, and with them comes the direction.
LANGUAGE = 'ar'
KEYWORDS = ['--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=g_dngettext:2,3',
            '--keyword=ngettext:1,2', '--keyword=g_dpgettext2:2c,3', '--from-code=UTF-8']
# Settings are written as GVariant text, which must stay one: those whose value is quoted are left alone.
MARK = "/^'/!{s/^/⟦/; s/$/⟧/}"

# Whoever is read out.
READ = {'label', 'push button', 'toggle button', 'check box', 'radio button', 'menu item', 'text', 'entry', 'switch',
        'combo box', 'link', 'list item', 'frame', 'dialog'}
# What the merchant, the stand-in or the standards say: references, addresses, amounts, codes, keys.
DATA = '|'.join([
    r'Seed-\d+', r'LINK-[\w-]+', r'SO-\d+', r'Practice order \d+', r'\b[A-Z0-9]{10}\b', r'\d{4,}', r'[\w-]{20,}',
    r'\S+@\S+', r'https?://\S+', r'[A-Z]{1,3}\$', r'\b[A-Z]{3}\b', r'\{\w+\}', r'\b(?:Gtk|Adw|Pl)[A-Z]\w+',
    'Ctrl', 'Shift', 'Alt', 'Left', 'Home', 'Return', 'Escape',
    'Paylinks', 'Payroc', 'Sarah Hopper', 'Tom Byrne', 'Settle Up', 'Kitchen shelves',
    'oak, made to measure', 'Thank you for your order!', 'Hello,.*Thank you!',
    # GLib's own, of a file that cannot be written.
    'Error opening file .*'])
WORD = re.compile(r'[A-Za-z]{2}')

suite = Suite('pseudo-' + sys.argv[1])
translations = tempfile.TemporaryDirectory()


def translate():
    folder = pathlib.Path(translations.name) / LANGUAGE / 'LC_MESSAGES'
    folder.mkdir(parents=True)
    pot, po = folder / 'paylinks.pot', folder / 'paylinks.po'
    subprocess.run(['xgettext', f'--files-from={SOURCE / "po/POTFILES.in"}', f'--output={pot}', *KEYWORDS], cwd=SOURCE,
                   check=True)
    # With the plural forms of English.
    english = subprocess.run(['msgen', '--lang=en', pot], capture_output=True, check=True).stdout.decode()
    english = re.sub(r'charset=[-\w]+', 'charset=UTF-8', english.replace('nplurals=INTEGER; plural=EXPRESSION',
                                                                     'nplurals=2; plural=n != 1'))
    po.write_text(english)
    marked = subprocess.run(['msgfilter', '--keep-header', '-i', po, 'sed', '-z', '-e', MARK], stdout=subprocess.PIPE,
                            check=True).stdout
    po.write_bytes(marked)
    subprocess.run(['msgfmt', '-o', folder / 'paylinks.mo', po], check=True)
    os.environ.update(LANGUAGE=LANGUAGE, TEXTDOMAINDIR=translations.name)


def is_unmarked(item):
    if item.role not in READ or '⟦' in item.spoken:
        return False
    return bool(WORD.search(re.sub(DATA, '', item.spoken, flags=re.DOTALL)))


def all_unmarked():
    tree = Tree(stage.app.node.bus_name)
    items = [item for item in stage.app.node.items(only_shown=True, tree=tree) if is_unmarked(item)]
    return [f'{item.role} "{item.spoken}" in "{tree.parent_of(item).name}"'
            for item, box in zip(items, tree.extents(items)) if min(box[2:]) > 0]


translate()
gallery = importlib.import_module(sys.argv[1])   # The window starts in this language.
stage = gallery.STAGE()
suite.on_failure.append(lambda: print('# ' + stage.app.node.tree().replace('\n', '\n# ')))

for name, show in gallery.PAGES.items():
    @suite.case(name)
    def _(name=name, show=show):
        before = len(stage.app.warnings())
        show(stage)
        complaints = stage.app.warnings()[before:]
        assert not complaints, '\n'.join(complaints)
        if name in gallery.NOT_OURS:
            return
        # A toast or a tooltip may go while the tree is walked: then it is walked again.
        _done, found = wait(lambda: (True, all_unmarked()), 'the page to hold still')
        assert not found, '\n'.join(found)


@suite.case('the main window stands from right to left')
def _():
    stage.back()
    key('Escape')
    menu, new = (stage.window.find(role, name).extents for role, name in
                 (('push button', 'Main Menu'), ('push button', 'New Link')))
    assert menu[0] < new[0], (menu, new)


try:
    suite.run()
finally:
    stage.app.stop()
    translations.cleanup()
sys.exit(0)
