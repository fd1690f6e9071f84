#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for what was built: the desktop's files are valid, and the command line carries no GTK."""

import configparser
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from tap import Suite

SOURCE, BUILD = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
WINDOWS = re.compile(r'lib(gtk|gdk|gsk|adwaita|X11|wayland)[-\w.]*\.so')

suite = Suite('built')


def one(pattern):
    found = sorted((BUILD / 'data').glob(pattern))
    assert len(found) == 1, f'{pattern}: {found}'
    return found[0]


def run(*argv, env=None):
    if shutil.which(argv[0]) is None:
        suite.skip(f'{argv[0]} is not installed')
    done = subprocess.run([str(word) for word in argv], capture_output=True, text=True,
                          env={**os.environ, **(env or {})})
    assert done.returncode == 0, f'{argv[0]}: {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


@suite.case('the desktop file is valid')
def _():
    assert run('desktop-file-validate', one('*.desktop')) == ''


@suite.case('the metainfo is valid, and nothing about it could be better')
def _():
    version = re.search(r'\d+(\.\d+)+', run('appstreamcli', '--version'))[0]
    text = one('*.metainfo.xml').read_text()
    if version.startswith('0.'):
        # What names the developer came later, and is all that an older one may object to.
        text, changed = re.subn(r'<developer id="[^"]*">\s*<name([^>]*)>([^<]*)</name>\s*</developer>',
                                r'<developer_name\1>\2</developer_name>', text)
        assert changed == 1
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, one('*.metainfo.xml').name)
        file.write_text(text)
        said = run('appstreamcli', 'validate', '--no-net', '--strict', '--pedantic', file)
    # The name of an application is nobody's to choose again.
    assert set(re.findall(r'^[PIWE]: \S+ (\S+)', said, re.MULTILINE)) <= {'cid-contains-uppercase-letter'}, said


@suite.case('the metainfo keeps what a shop of programs asks for')
def _():
    tree = xml.etree.ElementTree.parse(one('*.metainfo.xml')).getroot()

    assert len(tree.findtext('name')) <= 15
    summary = tree.findtext('summary')
    assert 10 <= len(summary) <= 35 and not summary.endswith('.') and summary[0].isupper(), summary
    shots = tree.findall('screenshots/screenshot')
    assert 3 <= len(shots) <= 6 and [shot.get('type') for shot in shots].count('default') == 1
    for shot in shots:
        image, caption = shot.find('image'), shot.findtext('caption')
        assert caption and not caption.endswith('.'), caption
        picture = (SOURCE / 'data/screenshots' / image.text.rsplit('/', 1)[1]).read_bytes()
        size = struct.unpack('>2I', picture[16:24])
        assert size == (int(image.get('width')), int(image.get('height'))), f'{image.text}: {size}'
        assert size[0] <= 1000 and size[1] <= 700, size
    colours = {colour.get('scheme_preference'): colour.text for colour in tree.findall('branding/color')}
    assert set(colours) == {'light', 'dark'}
    light, dark = (sum(bytes.fromhex(colours[scheme][1:])) for scheme in ('light', 'dark'))
    assert light > 1.5 * dark, colours
    releases = tree.findall('releases/release')
    assert releases and all(release.find('description') is not None for release in releases)
    assert [release.get('date') for release in releases] == sorted((release.get('date') for release in releases),
                                                                   reverse=True)
    for tag in ('developer', 'launchable', 'content_rating', 'requires/display_length', 'supports/control'):
        assert tree.find(tag) is not None, tag


@suite.case('the settings compile strictly')
def _():
    run('glib-compile-schemas', '--strict', '--dry-run', BUILD / 'data')


@suite.case('the desktop finds the search where it is, and has it off')
def _():
    file = configparser.ConfigParser()
    file.optionxform = str
    file.read(one('*.search-provider.ini'))
    identifier = one('*.search-provider.ini').name.removesuffix('.search-provider.ini')
    assert dict(file['Shell Search Provider']) == {
        'DesktopId': f'{identifier}.desktop', 'BusName': identifier, 'Version': '2', 'DefaultDisabled': 'true',
        'ObjectPath': '/' + identifier.replace('.', '/') + '/SearchProvider'}, file
    assert identifier == one('*.desktop').stem


@suite.case('all agree on one application id')
def _():
    ids = {one('*.desktop').stem, one('*.service').stem, one('*.gschema.xml').name.removesuffix('.gschema.xml'),
           one('*.metainfo.xml').name.removesuffix('.metainfo.xml'),
           xml.etree.ElementTree.parse(one('*.metainfo.xml')).findtext('id'),
           xml.etree.ElementTree.parse(one('*.gschema.xml')).find('schema').get('id')}
    assert len(ids) == 1, ids
    for kind in ('scalable/apps/{}.svg', 'symbolic/apps/{}-symbolic.svg'):
        icon = SOURCE / 'data/icons/hicolor' / kind.format(*ids)
        assert icon.exists(), icon


@suite.case('the command line and the stand-in carry no GTK')
def _():
    programs = [path for path in (BUILD / 'src/cli/paylinks-cli', BUILD / 'src/practice/paylinks-practice')
                if path.exists()]
    if not programs:
        suite.skip('not built yet')
    for program in programs:
        libraries = run('ldd', program, env={'LC_ALL': 'C'})
        assert 'libglib-2.0' in libraries, libraries
        assert not WINDOWS.search(libraries), f'{program.name}:\n{libraries}'


suite.run()
