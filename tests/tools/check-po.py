#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations: nothing that a person reads is left unmarked, and each language of po/LINGUAS is complete."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from tap import Suite

ROOT = pathlib.Path(sys.argv[1])
PO = ROOT / 'po'
LANGUAGES = [line for line in (PO / 'LINGUAS').read_text().splitlines() if line and not line.startswith('#')]

# As the preset "glib" of meson's i18n module, which makes the template that translators get.
KEYWORDS = ['--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=g_dngettext:2,3',
            '--keyword=ngettext:1,2', '--keyword=g_dpgettext2:2c,3', '--add-comments=Translators', '--from-code=UTF-8']

# Properties of widgets that a person reads.
READ = {'label', 'title', 'subtitle', 'description', 'tooltip-text', 'placeholder-text', 'heading', 'body', 'text',
        'button-label', 'secondary-text', 'submit-label', 'question'}
SAYS_SOMETHING = re.compile(r'[^\W\d_]{2}')

# Functions that show a text, and texts of ours that are no words.
SHOWN = re.compile(r'\b(gtk_label_new|gtk_label_set_(?:text|label|markup)|gtk_button_new_with_(?:label|mnemonic)'
                   r'|gtk_button_set_label|adw_toast_new|adw_message_dialog_new|adw_message_dialog_set_(?:heading|body)'
                   r'|\w+_set_(?:title|subtitle|tooltip_text|placeholder_text|description)|g_print|g_printerr)'
                   r' ?\(([^;]*);')
MARKED = re.compile(r'\b(?:_|N_|C_|NC_|ngettext) ?\((?:[^()"]|"(?:[^"\\]|\\.)*")*\)')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')

suite = Suite('po')


def run(*argv, **more):
    if shutil.which(argv[0]) is None:
        suite.skip(f'{argv[0]} is not installed')
    done = subprocess.run([str(word) for word in argv], capture_output=True, text=True, cwd=ROOT, **more)
    assert done.returncode == 0, f'{argv[0]}: {done.stderr}'
    return done


def template(folder):
    pot = pathlib.Path(folder) / 'paylinks.pot'
    said = run('xgettext', f'--files-from={PO / "POTFILES.in"}', f'--output={pot}', *KEYWORDS).stderr
    # Of a text that is put together with a macro translators would see half; only those of <inttypes.h> are known.
    assert said == '', said
    return pot


def none_of(wrong):
    assert not wrong, '\n' + '\n'.join(wrong)


@suite.case('what a person reads in a .ui file is marked')
def _():
    wrong = []
    for file in sorted((ROOT / 'src/ui').rglob('*.ui')):
        for node in xml.etree.ElementTree.parse(file).iter():
            marked = node.get('translatable') in ('yes', 'true')
            if node.get('name') in READ and not marked and SAYS_SOMETHING.search(node.text or ''):
                wrong.append(f'{file.relative_to(ROOT)}: {node.get("name")}: {node.text}')
    none_of(wrong)


@suite.case('what a person reads in a .c file is marked')
def _():
    wrong = []
    for folder in ('src/ui', 'src/cli'):
        for file in sorted((ROOT / folder).rglob('*.c')):
            for call in SHOWN.finditer(file.read_text()):
                for literal in LITERAL.findall(MARKED.sub('', call[2])):
                    words = re.sub(r'%[-+ #0-9.*$]*[a-zA-Z]+|\\.|<[^>]*>|[Pp]aylinks(-cli)?', '', literal)
                    # Names of options and members are written in one word and without capitals.
                    if SAYS_SOMETHING.search(words) and re.match(r'[^a-z]|.* ', words):
                        wrong.append(f'{file.relative_to(ROOT)}: {call[1]}: "{literal}"')
    none_of(wrong)


@suite.case('each language is complete')
def _():
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        pot = template(folder)
        for language in LANGUAGES:
            merged = pathlib.Path(folder) / f'{language}.po'
            run('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', merged, PO / f'{language}.po', pot)
            left = run('msgattrib', '--untranslated', '--no-obsolete', '--no-location', '--no-wrap', merged).stdout
            fuzzy = run('msgattrib', '--only-fuzzy', '--no-obsolete', '--no-location', '--no-wrap', merged).stdout
            wrong += [f'{language}: {line}' for text in (left, fuzzy) for line in text.split('\n')
                      if line.startswith('msgid ') and line != 'msgid ""']
    none_of(wrong)


@suite.case('each language is well formed')
def _():
    for language in LANGUAGES:
        run('msgfmt', '--check', '--check-accelerators=_', '--output-file=/dev/null', PO / f'{language}.po')


@suite.case('each file in po/ has its line in LINGUAS')
def _():
    assert sorted(file.stem for file in PO.glob('*.po')) == sorted(LANGUAGES)


suite.run()
