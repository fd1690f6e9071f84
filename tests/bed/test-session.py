#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The session starter: nothing of it is left behind, whatever ends it, and its options do what they say."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time

from tap import Suite

SESSION = sys.argv[1]
suite = Suite('session')

# Tells what a command sees, then waits to be ended.
LOOK = '''
import json, os, subprocess
def owner(name):
    return subprocess.run(["gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus",
                           "-m", "org.freedesktop.DBus.GetConnectionUnixProcessID", name],
                          capture_output=True, text=True).stdout
print(json.dumps({"root": os.environ["PAYLINKS_BED"], "display": os.environ["DISPLAY"], "pid": os.getpid(),
                  "parent": os.getppid(), "secrets": owner("org.freedesktop.secrets"), "env": dict(os.environ)}),
      flush=True)
'''


def start(*options, then=''):
    return subprocess.Popen([SESSION, *options, '--', '/usr/bin/python3', '-c', LOOK + then], stdout=subprocess.PIPE,
                            text=True)


def processes_of(root):
    """Whoever has the session's folder in its environment."""
    found = []
    for process in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            if f'PAYLINKS_BED={root}'.encode() in (process / 'environ').read_bytes().split(b'\0') \
                    and (process / 'stat').read_text().rsplit(')')[1].split()[0] != 'Z':
                found.append((process / 'comm').read_text().strip())
        except OSError:
            continue
    return found


def assert_nothing_left(root, folder=True):
    deadline = time.monotonic() + 5
    while (left := processes_of(root)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left, f'still running: {left}'
    assert not folder or not os.path.exists(root), f'{root} is still there'


@suite.case('it ends with its command, and has its status')
def _():
    session = start(then='raise SystemExit(7)')
    seen = json.loads(session.stdout.readline())
    assert session.wait(20) == 7, session.returncode
    assert_nothing_left(seen['root'])


@suite.case('it is private')
def _():
    session = start()
    seen = json.loads(session.stdout.readline())
    session.wait(20)
    for name in ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'):
        assert seen['env'][name].startswith(seen['root'] + '/'), name
    assert 'WAYLAND_DISPLAY' not in seen['env']


@suite.case('terminated, it ends all that it started')
def _():
    session = start(then='import time; time.sleep(60)')
    seen = json.loads(session.stdout.readline())
    session.send_signal(signal.SIGTERM)
    assert session.wait(20) == 128 + signal.SIGTERM
    assert_nothing_left(seen['root'])


@suite.case('killed outright, it leaves no process')
def _():
    session = start(then='import time; time.sleep(60)')
    seen = json.loads(session.stdout.readline())
    session.kill()
    session.wait(20)
    assert_nothing_left(seen['root'], folder=False)
    subprocess.run(['rm', '-rf', seen['root']], check=True)


@suite.case('two sessions at once do not meet')
def _():
    first, second = start(then='input()'), start(then='input()')
    seen = [json.loads(session.stdout.readline()) for session in (first, second)]
    assert seen[0]['display'] != seen[1]['display']
    assert seen[0]['env']['DBUS_SESSION_BUS_ADDRESS'] != seen[1]['env']['DBUS_SESSION_BUS_ADDRESS']
    for session in (first, second):
        session.terminate()
        session.wait(20)


@suite.case('a keyring is there, or not')
def _():
    for option, there in (('unlocked', True), ('locked', True), ('absent', False)):
        session = start('--keyring', option)
        seen = json.loads(session.stdout.readline())
        session.wait(20)
        assert bool(seen['secrets']) == there, (option, seen['secrets'])


suite.run()
