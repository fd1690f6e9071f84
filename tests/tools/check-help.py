#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual and the man pages: valid, without dead ends, and complete beside what the programs say of themselves."""

import ast
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from tap import Suite

SOURCE = pathlib.Path(sys.argv[1])
PROGRAMS = {'paylinks': sys.argv[2], 'paylinks-cli': sys.argv[3]}
HELP = SOURCE / 'data/help'
PAGES = sorted((HELP / 'C').glob('*.page'))
LANGUAGES = [line for line in (SOURCE / 'po/LINGUAS').read_text().splitlines() if not line.startswith('#')]

suite = Suite('help')


def run(*argv):
    if shutil.which(argv[0]) is None:
        suite.skip(f'{argv[0]} is not installed')
    done = subprocess.run([str(word) for word in argv], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout + done.stderr == '', f'{argv}\n{done.stdout}{done.stderr}'


def says(program, *words):
    done = subprocess.run([PROGRAMS[program], *words, '--help'], capture_output=True, text=True,
                          env={**os.environ, 'GSETTINGS_BACKEND': 'memory'})
    assert done.returncode == 0, done.stderr
    return done.stdout


def options(text):
    return set(re.findall(r'^ +(?:-\w, )?--([a-z][-a-z]*)', text, re.M))


def man(program):
    text = (SOURCE / f'data/man/{program}.1').read_text()
    return set(re.findall(r'Fl Fl ([a-z][-a-z]*)', text)), set(re.findall(r'^\.It Cm (\w+)', text, re.M))


@suite.case('the pages of the manual are valid')
def _():
    run('yelp-check', 'validate', *PAGES)


@suite.case('their links lead somewhere')
def _():
    run('yelp-check', 'links', *PAGES)


@suite.case('each page is reached from the first')
def _():
    run('yelp-check', 'orphans', *PAGES)


def messages(catalogue, keyword):
    """What that keyword of a catalogue holds, each in one piece."""
    return [''.join(map(ast.literal_eval, words.splitlines()))
            for words in re.findall(rf'^{keyword} ((?:".*"\n)+)', catalogue.read_text(), re.M)]


def names_in(text):
    """What a piece of a page says to be written on the screen."""
    return [' '.join(name.split()) for name in re.findall(r'<gui(?: [^>]*)?>([^<]+)</gui>', text)]


@suite.case('what it calls something is what the window calls it, in each language')
def _():
    said = {name.replace('_', '') for name in messages(SOURCE / 'po/de.po', 'msgid')}
    for page in PAGES:
        for name in names_in(page.read_text()):
            assert name in said, f'{page.name}: nothing is called “{name}”'
    for language in LANGUAGES:
        said = {name.replace('_', '') for name in messages(SOURCE / f'po/{language}.po', r'msgstr(?:\[\d\])?')}
        for text in messages(HELP / language / f'{language}.po', 'msgstr'):
            for name in names_in(text):
                assert name in said, f'{language}: nothing is called “{name}”'


@suite.case('it is translated whole')
def _():
    with tempfile.TemporaryDirectory() as folder:
        template = pathlib.Path(folder, 'manual.pot')
        run('itstool', '--output', template, *PAGES)
        for language in LANGUAGES:
            catalogue = HELP / language / f'{language}.po'
            run('msgfmt', '--check', '--output-file', '/dev/null', catalogue)
            # That some are not used is no matter: their page may be on its way.
            done = subprocess.run(['msgcmp', catalogue, template], capture_output=True, text=True)
            assert done.returncode == 0, done.stderr


@suite.case('each page is installed')
def _():
    listed = set(re.findall(r"'([-\w]+\.page)'", (HELP / 'meson.build').read_text()))
    assert listed == {page.name for page in PAGES}, listed ^ {page.name for page in PAGES}


@suite.case('the man pages are well written')
def _():
    for program in PROGRAMS:
        run('mandoc', '-T', 'lint', '-W', 'warning', SOURCE / f'data/man/{program}.1')


@suite.case('the man pages name each option and command, and no other')
def _():
    window = options(says('paylinks')) - {'help-all', 'help-gapplication'}
    assert man('paylinks')[0] == window, man('paylinks')[0] ^ window

    said = says('paylinks-cli').split('Options:')[0]
    commands = set(re.findall(r'^  (\w+) {2,}(?!.*not in this version)', said, re.M))
    assert man('paylinks-cli')[1] == commands, man('paylinks-cli')[1] ^ commands
    line = set().union(*(options(says('paylinks-cli', command)) for command in commands), options(says('paylinks-cli')))
    assert man('paylinks-cli')[0] == line, man('paylinks-cli')[0] ^ line


suite.run()
