# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured beside what. A case runs its programs in turn and returns its lines of the table."""

import contextlib
import json
import os
import pathlib
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import urllib.request

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

# For 127.0.0.1; anybody may have its key.
CERTIFICATE = pathlib.Path(__file__).resolve().parent.parent / 'payroc/loopback.pem'
CREATES = 1000
UNDER_WAY = 16


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
        self.env = {**os.environ, 'LC_ALL': 'C.UTF-8', 'GSETTINGS_SCHEMA_DIR': str(options.build / 'data'),
                    'PAYLINKS_PRACTICE': str(options.build / 'src/practice/paylinks-practice')}
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
            child = subprocess.Popen([self.env['PAYLINKS_PRACTICE'], '--state', self.folder / 'practice'],
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

    @contextlib.contextmanager
    def far_server(self, *options):
        """Speaks TLS, and takes 80 ms to make a link: its address."""
        child = subprocess.Popen([self.program('bench-server'), CERTIFICATE, '80', *options],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.env)
        try:
            yield f'127.0.0.1:{int(child.stdout.readline())}'
        finally:
            child.stdin.close()
            child.wait()

    def copy(self, links):
        """The same for one who leaves it in disorder."""
        folder = self.folder / f'copy-{links}'
        if not folder.exists():
            shutil.copytree(self.store(links), folder)
        return folder

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
        def seen(*command, how=(), env=env):
            return lambda: bed.run(watch, *how, '--', *command, env=env) if watch else {}

        ours, none, floor = f'start.{name}', f'start-empty.{name}', f'start-floor.{name}'
        most = MOST_TO_FIRST_FRAME[name]
        bed.rival(series, bed.rounds, 1, **{
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
            bed.rival(series, max(bed.rounds // 2, 1), 1, **{
                'start-crashed-floor': seen(bed.program('floor-hello')),
                'start-crashed': seen(bed.paylinks, '--data-dir', bed.copy(bed.links), how=['--kill']),
            })
            rows += [Row('', 'start to the links after a crash', 'ms', 'start-crashed.filled',
                         'start-crashed-floor.shown')]
            # Libraries count as one's own or as shared by what else runs meanwhile, so all that is in memory is
            # compared. 2.2 × of what is one's own, where nothing else runs, is 1.85 × of all.
            rows += [Row('T3', 'memory after the start', 'KiB', f'{ours}.rss-kib', f'{floor}.rss-kib', most=1.85)]
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
        'floor-same': lambda: bed.run(bed.program('floor-page'), links // 100, bed.scratch(), 'same'),
        'accept': lambda: bed.run(bed.program('bench-create'), 200, bed.scratch()),
        'floor-commit': lambda: bed.run(bed.program('floor-commit'), bed.scratch(), 200),
    })
    return [
        Row('T12', 'page of 100 read, beside json-glib', 'ms', 'fill.page', 'floor-parse.page', most=1.3),
        # The floor does the same durable work: the same rows in the same tables and indexes.
        Row('T13', 'links stored a second', '', 'fill.links-per-second', 'floor-same.links-per-second', least=0.8),
        Row('T13', 'links stored a second, beside a table with two indexes', '', 'fill.links-per-second',
            'floor-fill.links-per-second'),
        # A page of 100 in 150 ms is what the network brings.
        Row('T13', 'links stored a second, 20 × the network', '', 'fill.links-per-second', least=20 * 100 / 0.15),
        Row('T14', 'intent accepted, beside fdatasync()', 'ms', 'accept.accept', 'floor-commit.commit', most=1.25),
    ]


def h2load(host, body, *options):
    """Seconds that the plainest client needs for the same requests; nothing when it is not installed."""
    if shutil.which('h2load') is None:
        return {}
    done = subprocess.run(['h2load', '-n', str(CREATES), '-d', body, '-H', 'content-type: application/json', *options,
                           f'https://{host}/v1/processing-terminals/1234001/payment-links'],
                          capture_output=True, text=True)
    found = re.search(r'finished in ([\d.]+)(us|ms|s)', done.stdout)
    if found is None or f'{CREATES} succeeded' not in done.stdout:
        print(f'bench: h2load: {done.stdout}{done.stderr}', file=sys.stderr)
        return {}
    return {'seconds': float(found[1]) * {'us': 1e-6, 'ms': 1e-3, 's': 1}[found[2]]}


def count_connections(host):
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    with urllib.request.urlopen(f'https://{host}/connections', context=trusting) as reply:
        return int(reply.read())


def network(bed, series):
    body = bed.folder / 'create.json'
    body.write_text(json.dumps({
        'type': 'singleUse', 'merchantReference': 'BENCH-000001', 'authType': 'sale', 'paymentMethods': ['card'],
        'order': {'orderId': 'BENCH-000001', 'description': 'Floor',
                  'charge': {'type': 'preset', 'amount': 12500, 'currency': 'USD'}},
    }))
    rounds = max(bed.rounds // 2, 1)

    def create(host, *more):
        def run():
            count_connections(host)
            found = bed.run(bed.program('bench-create'), CREATES, host, CERTIFICATE, *(word() for word in more))
            return {**found, 'connections': count_connections(host)}
        return run

    with bed.far_server() as host:
        bed.rival(series, rounds, 0, **{
            'floor-h2': lambda: h2load(host, body, '-c1', f'-m{UNDER_WAY}'),
            'create-h2': create(host),
            'outbox-h2': create(host, bed.scratch),
            'import-h2': create(host, bed.scratch, lambda: 'import'),
        })
    with bed.far_server('--http1') as host:
        bed.rival(series, max(rounds // 2, 1), 0, **{
            'floor-h1': lambda: h2load(host, body, '--h1', '-c8', '-m1'),
            'create-h1': create(host),
            'import-h1': create(host, bed.scratch, lambda: 'import'),
        })
    return [
        Row('T10', '1,000 creates, HTTP/2', 's', 'create-h2.seconds', 'floor-h2.seconds', most=1.1),
        Row('T10', 'connections for them', '', 'create-h2.connections', most=1),
        Row('T10', '1,000 creates, HTTP/1.1', 's', 'create-h1.seconds', 'floor-h1.seconds', most=1.1),
        Row('T10', 'connections for them', '', 'create-h1.connections', most=8),
        Row('T10', '1,000 creates through the outbox', 's', 'outbox-h2.seconds', 'floor-h2.seconds',
            most=1.1),
        Row('T10', 'a table of 1,000 rows, from the file to the links', 's', 'import-h2.seconds', 'floor-h2.seconds',
            most=1.1),
        Row('T10', 'connections for them', '', 'import-h2.connections', most=1),
        Row('T10', 'the same, HTTP/1.1', 's', 'import-h1.seconds', 'floor-h1.seconds', most=1.1),
        Row('T10', 'connections for them', '', 'import-h1.connections', most=8),
        Row('', 'its rows read, checked and written down', 'ms', 'import-h2.written-down'),
        Row('T11', 'processor a create, HTTP/2', 'ms', 'create-h2.cpu-per-create', most=1),
        Row('T11', 'processor a create, HTTP/1.1', 'ms', 'create-h1.cpu-per-create', most=1),
        Row('T11', 'processor a create through the outbox', 'ms', 'outbox-h2.cpu-per-create', most=1),
        Row('T11', 'processor a row of a table', 'ms', 'import-h2.cpu-per-create', most=1),
    ]


def work(bed, series):
    links = min(bed.links, 5000)
    bed.rival(series, max(bed.rounds // 2, 1), 0, **{
        'work': lambda: bed.run(bed.program('bench-work'), bed.scratch(), links, 200),
    })
    return [
        Row('T7', 'main loop busy, first filling', 'ms', 'work.fill-block', most=16),
        Row('T7', 'main loop busy, 200 creates', 'ms', 'work.create-block', most=16),
        # However many others use the machine.
        Row('', 'most work in a turn of the main loop, first filling', 'ms', 'work.fill-work'),
        Row('', 'most work in a turn of the main loop, 200 creates', 'ms', 'work.create-work'),
        Row('', 'work of the main loop, first filling', 'ms', 'work.fill-cpu'),
        Row('', 'work of the main loop, 200 creates', 'ms', 'work.create-cpu'),
        Row('', f'first filling of {links:,} links, beside reading the same pages', 'ms', 'work.fill', 'work.walk'),
    ]


def leaks(bed, series):
    program = bed.options.sanitized / 'src/paylinks'
    watch = bed.program('watch')
    if not program.exists() or not watch:
        return [Row('T15', 'leaks, in a build with sanitizers', '', 'leaks.records', most=0)]

    suppressions = CERTIFICATE.parent.parent / 'tools/leaks.supp'
    done = subprocess.run([watch, '--', program, '--data-dir', bed.store(bed.links)], capture_output=True, text=True,
                          env={**bed.env, 'ASAN_OPTIONS': 'fast_unwind_on_malloc=0:malloc_context_size=10',
                               'LSAN_OPTIONS': f'suppressions={suppressions}:print_suppressions=0'})
    records = len(re.findall(r'^(?:Direct|Indirect) leak of', done.stderr, re.MULTILINE))
    if done.returncode == 0:
        series.add('leaks', {'records': records})
    if records or done.returncode != 0:
        print(done.stderr[-4000:], file=sys.stderr)
    return [Row('T15', 'leaks, from start to close', '', 'leaks.records', most=0)]


CASES = {
    'start': start,
    'keys': keys,
    'list': lists,
    'storage': storage,
    'network': network,
    'work': work,
    'leaks': leaks,
}
