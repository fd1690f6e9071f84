# SPDX-License-Identifier: GPL-3.0-or-later
"""A merchant with a data folder, a practice server and paylinks-cli: what these tests share."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

from stand import Stand, quiet_port

CLI = os.environ['PAYLINKS_CLI']
KEY = 'the-very-secret-key-4711'
# What must not reach a disk or another process, whatever the test was about.
SARAH = 'Sarah Hopper <sarah@example.com>'
BOB = 'Bob Byrne <bob@example.com>'


class Run:
    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err

    @property
    def json(self):
        """One document and nothing else."""
        return json.loads(self.out)

    @property
    def error(self):
        error = self.json['error']
        assert set(error) <= {'code', 'message', 'fields', 'outboxId'} and error['message'], error
        return error

    def __repr__(self):
        return f'status {self.status}\n--- out\n{self.out}\n--- err\n{self.err}'


class Shop:
    """`with Shop() as shop: shop.run('list')`"""

    def __init__(self, *options, stand=True):
        self.folder = tempfile.mkdtemp(prefix='paylinks-cli-')
        self.data = os.path.join(self.folder, 'data')
        # Fixed, since to the program another address is another account.
        self.options = ('--port', str(quiet_port()), *options)
        self.stand = self.start() if stand else None
        self.environment = {
            **os.environ,
            'HOME': self.folder,
            'XDG_DATA_HOME': os.path.join(self.folder, 'share'),
            'XDG_CONFIG_HOME': os.path.join(self.folder, 'config'),
            'XDG_CACHE_HOME': os.path.join(self.folder, 'cache'),
            'DBUS_SESSION_BUS_ADDRESS': 'disabled:',
        }
        self.environment.pop('SECRET_BACKEND', None)

    def start(self, *more):
        return Stand('--api-key', KEY, '--state', os.path.join(self.folder, 'stand'), *self.options, *more)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.stand and self.stand.process.poll() is None:
            self.stand.kill() if kind else self.stand.stop()
        shutil.rmtree(self.folder)

    def use_keyring(self, password='keyring-password'):
        """libsecret's file backend: a real keyring without a desktop."""
        # libsecret 0.20 loses a string at each writing of its file; a sanitized program would end with its own status.
        self.environment.update(ASAN_OPTIONS='detect_leaks=0', SECRET_BACKEND='file',
                                SECRET_FILE_TEST_PATH=os.path.join(self.folder, 'keyring'),
                                SECRET_FILE_TEST_PASSWORD=password)

    @property
    def where(self):
        facts = self.stand.facts
        return ['--api-url', facts['apiUrl'], '--identity-url', facts['identityUrl'], '--terminal', facts['terminal']]

    def begin(self, *arguments, where=None, locale='C.UTF-8'):
        command = [CLI, '--data-dir', self.data, *(self.where if where is None else where), *arguments]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env={**self.environment, 'LC_ALL': locale})

    @staticmethod
    def end(process, key=KEY, timeout=60):
        out, err = process.communicate((key + '\n').encode() if key is not None else b'', timeout=timeout)
        return Run(process.returncode, out.decode(), err.decode())

    def run(self, *arguments, status=0, key=KEY, **options):
        run = self.end(self.begin(*arguments, **options), key)
        assert status is None or run.status == status, f'{arguments}: wanted {status}, got {run!r}'
        return run

    def create(self, reference, *arguments, **options):
        return self.run('create', '--reference', reference, '--amount', '49.99', '--currency', 'USD', '--json',
                        *arguments, **options)

    def outbox(self):
        return self.run('outbox', '--json').json['outbox']

    def wait_for_requests(self, operation, count=1, seconds=60):
        wait(lambda: len(self.stand.requests(operation)) >= count, f'{operation} to be asked for', seconds)

    def hold(self, operation):
        """The next one that asks for it waits until release()."""
        self.stand.fault('delay', operation, ms=3_600_000)

    def release(self):
        self.stand.control('POST', 'release')

    def files_with(self, *secrets):
        """Files of the data folder that have one of these in them."""
        found = []
        for folder, _, names in os.walk(self.data):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as file:
                    content = file.read()
                found += [(name, secret) for secret in secrets if secret.encode() in content]
        return found


def wait(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f'waited {seconds} s for {what}'
        time.sleep(0.02)


def listens_to_interrupts(process):
    """Before that, a signal ends it as it ends any program."""
    with open(f'/proc/{process.pid}/status') as file:
        caught, = (int(line.split()[1], 16) for line in file if line.startswith('SigCgt:'))
    return caught >> signal.SIGINT - 1 & 1


def interrupt(process):
    process.send_signal(signal.SIGINT)
