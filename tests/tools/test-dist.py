#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`meson dist`: the tarball has all that is in git and nothing else, and what it builds installs as this tree does."""

import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

from tap import Suite

SOURCE, BUILD = (pathlib.Path(word).resolve() for word in sys.argv[1:3])

suite = Suite('dist')
scratch = tempfile.TemporaryDirectory(prefix='paylinks-dist-')
folder = pathlib.Path(scratch.name)
tree = None


def run(*words, cwd=None):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, f'{words}: {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}'
    return done.stdout


def files_below(root):
    return {str(path.relative_to(root)) for path in root.rglob('*') if path.is_file() or path.is_symlink()}


@suite.case('the tarball holds what is in git')
def _():
    global tree
    if shutil.which('git') is None or not (SOURCE / '.git').exists():
        suite.skip('this tree is no clone')
    # What is not committed yet is not in it, which is no fault.
    run('meson', 'dist', '-C', BUILD, '--no-tests', '--allow-dirty', '--formats', 'xztar')
    tarball = max((BUILD / 'meson-dist').glob('paylinks-*.tar.xz'), key=lambda path: path.stat().st_mtime)
    with tarfile.open(tarball) as archive:
        archive.extractall(folder)
    tree = folder / tarball.name.removesuffix('.tar.xz')
    committed = set(run('git', 'ls-tree', '-r', '--name-only', '-z', 'HEAD', cwd=SOURCE).strip('\0').split('\0'))
    assert files_below(tree) == committed, files_below(tree) ^ committed


@suite.case('it builds, without the tests as packagers may', needs_all=True)
def _():
    if tree is None:
        suite.skip('there is no tarball')
    run('meson', 'setup', folder / 'build', tree, '--prefix=/usr', '-Dtests=false', '-Dwerror=true', '-Doptimization=0',
        '-Ddebug=false')
    run('ninja', '-C', folder / 'build')


@suite.case('it installs whole', needs_all=True)
def _():
    if tree is None:
        suite.skip('there is no tarball')
    run('meson', 'install', '-C', folder / 'build', '--no-rebuild', '--quiet', '--destdir', folder / 'root')
    laid = files_below(folder / 'root/usr')
    manual = {f'share/help/C/paylinks/{page.name}' for page in (SOURCE / 'data/help/C').glob('*.page')}
    languages = {f'share/locale/{language}/LC_MESSAGES/paylinks.mo'
                 for language in (SOURCE / 'po/LINGUAS').read_text().splitlines() if not language.startswith('#')}
    wanted = {'bin/paylinks', 'bin/paylinks-cli', 'share/applications/io.github.paylinks.Paylinks.desktop',
              *manual, *languages}
    assert languages and wanted <= laid, wanted - laid


try:
    suite.run()
finally:
    scratch.cleanup()
