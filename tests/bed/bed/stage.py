# SPDX-License-Identifier: GPL-3.0-or-later
"""The build laid down by `meson install --destdir` in a folder that goes away again, as a package would hold it."""

import json
import os
import pathlib
import subprocess
import tempfile

from .programs import BUILD


class Stage:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='paylinks-install-')
        self.options = {option['name']: option['value'] for option in
                        json.loads((BUILD / 'meson-info/intro-buildoptions.json').read_text())}
        self.id = next(path.stem for path in (BUILD / 'data').glob('*.desktop'))
        self.prefix = pathlib.Path(self.folder.name) / self.options['prefix'].lstrip('/')
        self.share = self.prefix / self.options['datadir']
        self.more = {'XDG_DATA_DIRS': f'{self.share}:/usr/share'}
        self.environment = {**os.environ, **self.more}

    def lay(self):
        self.run('meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet', '--destdir', self.folder.name)

    def compile_settings(self):
        """A package does this when it is installed."""
        self.run('glib-compile-schemas', '--strict', self.share / 'glib-2.0/schemas')

    def program(self, name):
        return self.prefix / self.options['bindir'] / name

    def helper(self, name):
        return self.prefix / self.options['libexecdir'] / name

    def run(self, *words):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, env=self.environment,
                              timeout=120)
        assert done.returncode == 0, f'{words}: {done.returncode}\n{done.stdout}{done.stderr}'
        return done.stdout

    def remove(self):
        self.folder.cleanup()
