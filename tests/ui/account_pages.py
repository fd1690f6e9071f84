#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages about accounts, keys and data that cannot be opened; see tests/bed/shots."""

import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import sys
import uuid

from bed import Paylinks, Practice, Screen, key, type_text, wait
from pages import Stage, main, page as add_page

KEY = 'key-of-the-shop'
LONG_NAME = 'The Old Mill Bakery and Coffee House at the Station Square'
DATA = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'paylinks'

PAGES = {}


def page(name):
    return add_page(name, PAGES)


class Owner(Stage):
    """A merchant with a server that takes one key, and a window that is started again and again."""

    def __init__(self):
        self.server = Practice(pathlib.Path(os.environ['PAYLINKS_BED']) / 'server', '--api-key', KEY)
        self.addresses = ['--api-url', self.server.addresses['apiUrl'],
                          '--identity-url', self.server.addresses['identityUrl']]
        super().__init__(*self.addresses)

    def restart(self, *options):
        self.app.stop()
        self.app = Paylinks(*options)
        self.window = self.app.window()
        if self.size:
            self.resize(*self.size)

    def connect_form(self):
        return self.dialog('Connect to Payroc')

    def fill_in(self, form, api_key, terminal, name=''):
        for title, text in (('API Key', api_key), ('Terminal Number', terminal), ('Name in Paylinks', name)):
            form.find('text', title).click()
            key('ctrl+a', 'BackSpace')
            if text:
                type_text(text)

    def press(self, form, button):
        form.find('push button', button).click()

    def refuse_key(self):
        """Payroc takes the key no longer, and no token that it has given out."""
        self.server.faults({'operation': 'authorize', 'kind': 'status', 'status': 401, 'type': 'not-authorized',
                            'times': 1000})
        self.server.call('POST', 'clock', {'offsetSeconds': 7200})

    def accept_key(self):
        self.server.call('DELETE', 'faults')


@contextlib.contextmanager
def database():
    connection = sqlite3.connect(DATA / 'paylinks.sqlite')
    try:
        with connection:
            yield connection
    finally:
        connection.close()


@page('connect-custom')
def _(stage):
    stage.connect_form()


@page('connect-empty')
def _(stage):
    form = stage.connect_form()
    stage.press(form, 'Connect')
    form.find(text='The API key is needed.')


@page('connect-wrong-key')
def _(stage):
    form = stage.connect_form()
    stage.fill_in(form, 'key-of-last-year', stage.server.addresses['terminal'], LONG_NAME)
    stage.press(form, 'Connect')
    form.find(text=re.compile('does not accept the API key'))


@page('connect-checking')
def _(stage):
    form = stage.connect_form()
    stage.fill_in(form, KEY, '9999001', LONG_NAME)
    stage.server.faults({'operation': 'authorize', 'kind': 'delay', 'ms': 60000})
    stage.press(form, 'Connect')
    form.find(text='Asking Payroc')


@page('connect-wrong-terminal')
def _(stage):
    stage.server.call('POST', 'release')
    form = stage.connect_form()
    form.find(text=re.compile('knows no such terminal'), timeout=20)


@page('connect-no-network')
def _(stage):
    form = stage.connect_form()
    stage.fill_in(form, KEY, stage.server.addresses['terminal'], LONG_NAME)
    stage.server.faults({'operation': '*', 'kind': 'cutBefore', 'times': 100})
    stage.press(form, 'Connect')
    form.find(text=re.compile('could not be reached'), timeout=60)


@page('connect-discard')
def _(stage):
    key('Escape')
    stage.app.node.find('push button', 'Discard')


@page('connected')
def _(stage):
    key('Escape')
    stage.accept_key()
    form = stage.connect_form()
    stage.press(form, 'Connect')
    stage.window.find('push button', 'New Link', timeout=20)
    stage.all_closed()


@page('bar-unreachable')
def _(stage):
    stage.server.faults({'operation': '*', 'kind': 'cutBefore', 'times': 1000})
    key('F5')
    stage.window.find(text=re.compile('could not be reached'), timeout=60)


@page('bar-key-refused')
def _(stage):
    stage.accept_key()
    stage.refuse_key()
    key('F5')
    stage.window.find(text=re.compile('no longer accepts'), timeout=30)


@page('key')
def _(stage):
    stage.press(stage.window, 'Replace Key')
    stage.dialog('API Key')


@page('key-wrong')
def _(stage):
    form = stage.dialog('API Key')
    form.find('text', 'API Key').click()
    type_text('key-of-last-year')
    stage.press(form, 'Use Key')
    form.find(text=re.compile('does not accept the API key'))


@page('key-discard')
def _(stage):
    key('Escape')
    stage.app.node.find('push button', 'Discard')


@page('account')
def _(stage):
    stage.back()
    stage.menu('Account:', 'Account Details')
    stage.dialog('Account Details')


@page('account-name-taken')
def _(stage):
    form = stage.dialog('Account Details')
    form.find('text', 'Name in Paylinks').click()
    key('ctrl+a')
    type_text('Practice')
    key('Return')
    form.find(text='Another account has this name.')
    if not stage.size:
        # It grows by what it says.
        last = form.find('push button', 'Remove From This Computer')
        wait(lambda: sum(last.extents[1::2]) <= sum(form.extents[1::2]), 'the last button to be whole')


@page('account-remove')
def _(stage):
    form = stage.dialog('Account Details')
    stage.press(form, 'Remove From This Computer')
    stage.dialog('Remove “').find('push button', 'Keep')


@page('practice-did-not-start')
def _(stage):
    stage.back()
    DATA.joinpath('practice').write_text('in the way')
    stage.menu('Account:', 'Add Account')
    stage.press(stage.window, 'Try It Out')
    stage.app.node.find(text='The Practice Account Did Not Start', timeout=30)
    stage.app.node.find(name='Details').click()


@page('account-practice-remove')
def _(stage):
    DATA.joinpath('practice').unlink()
    stage.back()
    stage.press(stage.window, 'Try It Out')
    stage.window.find('label', 'No Links Yet', timeout=20)
    stage.menu('Account:', 'Account Details')
    stage.press(stage.dialog('Account Details'), 'Remove From This Computer')
    stage.app.node.find('push button', 'Keep')


@page('accounts-20')
def _(stage):
    stage.back()
    stage.app.stop()
    with database() as connection:
        for number in range(18):
            connection.execute('INSERT INTO accounts (id, name, environment, terminal, currency, last_used)'
                               ' VALUES (?, ?, ?, ?, ?, 0)',
                               (str(uuid.uuid4()), f'Branch_{number + 1}' if number else LONG_NAME + ' II',
                                'production' if number % 2 else 'test', f'{5678000 + number}', 'USD'))
    stage.restart()
    stage.window.find('push button', 'Account:', timeout=20).click()


@page('accounts-end')
def _(stage):
    stage.app.node.find('menu item', 'Branch18')
    key('End')


@page('bar-key-missing')
def _(stage):
    stage.back()
    stage.menu('Account:', 'Branch2')
    stage.window.find(text=re.compile('is needed'), timeout=20)


@page('data-damaged')
def _(stage):
    stage.app.stop()
    with database() as connection:
        connection.execute('PRAGMA wal_checkpoint (TRUNCATE)')
        (size,) = connection.execute('PRAGMA page_size').fetchone()
        (number,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'links'").fetchone()
    with open(DATA / 'paylinks.sqlite', 'r+b') as file:
        file.seek(size * (number - 1))
        file.write(b'damaged!' * (size // 8))
    stage.restart()
    stage.app.node.find(text=re.compile('Data Was Damaged'), timeout=20)


@page('strays')
def _(stage):
    stage.back()
    stage.app.stop()
    with database() as connection:
        for number in range(3):
            connection.execute('INSERT INTO outbox (account, kind, state, idempotency_key, reference, created_at,'
                               ' first_sent_at, next_attempt_at, finished_at, attempts)'
                               ' VALUES (?, 0, 0, ?, ?, 1790000000000000, 0, 0, 0, 0)',
                               (str(uuid.uuid4()), str(uuid.uuid4()), f'INV-{number + 1}'))
    stage.restart()
    stage.dialog('Changes Without an Account')


@page('strays-discard')
def _(stage):
    stage.press(stage.dialog('Changes Without an Account'), 'Discard All…')
    stage.app.node.find('label', 'They are not sent, and cannot be brought back.')


@page('strays-question')
def _(stage):
    stage.answer('Cancel')
    stage.press(stage.dialog('Changes Without an Account'), 'Add to')
    stage.app.node.find('push button', 'Add and Send')


@page('data-of-a-newer-version')
def _(stage):
    stage.back()
    stage.app.stop()
    with database() as connection:
        connection.execute('PRAGMA user_version = 99')
    stage.restart()
    stage.window.find(text=re.compile('written by a newer Paylinks'), timeout=20)


@page('welcome-again')
def _(stage):
    stage.app.stop()
    shutil.rmtree(DATA)
    stage.restart()
    stage.window.find('push button', 'Try It Out', timeout=20)


STAGE = Owner
NOT_OURS = set()
PASSING = {'connect-checking', 'connect-wrong-terminal'}

if __name__ == '__main__':
    sys.exit(main(PAGES, Owner))
