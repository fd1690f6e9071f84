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
import xml.etree.ElementTree as ElementTree

from tap import Suite

SOURCE = pathlib.Path(sys.argv[1])
PROGRAMS = {'paylinks': sys.argv[2], 'paylinks-cli': sys.argv[3]}
HELP = SOURCE / 'data/help'
PAGES = sorted((HELP / 'C').glob('*.page'))

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


@suite.case('what it calls something is what the window calls it')
def _():
    text = (SOURCE / 'po/de.po').read_text()
    said = {''.join(map(ast.literal_eval, words.splitlines())).replace('_', '')
            for words in re.findall(r'^msgid(?:_plural)? ((?:".*"\n)+)', text, re.M)}
    for page in PAGES:
        for node in ElementTree.parse(page).iter('{http://projectmallard.org/1.0/}gui'):
            name = ' '.join(''.join(node.itertext()).split())
            assert name in said, f'{page.name}: nothing is called “{name}”'


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
