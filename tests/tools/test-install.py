#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `meson install --destdir` leaves is whole: it works from where it lies, and nothing of it is from the build."""

import os
import pathlib
import subprocess

from bed import Suite, wait
from bed.node import application_now
from bed.programs import BUILD
from bed.stage import Stage

suite = Suite('install')
stage = Stage()


@suite.case('it is laid down under another root')
def _():
    stage.lay()
    share, name = stage.share, stage.id
    for file in (stage.program('paylinks'), stage.program('paylinks-cli'), stage.helper('paylinks-practice'),
                 share / f'applications/{name}.desktop', share / f'metainfo/{name}.metainfo.xml',
                 share / f'dbus-1/services/{name}.service', share / f'glib-2.0/schemas/{name}.gschema.xml',
                 share / f'gnome-shell/search-providers/{name}.search-provider.ini',
                 share / f'icons/hicolor/scalable/apps/{name}.svg',
                 share / f'icons/hicolor/symbolic/apps/{name}-symbolic.svg',
                 share / 'man/man1/paylinks.1', share / 'man/man1/paylinks-cli.1',
                 share / 'help/C/paylinks/index.page',
                 share / 'paylinks/manual/C.html'):
        assert file.is_file(), file
    stage.compile_settings()


@suite.case('no file names the folder it was built in', needs_all=True)
def _():
    named = [file for file in stage.prefix.rglob('*') if file.is_file() and not file.is_symlink()
             and file.parent.name not in ('bin', 'libexec') and os.fsencode(BUILD) in file.read_bytes()]
    assert not named, named


@suite.case('the command line makes a link with the stand-in beside it', needs_all=True)
def _():
    cli = stage.program('paylinks-cli')
    stage.run(cli, '--practice', 'create', '--reference', 'INV-1', '--amount', '25.00', '--currency', 'USD')
    assert 'INV-1' in stage.run(cli, '--practice', 'list')


@suite.case('so does the window, and it says nothing', needs_all=True)
def _():
    log = pathlib.Path(stage.folder.name, 'log')
    with open(log, 'wb') as errors:
        window = subprocess.Popen([stage.program('paylinks'), '--practice'], stdout=errors, stderr=errors,
                                  env=stage.environment)
    try:
        node = wait(lambda: application_now(pid=window.pid), 'the window', 30)
        node.find('frame', 'Paylinks').find('label', 'Practice')
        assert window.poll() is None
    finally:
        window.terminate()
        window.wait(20)
    assert not log.read_text(), log.read_text()


try:
    suite.run()
finally:
    stage.remove()
