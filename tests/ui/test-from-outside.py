#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What any program on the bus may ask of the window: an address that is not safe opens nothing, and nothing that is
typed is lost over one that is."""

import os
import re
import subprocess

from bed import Screen, Suite, wait
from bed.programs import program, uninstalled
from merchant import Merchant

suite = Suite('from-outside')
merchant = Merchant()


def application():
    names = subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus',
                            '-m', 'org.freedesktop.DBus.ListNames'], check=True, capture_output=True, text=True).stdout
    return re.search(r"'(io\.github\.paylinks\.Paylinks(?:\.Devel)?)'", names)[1]


def connect(api, identity):
    """app.connect, as another program would ask for it."""
    subprocess.run(['gapplication', 'action', application(), 'connect', f'("{api}", "{identity}")'], check=True,
                   timeout=30)
    Screen.settled()


@suite.case('the practice account is open')
def _():
    merchant.try_out()


@suite.case('a server that is not safe is not offered', needs_all=True)
def _():
    good = 'https://pay.example.com'
    for bad in ('http://pay.example.com', 'ftp://pay.example.com', 'javascript:alert(1)', 'https://', '',
                'https://user:word@pay.example.com', 'file:///etc/passwd'):
        for api, identity in ((bad, good), (good, bad)):
            connect(api, identity)
            assert not merchant.dialogs(), f'{api} and {identity} opened {merchant.dialogs()}'
    merchant.window.find('push button', 'New Link')


@suite.case('one that is safe is asked about, and shown before a key is given to it', needs_all=True)
def _():
    connect('https://api.pay.example.com/v1', 'https://identity.pay.example.com/authorize')
    form = merchant.dialog('Connect')
    form.find('label', 'https://api.pay.example.com/v1')
    form.find('push button', 'Cancel').click()
    merchant.all_closed()


@suite.case('a form with something typed stays, and is asked about before another account is opened', needs_all=True)
def _():
    form = merchant.begin_link('80.00', 'INV-7', 'Oak shelves')
    connect('https://api.pay.example.com/v1', 'https://identity.pay.example.com/authorize')
    assert form in merchant.dialogs(), merchant.dialogs()
    assert wait(lambda: form.find('text', 'Amount').text, 'the amount') == '80.00'
    # A second start that asks for the account that is open asks nothing.
    subprocess.run([program('paylinks'), '--practice'], env={**os.environ, **uninstalled()}, check=True, timeout=30)
    Screen.settled()
    assert form in merchant.dialogs(), merchant.dialogs()


suite.run()
