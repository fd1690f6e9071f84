#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""In no dialog and no menu do two things answer to the same letter, in none of the languages: Alt and a letter does at
once what it says. And every other key is told of."""

import collections
import gettext
import os
import pathlib
import re
import xml.etree.ElementTree as ElementTree

from tap import Suite

SOURCE = pathlib.Path(__file__).resolve().parents[2]
UI = SOURCE / 'src/ui'
BUILD = pathlib.Path(os.environ['PAYLINKS_BUILD'])
MARKED = re.compile(r'_(\w)')
LABELS = {'label', 'title'}

suite = Suite('keys')


def languages():
    yield 'C', gettext.NullTranslations()
    for name in re.findall(r'^\w+$', (SOURCE / 'po/LINGUAS').read_text(), re.MULTILINE):
        with open(BUILD / 'po' / name / 'LC_MESSAGES/paylinks.mo', 'rb') as file:
            yield name, gettext.GNUTranslations(file)


def template_of(tree):
    node = tree.find('template')
    return (node.get('class'), node.get('parent')) if node is not None else (None, None)


def texts_of(node):
    """The translated texts with a mnemonic in that part of a template, and where each stands: of two pages of a stack
    only one is seen."""
    found = []

    def walk(element, page):
        if element.tag == 'menu':
            return
        if element.tag == 'object':
            if element.get('class') in ('GtkStackPage', 'GtkPopover'):
                page = element
            properties = {one.get('name'): one for one in element.findall('property')}
            underlined = properties.get('use-underline')
            if underlined is not None and underlined.text == 'True':
                for name in LABELS & properties.keys():
                    if properties[name].get('translatable') and properties[name].text:
                        found.append((properties[name], page))
        for child in element:
            walk(child, page)

    walk(node, None)
    return [(text.get('context'), text.text, page) for text, page in found]


def menus_of(tree):
    for menu in tree.iter('menu'):
        labels = [one for one in menu.iter('attribute') if one.get('name') == 'label' and one.get('translatable')]
        yield menu.get('id'), [(one.get('context'), one.text, None) for one in labels if '_' in (one.text or '')]


def letter_of(translation, context, text):
    said = translation.pgettext(context, text) if context else translation.gettext(text)
    match = MARKED.search(said.replace('__', ''))
    return match.group(1).lower() if match else None, said


def are_seen_together(page, other):
    if page is other:
        return True
    # A popover has the keys for itself; a stack's page has what is around it beside it.
    return not any(one is not None and one.get('class') == 'GtkPopover' for one in (page, other)) and \
        None in (page, other)


def clashes(translation, texts):
    met = collections.defaultdict(list)
    for context, text, page in texts:
        letter, said = letter_of(translation, context, text)
        if letter:
            met[letter].append((said, page))
    for letter, them in met.items():
        for at, (said, page) in enumerate(them):
            for other, its_page in them[at + 1:]:
                if said != other and are_seen_together(page, its_page):
                    yield f'{letter}: “{said}” and “{other}”'


TREES = {path: ElementTree.parse(path).getroot() for path in sorted(UI.rglob('*.ui'))}
BY_CLASS = {template_of(tree)[0]: tree for tree in TREES.values()}
# What a template of its own stands in the same window with these.
PARENTS = {'PlIntentForm': 'PlForm'}


def whole(tree):
    texts = texts_of(tree)
    _name, parent = template_of(tree)
    parent = PARENTS.get(parent, parent)
    for element in tree.iter('object'):
        if element.get('class') in BY_CLASS and BY_CLASS[element.get('class')] is not tree:
            texts += texts_of(BY_CLASS[element.get('class')])
    if parent in BY_CLASS:
        texts += texts_of(BY_CLASS[parent])
        submit = tree.find("template/property[@name='submit-label']")
        if submit is not None:
            texts.append((submit.get('context'), submit.text, None))
    return texts


for language, translation in languages():
    @suite.case(f'one letter, one meaning: {language}')
    def _(translation=translation):
        found, asked = [], 0
        for path, tree in TREES.items():
            texts = whole(tree)
            asked += len(texts)
            found += [f'{path.name}: {clash}' for clash in clashes(translation, texts)]
            for menu, items in menus_of(tree):
                asked += len(items)
                found += [f'{path.name}, menu {menu}: {clash}' for clash in clashes(translation, items)]
        assert asked > 100, asked
        assert not found, '\n'.join(['the same letter twice:', *found])

# Besides those: arrows' neighbours within a list, a second key for the same, what the window's own keys are.
WELL_KNOWN = {'Home', 'End', 'Escape', '<Control>KP_Enter', '<Control>w', 'F11'}


def keys_of_code(text):
    for key, modifiers in re.findall(r'add_binding(?:_action)? \(\w+, GDK_KEY_(\w+), ([\w |]+),', text):
        yield ('<Control>' if 'CONTROL' in modifiers else '') + ('<Shift>' if 'SHIFT' in modifiers else '') + key


@suite.case('every key is told of in the window of shortcuts')
def _():
    told = (UI / 'window/pl-shortcuts-window.c').read_text()
    accelerators = re.findall(r'\{ "((?:app|win|window)\.[\w-]+)", \{ "', (UI / 'window/pl-application.c').read_text())
    keys = {key for path in UI.rglob('*.c') for key in keys_of_code(path.read_text())}
    for tree in TREES.values():
        for one in tree.iter('property'):
            if one.get('name') == 'trigger':
                keys.update(one.text.split('|'))
    assert len(accelerators) > 8 and len(keys) > 5, (accelerators, keys)
    untold = [what for what in [*accelerators, *sorted(keys - WELL_KNOWN)] if f'"{what}"' not in told]
    assert not untold, f'not in the window of shortcuts: {untold}'


suite.run()
