#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both sides of the counter, with one screen and with two, and all that is asked and told there; see tests/bed/shots.
Wants a session with two screens, so that one can be plugged in: what fills the screen has its size from there."""

import datetime
import os
import re
import sys

from bed import Screen, Screens, key, pay, type_text, wait
from bed.hands import xdotool
from pages import Stage, main, page as add_page

PAGES = {}
# As long as Payroc takes it, and of two directions.
REFERENCE = 'Garden-2026/' + 'W' * 22 + ' فاتورة حديقة'
DESCRIPTION = ('Twelve oak shelves, planed, oiled and fitted in the study and on the landing, with brackets of black '
               'iron; delivery on a Saturday before noon. Thank you for your order!')


def page(name):
    return add_page(name, PAGES)


class CounterStage(Stage):
    def __init__(self):
        # Where the merchant is, the desktop opens windows.
        xdotool('mousemove', 20, 20)
        self.cables = Screens(os.environ['PAYLINKS_SCREENS'])
        self.here = 0, 0, self.cables.width // 2, self.cables.height
        self.there = self.here[2], *self.here[1:]
        self.plug(self.here)
        super().__init__()

    def plug(self, *screens):
        self.cables.plug(dict(enumerate(screens)))

    def customer(self):
        return wait(lambda: next((node for node in self.app.node.children if node.name == 'Payment' and node.shown),
                                 None), 'the customer’s screen')

    def open_counter(self):
        self.menu('Main Menu', 'At the Counter')
        self.customer().find('text', 'Amount')

    def sell(self, amount, side=None):
        side = side or self.customer()
        side.find('text', 'Amount').click()
        key('ctrl+a')
        type_text(amount)
        key('Return')

    def mend(self):
        self.practice.call('DELETE', 'faults')

    def links(self, **wanted):
        return [row for row in self.practice.state_now()['links']
                if wanted.items() <= {**row, **row['order']['charge']}.items()]

    def pay(self, amount):
        pay(self.links(amount=amount, status='active')[0]['assets']['paymentUrl'])

    def ask(self, heading):
        key('Escape')
        self.app.node.find('label', heading)
        Screen.settled()

    def ends(self):
        """The counter is left, and the list is there."""
        wait(lambda: [node.name for node in self.app.node.children if node.shown] == ['Paylinks'], 'the list')
        self.window = self.app.window('Paylinks')
        self.in_front()


@page('selling-amount')
def _(stage):
    stage.try_out()
    stage.practice.seed(3)
    stage.open_counter()
    Screen.settled()


@page('counter-wrong-amount')
def _(stage):
    stage.sell('0')
    stage.customer().find(name='It must be more than nothing')


@page('selling-code')
def _(stage):
    stage.sell('12.50')
    stage.customer().find('label', '$12.50')
    Screen.settled()


@page('counter-not-paid')
def _(stage):
    stage.ask('Not Paid Yet')


@page('counter-blind')
def _(stage):
    stage.answer('Back')
    stage.practice.faults({'operation': 'retrieveLink', 'kind': 'cutBefore', 'times': 200})
    stage.customer().find('label', 'a payment does not show here yet', timeout=20)


@page('selling-paid')
def _(stage):
    stage.mend()
    stage.pay(1250)
    stage.customer().find(name=re.compile('^Paid'), timeout=20)
    Screen.settled()


@page('counter-unsure')
def _(stage):
    stage.customer().find('push button', 'Next Customer').click()
    stage.practice.faults({'operation': 'createLink', 'kind': 'cutAfter', 'times': 200})
    stage.sell('9.80')
    stage.customer().find('label', 'One Moment Longer', timeout=60)


@page('counter-was-it-made')
def _(stage):
    stage.ask('Was the Code Made?')


@page('counter-refused')
def _(stage):
    stage.answer('Give It Up')
    stage.ends()
    stage.mend()
    stage.practice.faults({'operation': 'createLink', 'kind': 'status', 'status': 400, 'times': 50,
                           'type': 'bad-request', 'detail': 'The order number is not accepted.'})
    stage.open_counter()
    stage.sell('3.00')
    stage.customer().find(name='That Did Not Work', timeout=20)


@page('counter-off')
def _(stage):
    stage.mend()
    stage.customer().find('push button', 'Other Amount').click()
    stage.sell('4.00')
    stage.customer().find('label', '$4.00')
    stage.practice.portal('POST', f'payment-links/{stage.links(amount=400)[0]["paymentLinkId"]}/deactivate')
    stage.customer().find(name='Switched Off', timeout=20)
    Screen.settled()


@page('counter-late')
def _(stage):
    stage.customer().find('push button', 'Next Customer').click()
    stage.sell('5.00')
    stage.customer().find('label', '$5.00')
    stage.customer().find('push button', 'Start Over').click()
    stage.answer('Keep It Payable')
    stage.pay(500)
    stage.customer().find('push button', 'Paid After All', timeout=30)
    Screen.settled()


@page('counter-paid-after-all')
def _(stage):
    stage.customer().find('push button', 'Paid After All').click()
    stage.app.node.find('label', re.compile('The customer paid after you had gone on'))


@page('counter-long')
def _(stage):
    stage.answer('Close')
    key('Escape')
    stage.ends()
    where = f'processing-terminals/{stage.practice.addresses["terminal"]}/payment-links'
    stage.practice.portal('POST', where, {
        'type': 'singleUse', 'merchantReference': REFERENCE, 'authType': 'sale', 'paymentMethods': ['card'],
        'order': {'orderId': 'ORD-9', 'description': DESCRIPTION,
                  'charge': {'type': 'preset', 'amount': 123456789, 'currency': 'USD'}},
        'expiresOn': (datetime.date.today() + datetime.timedelta(days=9)).isoformat()})
    key('F5')
    row = stage.window.find(name=re.compile('Garden-2026'), timeout=20)
    row.click()
    stage.window.find('list', 'Details')
    key('F11')
    stage.customer().find('label', '$1,234,567.89')
    Screen.settled()


@page('desk-code')
def _(stage):
    stage.plug(stage.here, stage.there)
    stage.dialog('At the Counter').find(name='The Customer Sees the Code')
    Screen.settled()


@page('desk-paid')
def _(stage):
    stage.pay(123456789)
    stage.dialog('At the Counter').find(name=re.compile('^Paid'), timeout=20)
    Screen.settled()


@page('desk-amount')
def _(stage):
    stage.dialog('At the Counter').find('push button', 'Other Amount').click()
    stage.dialog('At the Counter').find('text', 'Amount')
    Screen.settled()


@page('desk-late')
def _(stage):
    desk = stage.dialog('At the Counter')
    stage.sell('6.00', desk)
    desk.find(name='The Customer Sees the Code')
    desk.find('push button', 'Start Over').click()
    stage.answer('Keep It Payable')
    stage.pay(600)
    desk.find('label', 'An earlier code was paid after all.', timeout=30)
    Screen.settled()


# Last: nothing more is sent for a while.
@page('desk-waiting')
def _(stage):
    desk = stage.dialog('At the Counter')
    stage.practice.faults({'operation': 'createLink', 'kind': 'status', 'status': 429, 'retryAfter': 600, 'times': 200})
    stage.sell('9.90', desk)
    desk.find(name='No Connection', timeout=20)
    stage.customer().find('label', 'No Connection', timeout=20)


STAGE = CounterStage
NOT_OURS = set()
PASSING = set()

if __name__ == '__main__':
    sys.exit(main(PAGES, STAGE))
