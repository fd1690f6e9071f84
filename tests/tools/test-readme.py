#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""README is true: each command in it runs as written, or stands here with what proves it; its links lead somewhere."""

import os
import pathlib
import re
import shlex
import shutil
import subprocess

from bed import Suite
from bed.programs import BUILD, SOURCE, program, uninstalled

TEXT = (SOURCE / 'README.md').read_text()
BINARIES = BUILD / 'readme-bin'

suite = Suite('readme')


def commands():
    """The indented lines that are no comment and no drawing; a backslash carries on."""
    prose = re.sub(r'^```.*?^```', '', TEXT, flags=re.M | re.S)
    lines = re.findall(r'^ {4}(\S.*)$', re.sub(r'\\\n *', '', prose), re.M)
    return [line.split('  #')[0].strip() for line in lines if not line.startswith('#')]


def run(line):
    environment = {**os.environ, **uninstalled(), 'PATH': f'{BINARIES}:{os.environ["PATH"]}'}
    done = subprocess.run(['bash', '-c', line], capture_output=True, text=True, cwd=SOURCE, env=environment,
                          timeout=120)
    assert done.returncode == 0, f'{line}: {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


def explains_itself(line):
    assert 'Usage:' in run(f'{line} --help')


def lists_packages(line):
    """Where there is apt it knows each of them."""
    names = run(re.fullmatch(r'sudo apt install \$\((.*)\)', line)[1]).split()
    assert len(names) > 20, names
    if shutil.which('apt-cache') is None or not run('apt-cache policy gcc | grep Candidate || true'):
        return
    answer = run(f'LC_ALL=C apt-cache policy {" ".join(names)}')
    known = re.findall(r'^([^\s:]+):\n(?:  .*\n)*?  Candidate: \d', answer, re.M)
    unknown = set(names) - set(known)
    assert not unknown, unknown


def names_what_meson_asks_for(line):
    """Other distributions' names cannot be looked up here: but that none was forgotten can."""
    asked = set(re.findall(r"dependency\('([-\w.]+)'", (SOURCE / 'meson.build').read_text()))
    at_fedora = set(re.findall(r"pkgconfig\(([^)]+)\)", line))
    at_arch = {'glib2': (), 'gtk4': ('gtk4',), 'libadwaita': ('libadwaita-1',), 'libsoup3': ('libsoup-3.0',),
               'json-glib': ('json-glib-1.0',), 'libsecret': ('libsecret-1',), 'sqlite': ('sqlite3',),
               'icu': ('icu-i18n',), 'qrencode': ('libqrencode',), 'libportal': ('libportal',)}
    named = at_fedora or {module for word in line.split() for module in at_arch.get(word, ())}
    # GTK brings GLib.
    assert asked - {'gio-2.0', 'gio-unix-2.0'} == named, asked ^ named
    for tool in ('meson', 'gettext', 'itstool', 'desktop-file-utils', 'appstream', 'libxml2', 'glib-networking'):
        assert tool in line.split(), tool


# What a line begins with, and what is done with it. "installs": the tests `install` and `dist` do so elsewhere.
KNOWN = {
    'build-aux/run': explains_itself,
    'build-aux/test': explains_itself,
    'meson setup _build-release --prefix=/usr/local': 'installs',
    'ninja -C _build-release': 'installs',
    'sudo meson install -C _build-release': 'installs',
    'sudo apt install ': lists_packages,
    'sudo dnf install ': names_what_meson_asks_for,
    'sudo pacman -S --needed ': names_what_meson_asks_for,
    'paylinks-cli ': run,
}


@suite.case('each command is known')
def _():
    lines = commands()
    assert len(lines) == len(KNOWN) + 1, lines
    for line in lines:
        assert any(line.startswith(known) for known in KNOWN), line


for known, proof in KNOWN.items():
    @suite.case(f'“{known.strip()}” is true')
    def _(known=known, proof=proof):
        lines = [line for line in commands() if line.startswith(known)]
        assert lines, f'README no longer says {known}'
        if proof == 'installs':
            return
        for name in ('paylinks', 'paylinks-cli'):
            BINARIES.mkdir(exist_ok=True)
            link = BINARIES / name
            link.unlink(missing_ok=True)
            link.symlink_to(program(name))
        for line in lines:
            proof(line)


@suite.case('what else it names in code can be run')
def _():
    named = {word for word in re.findall(r'`(build-aux/[-\w]+)[^`]*`', TEXT)}
    assert {'build-aux/run', 'build-aux/flatpak'} <= named, named
    for word in named:
        assert (SOURCE / word).exists(), word
    for line in ('build-aux/run --tour', 'build-aux/run --own-data'):
        option = shlex.split(line)[1]
        assert line in TEXT and option in run('build-aux/run --help'), line
    for option in ('--api-url', '--identity-url'):
        assert option in TEXT and option in run('paylinks --help'), option


@suite.case('its links lead somewhere')
def _():
    for target in re.findall(r'\]\(([^)]+)\)', TEXT):
        if not target.startswith('https://'):
            assert (SOURCE / target.split('#')[0]).exists(), target


suite.run()
