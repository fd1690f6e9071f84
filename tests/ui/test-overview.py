#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the shop stands, by a screen reader's eyes: from no link to one that is paid; and the people written to."""

import datetime
import re

from bed import Screen, Suite, key, wait
from merchant import Merchant

TERMINAL = '1234001'

suite = Suite('overview')
merchant = Merchant()
links = {}


def tile(pattern):
    return merchant.window.find(name=re.compile(pattern), timeout=15)


def to_the_overview():
    key('alt+Home')
    merchant.window.find('list', 'Paid Each Day')


@suite.case('a new shop is told what will be here')
def _():
    merchant.try_out()
    merchant.window.find('label', 'Nothing to Add Up Yet')


@suite.case('a link that was made is outstanding, and ends soon', needs_all=True)
def _():
    links['INV-1'] = merchant.finish_link(merchant.begin_link('25.00', 'INV-1', 'Oak shelves'), 'INV-1')
    to_the_overview()
    tile(r'^Outstanding: \$25\.00, 1 open link for one payment')
    tile(r'^Today: \$0\.00, No payment')

    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    links['INV-2'] = merchant.practice.portal('POST', f'processing-terminals/{TERMINAL}/payment-links', {
        'type': 'singleUse', 'merchantReference': 'INV-2', 'authType': 'sale', 'paymentMethods': ['card'],
        'order': {'orderId': 'ORD-2', 'charge': {'type': 'preset', 'amount': 1050, 'currency': 'USD'}},
        'expiresOn': tomorrow.isoformat()})
    key('F5')
    tile(r'^Outstanding: \$35\.50, 2 open links for one payment')
    ending = merchant.window.find('list', 'Ending Soon')
    wait(lambda: ending.find_now('list item', 'INV-2'), 'the link that ends tomorrow')
    assert not ending.find_now('list item', 'INV-1')


@suite.case('a payment arrives in the sums without being asked for', needs_all=True)
def _():
    merchant.customer_pays(links['INV-1'])
    tile(r'^Today: \$25\.00, 1 payment')
    tile(r'^This Month: \$25\.00, 1 payment')
    tile(r'^Outstanding: \$10\.50, 1 open link for one payment')
    merchant.window.find('label', re.compile(r'^As of \d'))


@suite.case('each day is read by keyboard', needs_all=True)
def _():
    chart = merchant.window.find('list', 'Paid Each Day')
    today = chart.find('list item', re.compile(r'^Today: \$25\.00, 1 payment')).click()
    wait(lambda: 'focused' in today.states, 'today to have the keyboard')
    key('Left')
    merchant.window.find('label', re.compile(r'^\d+ \w+: no payment$'))
    key('End')
    merchant.window.find('label', re.compile(r'^Today: \$25\.00, 1 payment$'))


@suite.case('what ends soon is extended from here', needs_all=True)
def _():
    merchant.window.find('push button', 'Extend INV-2').click()
    form = merchant.dialog('Edit Link')
    key('Escape')
    merchant.all_closed()
    assert not merchant.practice.requests('editLink')[1:], 'nothing was saved'
    del form


@suite.case('what ends soon opens, and the overview is one step away', needs_all=True)
def _():
    merchant.window.find('list', 'Ending Soon').find('list item', 'INV-2').click(across=0.65)
    merchant.window.find('list', 'Details')
    merchant.window.find('push button', 'Overview').click()
    tile(r'^Outstanding: \$10\.50')


@suite.case('who was written to is listed, opens the link, and is forgotten', needs_all=True)
def _():
    merchant.window.find(name=re.compile('Open.*INV-2')).click()
    merchant.window.find('list', 'Details')
    form = merchant.begin_share('Sarah Hopper', 'sarah@example.com')
    merchant.finish_share(form, 'Sarah Hopper', 'sarah@example.com')
    to_the_overview()
    key('ctrl+shift+p')
    people = merchant.dialog('People')
    people.find('list item', 'Sarah Hopper').click(across=0.2)
    merchant.all_closed()
    merchant.window.find('list', 'Sent by E-mail').find('list item', 'Sarah Hopper')

    key('ctrl+shift+p')
    people = merchant.dialog('People')
    people.find('push button', 'Forget Sarah Hopper').click()
    people.find('push button', 'Undo').click()
    people.find('push button', 'Forget Sarah Hopper').click()
    people.find('label', 'Nobody Yet')
    # What was just said goes first, then the window.
    key('Escape')
    Screen.settled()
    if merchant.dialogs():
        key('Escape')
    merchant.all_closed()

    merchant.window.find('push button', 'Share by E-mail').click()
    form = merchant.dialog('Share')
    form.find('text', 'Name and E-mail Address').click()
    key('s')
    key('a')
    Screen.settled()
    assert not form.find_now(name='Sarah Hopper'), 'somebody forgotten is offered'


suite.run()
