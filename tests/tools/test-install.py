#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `meson install --destdir` leaves is whole: it works from where it lies, and nothing of it is from the build."""

import json
import os
import pathlib
import subprocess
import tempfile

from bed import Suite, wait
from bed.node import application_now
from bed.programs import BUILD

OPTIONS = {option['name']: option['value'] for option in
           json.loads((BUILD / 'meson-info/intro-buildoptions.json').read_text())}
ID = next(path.stem for path in (BUILD / 'data').glob('*.desktop'))

suite = Suite('install')
folder = tempfile.TemporaryDirectory(prefix='paylinks-install-')
stage = pathlib.Path(folder.name) / OPTIONS['prefix'].lstrip('/')
environment = {**os.environ, 'XDG_DATA_DIRS': f'{stage / "share"}:/usr/share'}


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode == 0, f'{words}: {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


@suite.case('it is laid down under another root')
def _():
    run('meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet', '--destdir', folder.name)
    share = stage / OPTIONS['datadir']
    for file in (stage / OPTIONS['bindir'] / 'paylinks', stage / OPTIONS['bindir'] / 'paylinks-cli',
                 stage / OPTIONS['libexecdir'] / 'paylinks-practice',
                 share / f'applications/{ID}.desktop', share / f'metainfo/{ID}.metainfo.xml',
                 share / f'dbus-1/services/{ID}.service', share / f'glib-2.0/schemas/{ID}.gschema.xml',
                 share / f'gnome-shell/search-providers/{ID}.search-provider.ini',
                 share / f'icons/hicolor/scalable/apps/{ID}.svg',
                 share / f'icons/hicolor/symbolic/apps/{ID}-symbolic.svg'):
        assert file.is_file(), file
    # A package does this when it is installed.
    run('glib-compile-schemas', '--strict', share / 'glib-2.0/schemas')


@suite.case('no file names the folder it was built in', needs_all=True)
def _():
    named = [file for file in stage.rglob('*') if file.is_file() and not file.is_symlink()
             and file.parent.name not in ('bin', 'libexec') and os.fsencode(BUILD) in file.read_bytes()]
    assert not named, named


@suite.case('the command line makes a link with the stand-in beside it', needs_all=True)
def _():
    cli = stage / OPTIONS['bindir'] / 'paylinks-cli'
    run(cli, '--practice', 'create', '--reference', 'INV-1', '--amount', '25.00', '--currency', 'USD')
    assert 'INV-1' in run(cli, '--practice', 'list')


@suite.case('so does the window, and it says nothing', needs_all=True)
def _():
    log = pathlib.Path(folder.name, 'log')
    with open(log, 'wb') as errors:
        window = subprocess.Popen([stage / OPTIONS['bindir'] / 'paylinks', '--practice'], stdout=errors, stderr=errors,
                                  env=environment)
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
    folder.cleanup()
