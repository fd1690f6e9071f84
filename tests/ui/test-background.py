#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links are watched while the window is closed: asked for in the preferences, told by the desktop, ended by Quit."""

import os
import pathlib
import re
import time

from bed import Paylinks, Suite, key, notifications, wait
from merchant import Merchant

AUTOSTART = pathlib.Path(os.environ['XDG_CONFIG_HOME']) / 'autostart'
REFERENCE = 'INV-8'
suite = Suite('background')
merchant = Merchant()
link = None


def entries():
    return sorted(AUTOSTART.glob('*.desktop'))


def switch(expected):
    key('ctrl+comma')
    merchant.dialog('Preferences').find('check box', re.compile('Watch Links')).click()
    wait(lambda: bool(entries()) == expected, f'{AUTOSTART} to be {"filled" if expected else "empty"}')
    key('Escape')
    merchant.all_closed()


@suite.case('it is off, and is switched on in the preferences')
def _():
    global link
    merchant.try_out()
    link = merchant.finish_link(merchant.begin_link('80', REFERENCE, 'Shelf'), REFERENCE)
    assert not entries()
    switch(True)
    # The program that runs, whatever the path finds first.
    assert re.search('^Exec="/.*/paylinks" --background$', entries()[0].read_text(), re.M), entries()[0].read_text()


@suite.case('closing the window goes on without it', needs_all=True)
def _():
    merchant.window.find('push button', 'Close').click()
    wait(lambda: not merchant.app.x_windows(), 'the window to be gone')
    assert merchant.app.process.poll() is None


@suite.case('the desktop tells of a payment, and brings the window back with its link', needs_all=True)
def _():
    merchant.customer_pays(link)
    wait(notifications.shown, 'a notification', 60)
    told = merchant.is_told('Practice: $80.00 received', REFERENCE)
    notifications.press(told['id'])
    wait(merchant.app.x_windows, 'the window')
    merchant.window = merchant.app.window()
    merchant.window.find('label', link['assets']['paymentUrl'])


@suite.case('Quit ends it, and it is switched off again', needs_all=True)
def _():
    merchant.in_front()
    switch(False)
    switch(True)
    key('ctrl+q')
    merchant.ended()


@suite.case('begun without a window it is there for whoever starts it', needs_all=True)
def _():
    global merchant
    merchant = Merchant('--background', hidden=True)
    time.sleep(2)
    assert merchant.app.process.poll() is None and not merchant.app.x_windows()
    second = Paylinks(hidden=True)
    assert second.process.wait(20) == 0
    merchant.app.appear()
    merchant.window = merchant.app.window()
    merchant.window.find(name=re.compile(f'Paid.*{REFERENCE}'))
    merchant.in_front()
    key('ctrl+q')
    merchant.ended()


suite.on_failure.append(lambda: print('# ' + merchant.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    merchant.app.stop()
