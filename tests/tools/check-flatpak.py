#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Flathub asks of a manifest, and no program of Debian looks at: pinned, built from source, and modest."""

import json
import pathlib
import re
import sys

from tap import Suite

FLATPAK = pathlib.Path(sys.argv[1]).resolve() / 'flatpak'
ID = 'io.github.paylinks.Paylinks'
# Files, secrets, notifications, printing and the background go through portals, which need none.
PERMISSIONS = {'--share=ipc', '--share=network', '--socket=fallback-x11', '--socket=wayland', '--device=dri'}

suite = Suite('flatpak')


def manifest(name=ID):
    return json.loads((FLATPAK / f'{name}.json').read_text())


def modules(listed, folder=FLATPAK):
    """Each with the folder of the file it stands in."""
    for module in listed:
        if isinstance(module, str):
            file = folder / module
            yield from modules([json.loads(file.read_text())], file.parent)
        else:
            yield module, folder
            yield from modules(module.get('modules', []), folder)


@suite.case('a manifest is named like what it builds')
def _():
    names = sorted(file.stem for file in FLATPAK.glob('*.json'))
    assert names == [ID, f'{ID}.Devel'], names
    for name in names:
        assert manifest(name)['id'] == name
        assert manifest(name)['command'] == 'paylinks'


@suite.case('it asks for no more than it needs')
def _():
    for name in (ID, f'{ID}.Devel'):
        asked = manifest(name)['finish-args']
        assert set(asked) == PERMISSIONS and len(asked) == len(PERMISSIONS), asked


@suite.case('every module is pinned, and built from its source')
def _():
    for name in (ID, f'{ID}.Devel'):
        found = list(modules(manifest(name)['modules']))
        assert [module['name'] for module, _folder in found][-1] == 'paylinks'
        for module, folder in found:
            assert 'branch' not in module and not any('--share' in word for word
                                                      in module.get('build-options', {}).get('build-args', [])), module
            for source in module['sources']:
                if source['type'] == 'dir':
                    assert module['name'] == 'paylinks' and (folder / source['path'] / 'meson.build').exists(), source
                elif source['type'] == 'git':
                    assert re.fullmatch('[0-9a-f]{40}', source['commit']) and source.get('tag'), source
                    assert 'branch' not in source and source['url'].startswith('https://'), source
                else:
                    assert source['type'] == 'archive', source
                    assert source['url'].startswith('https://'), source
                    assert re.fullmatch('[0-9a-f]{64}', source['sha256']), source


@suite.case('the tests that need no desktop are run where it is built')
def _():
    for name in (ID, f'{ID}.Devel'):
        module = manifest(name)['modules'][-1]
        assert module['run-tests'] and any('--setup sandbox' in command for command in module['test-commands'])


@suite.case('the development build differs in its profile, and in nothing else')
def _():
    stable, devel = manifest(), manifest(f'{ID}.Devel')
    assert devel['modules'][-1].pop('config-opts') == ['-Dprofile=development']
    assert devel.pop('id') == f'{stable.pop("id")}.Devel'
    assert stable == devel


@suite.case('a bundle speaks every language')
def _():
    # Otherwise translations lie in an extension, which a single file does not bring.
    assert manifest()['separate-locales'] is False


suite.run()
