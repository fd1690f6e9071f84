# SPDX-License-Identifier: GPL-3.0-or-later
"""The built programs under test: the application, and the stand-in server with its control path."""

import contextlib
import json
import os
import pathlib
import subprocess
import urllib.request
import uuid

from . import hands
from .node import application_now, wait

BUILD = pathlib.Path(os.environ.get('PAYLINKS_BUILD', '.')).resolve()
SOURCE = pathlib.Path(__file__).resolve().parents[3]
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def program(name):
    """Where meson put it: src/ROOM/NAME or src/NAME."""
    for folder in ('src', 'src/cli', 'src/practice', 'src/ui'):
        path = BUILD / folder / name
        if path.exists():
            return str(path)
    raise FileNotFoundError(f'{name} is not built in {BUILD}')


class Practice:
    """A paylinks-practice: one that this object starts, or one that already serves a folder."""

    def __init__(self, state, *options, command=None):
        self.state = pathlib.Path(state)
        self.state.mkdir(parents=True, exist_ok=True)
        command = command or [program('paylinks-practice')]
        self.process = subprocess.Popen([*command, '--state', str(state), *map(str, options)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError('paylinks-practice did not start')
        self.addresses = json.loads(line)
        self.control_url = self.addresses['controlUrl']

    def call(self, method, path, body=None):
        request = urllib.request.Request(f'{self.control_url}/{path}', method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={'Content-Type': 'application/json'})
        with DIRECT.open(request, timeout=10) as reply:
            text = reply.read()
        return json.loads(text) if text.strip() else None

    def portal(self, method, path, body=None):
        """What somebody does in Payroc's own portal: a request that Paylinks knows nothing of."""
        request = urllib.request.Request(self.addresses['identityUrl'], method='POST', data=b'',
                                         headers={'x-api-key': self.addresses['apiKey']})
        with DIRECT.open(request, timeout=10) as reply:
            token = json.loads(reply.read())['access_token']
        headers = {'Authorization': f'Bearer {token}', 'Content-Type': 'application/json',
                   'Idempotency-Key': str(uuid.uuid4())}
        request = urllib.request.Request(f'{self.addresses["apiUrl"]}/{path}', method=method, headers=headers,
                                         data=None if body is None else json.dumps(body).encode())
        with DIRECT.open(request, timeout=10) as reply:
            return json.loads(reply.read())

    def requests(self, operation=None):
        rows = self.call('GET', 'requests')['requests']
        return [row for row in rows if operation in (None, row['operation'])]

    def state_now(self):
        return self.call('GET', 'state')

    def mails(self):
        answer = self.call('GET', 'mails')
        return answer['mails'] if isinstance(answer, dict) else answer

    def faults(self, *faults):
        self.call('POST', 'faults', list(faults))

    def seed(self, count):
        self.call('POST', 'links', {'count': count})

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Paylinks:
    """The application in this session's display."""

    def __init__(self, *options, env=None, log=None, hidden=False):
        self.log = pathlib.Path(log or pathlib.Path(os.environ['PAYLINKS_BED']) / 'run' / 'paylinks.log')
        self.env = {**os.environ, **uninstalled(), **(env or {})}
        with open(self.log, 'ab') as errors:
            self.process = subprocess.Popen([program('paylinks'), *map(str, options)], env=self.env, stdout=errors,
                                            stderr=errors)
        self.node = None
        if not hidden:
            self.appear()

    def appear(self):
        self.node = wait(self.look, 'Paylinks on the accessibility bus', 30)

    def look(self):
        if self.process.poll() is not None:
            raise RuntimeError(f'paylinks ended with {self.process.returncode}:\n{self.log.read_text()}')
        return application_now(pid=self.process.pid)

    def window(self, name=None):
        return self.node.find('frame', name)

    def x_windows(self):
        return hands.x_windows(self.process.pid)

    def warnings(self):
        lines = self.log.read_text(errors='replace').split('\n')
        return [line for line in lines if 'WARNING' in line or 'CRITICAL' in line or 'ERROR' in line]

    def stop(self, timeout=10):
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def uninstalled():
    """What a program needs to run from the build folder."""
    shares = os.environ.get('XDG_DATA_DIRS') or '/usr/local/share:/usr/share'
    return {
        'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data'),
        'TEXTDOMAINDIR': os.environ.get('TEXTDOMAINDIR', str(BUILD / 'po')),
        'XDG_DATA_DIRS': f'{SOURCE / "data"}:{shares}',
    }
