# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyring as its owner has it: locked, unlocked, and the question for its password answered or refused."""

import subprocess

from gi.repository import Gio, GLib

from bed import key, type_text, wait

PASSWORD = 'paylinks'   # of tests/bed/session
LOGIN = '/org/freedesktop/secrets/collection/login'
QUESTION = 'Unlock Login Keyring'


def call(path, method, *parameters):
    done = subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.secrets', '-o', path, '-m', method,
                           *parameters], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def lock():
    call('/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', f'["{LOGIN}"]')
    assert is_locked()


def is_locked():
    return 'true' in call(LOGIN, 'org.freedesktop.DBus.Properties.Get', 'org.freedesktop.Secret.Collection', 'Locked')


def questions():
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', QUESTION], capture_output=True, text=True)
    return found.stdout.split()


def wait_for_question():
    (number, *_) = wait(questions, 'the question for the password')
    subprocess.run(['xdotool', 'windowactivate', '--sync', number], check=True)


def answer():
    wait_for_question()
    type_text(PASSWORD)
    key('Return')
    wait(lambda: not questions() and not is_locked(), 'the keyring to be unlocked')


def refuse():
    wait_for_question()
    key('Escape')
    wait(lambda: not questions(), 'the question to go away')
    assert is_locked()


def unlock_for_another_program():
    """What a mail program does that wants its own secret; the question is answered."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def ask(path, interface, method, parameters):
        return bus.call_sync('org.freedesktop.secrets', path, f'org.freedesktop.Secret.{interface}', method, parameters,
                             None, Gio.DBusCallFlags.NONE, -1).unpack()

    _unlocked, prompt = ask('/org/freedesktop/secrets', 'Service', 'Unlock', GLib.Variant('(ao)', ([LOGIN],)))
    ask(prompt, 'Prompt', 'Prompt', GLib.Variant('(s)', ('',)))
    answer()
