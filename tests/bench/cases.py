# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured beside what. A case runs its programs in turn and returns its lines of the table."""

import json
import os
import shlex
import shutil
import subprocess
import sys

from figures import Row

# What each renderer is asked for with; without gl-disable GDK looks for GL before anything is drawn with it.
RENDERERS = {
    'gl-disable': {'GDK_DEBUG': 'gl-disable', 'GSK_RENDERER': 'cairo'},
    'cairo': {'GDK_DEBUG': '', 'GSK_RENDERER': 'cairo'},
    'gl': {'GDK_DEBUG': '', 'GSK_RENDERER': 'gl'},
}
MOST_TO_FIRST_FRAME = {'gl-disable': 1.35, 'cairo': 1.25, 'gl': 1.25}

# Typed, taken back, and typed again.
TYPED = 'inv-0042<<<<<<<<mul<<<'


class Bed:
    """Where the programs are, and the data they are measured with."""

    def __init__(self, options, folder, stack):
        self.options = options
        self.folder = folder
        self.stack = stack
        self.programs = options.build / 'tests/bench'
        self.paylinks = options.build / 'src/paylinks'
        self.rounds = options.rounds
        self.links = options.links
        self.env = {**os.environ, 'GSETTINGS_SCHEMA_DIR': str(options.build / 'data'), 'LC_ALL': 'C.UTF-8'}
        self.server = None
        self.filled = {}

    def program(self, name):
        path = self.programs / name
        return str(path) if path.exists() else None

    def run(self, *command, env=None):
        """Its figures, a name and a number a line; nothing when it failed, which is said."""
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                              env={**self.env, **(env or {})})
        if done.returncode != 0:
            print(f'bench: {shlex.join(map(str, command))}: {done.returncode}\n{done.stderr[-2000:]}', file=sys.stderr)
            return {}
        return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}

    def rival(self, series, rounds, warm, **commands):
        """Runs the commands in turn; the first round only warms the caches when asked to."""
        for number in range(rounds + warm):
            for prefix, command in commands.items():
                found = command()
                if number >= warm:
                    series.add(prefix, found)

    def practice(self):
        """A server with no links, so that a start finds out that nothing is new, and no more."""
        if self.server is None:
            child = subprocess.Popen([self.options.build / 'src/practice/paylinks-practice',
                                      '--state', self.folder / 'practice'],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.env)
            self.stack.callback(child.wait)
            self.stack.callback(child.stdin.close)
            self.server = json.loads(child.stdout.readline())
        return self.server

    def store(self, links):
        """A data folder with one account and so many links."""
        if links not in self.filled:
            server = self.practice()
            folder = self.folder / f'links-{links}'
            subprocess.run([self.program('bench-fill'), folder, str(links),
                            server['apiUrl'], server['identityUrl'], server['apiKey']],
                           check=True, env=self.env, stdout=subprocess.DEVNULL)
            self.filled[links] = folder
        return self.filled[links]

    def scratch(self):
        folder = self.folder / 'scratch'
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder


def start(bed, series):
    rows = []
    watch = bed.program('watch')
    peers = dict(peer.split('=', 1) for peer in bed.options.peer)

    for name, env in RENDERERS.items():
        def seen(*command, env=env):
            return lambda: bed.run(watch, '--', *command, env=env) if watch else {}

        ours, none, floor = f'start.{name}', f'start-empty.{name}', f'start-floor.{name}'
        most = MOST_TO_FIRST_FRAME[name]
        bed.rival(series, bed.rounds if name == 'gl-disable' else max(bed.rounds // 2, 1), 1, **{
            floor: seen(bed.program('floor-hello')),
            ours: seen(bed.paylinks, '--data-dir', bed.store(bed.links)),
            none: seen(bed.paylinks, '--data-dir', bed.store(0)),
            **{f'peer.{name}.{label}': seen(*shlex.split(command)) for label, command in peers.items()},
        })
        rows += [
            Row('T1', f'start to the first frame, {name}', 'ms', f'{ours}.shown', f'{floor}.shown', most=most),
            Row('T1', f'start to the links, {name}', 'ms', f'{ours}.filled', f'{floor}.shown', most=most),
            Row('T1', f'start to the first frame, no links, {name}', 'ms', f'{none}.shown', f'{floor}.shown',
                most=most),
            Row('T2', f'start to rest, {name}', 'ms', f'{ours}.settled', f'{floor}.settled', most=1.5),
        ]
        rows += [Row('T1', f'{label} to its first frame, {name}', 'ms', f'peer.{name}.{label}.shown',
                     f'{floor}.shown') for label in peers]
        if name == 'gl-disable':
            rows += [Row('T3', 'memory of its own after the start', 'KiB', f'{ours}.uss-kib', f'{floor}.uss-kib',
                         most=2.2)]
    return rows


def keys(bed, series):
    watch = bed.program('watch')

    def typed(text, *command):
        return lambda: bed.run(watch, '--settle', 1000, '--keys', text, '--', *command) if watch else {}

    bed.rival(series, max(bed.rounds // 2, 1), 0, **{
        'typed-entry': typed(TYPED, bed.program('floor-hello'), '--entry'),
        'typed': typed('^' + TYPED, bed.paylinks, '--data-dir', bed.store(bed.links)),
        'typed-naive': typed(TYPED, bed.program('floor-list'), bed.links, '--stay'),
    })
    return [
        Row('T5', 'key to pixels, beside an entry alone', 'ms', 'typed.key-median', 'typed-entry.key-median', most=5),
        Row('T5', 'key to pixels, beside GtkFilterListModel', 'ms', 'typed.key-median', 'typed-naive.key-median',
            most=0.2),
        Row('T5', 'slowest key to pixels', 'ms', 'typed.key-worst', most=25),
    ]


def lists(bed, series):
    folder = bed.store(bed.links)
    bed.rival(series, max(bed.rounds // 2, 1), 0, **{
        'list': lambda: bed.run(bed.program('bench-window'), folder, bed.links),
        'naive': lambda: bed.run(bed.program('floor-list'), bed.links),
        'index': lambda: bed.run(bed.program('bench-index'), folder, bed.links),
    })
    return [
        Row('T4', 'key to frame', 'ms', 'list.key-median', 'naive.key-median', most=0.2),
        Row('T4', 'slowest key to frame', 'ms', 'list.key-worst', 'naive.key-worst', most=0.15),
        Row('T4', 'key to the rows it finds', 'ms', 'list.key-right-median', 'naive.key-right-median'),
        Row('T4', 'slowest key to the rows it finds', 'ms', 'list.key-right-worst', 'naive.key-right-worst', most=0.2),
        Row('T6', 'search alone, slowest text', 'ms', 'index.scan-worst', most=3),
        Row('T6', 'items asked for at one key', '', 'list.get-items', most=512),
        Row('T7', 'main loop busy, search', 'ms', 'list.search-block', most=25),
        Row('T7', 'main loop busy, scroll', 'ms', 'list.scroll-block', most=16),
        Row('T8', 'sort by amount', 'ms', 'list.sort-amount', 'naive.sort-amount', most=0.15),
        Row('T8', 'sort by text', 'ms', 'list.sort-text', 'naive.sort-text', most=0.15),
        Row('T9', 'memory a link', 'bytes', 'index.bytes-per-link', most=128),
        Row('T9', 'memory a link, beside GObjects', 'bytes', 'index.bytes-per-link', 'naive.bytes-per-link'),
    ]


def storage(bed, series):
    links = min(bed.links, 10000)
    bed.rival(series, bed.rounds, 1, **{
        'floor-parse': lambda: bed.run(bed.program('floor-page'), links // 100),
        'fill': lambda: bed.run(bed.program('bench-fill'), bed.scratch(), links, env={'GSETTINGS_BACKEND': 'memory'}),
        'floor-fill': lambda: bed.run(bed.program('floor-page'), links // 100, bed.scratch()),
    })
    return [
        Row('T12', 'page of 100 read, beside json-glib', 'ms', 'fill.page', 'floor-parse.page', most=1.3),
        Row('T13', 'links stored a second', '', 'fill.links-per-second', 'floor-fill.links-per-second', least=0.8),
        # A page of 100 in 150 ms is what the network brings.
        Row('T13', 'links stored a second, 20 × the network', '', 'fill.links-per-second', least=20 * 100 / 0.15),
    ]


CASES = {'start': start, 'keys': keys, 'list': lists, 'storage': storage}
