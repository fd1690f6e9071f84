#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen for the customer beside the merchant's: what stands on which, also when one is unplugged while they pay."""

import os
import re
import subprocess
import time

from bed import Screen, Screens, Suite, key, move_away, pay, wait
from bed.hands import xdotool
from merchant import Merchant

OURS = 0, 0, 1280, 800
THEIRS = 1280, 0, 1280, 800

suite = Suite('two-screens')
cables = Screens(os.environ['PAYLINKS_SCREENS'])
# Where the merchant is, the desktop opens windows.
xdotool('mousemove', 300, 300)
merchant = Merchant('--practice')
link = None


def frame(name):
    return wait(lambda: next((node for node in merchant.app.node.children if node.name == name and node.shown), None),
                f'the window "{name}"')


def places():
    """Where which windows stand: (title, on the customer's screen, on the merchant's)."""
    found = []
    for window in merchant.app.x_windows():
        left, right = window.x, window.x + window.width
        found.append((window.title, right > THEIRS[0], left < THEIRS[0]))
    return sorted(found)


def wait_for(*wanted):
    wait(lambda: places() == sorted(wanted), f'{wanted}')
    assert places() == sorted(wanted), places()


def payment_window():
    return next(window for window in merchant.app.x_windows() if window.title == 'Payment')


def fills(x, y, width, height):
    window = payment_window()
    states = subprocess.run(['xprop', '-id', str(window.number), '_NET_WM_STATE'], capture_output=True,
                            text=True).stdout
    return (window.x, window.y, window.width, window.height) == (x, y, width, height) \
        and '_NET_WM_STATE_FULLSCREEN' in states


def scan(x, y, width, height):
    """What a phone reads there."""
    move_away()
    picture = Screen.settled().crop(x, y, width, height).save(suite.output / 'scanned.png')
    return subprocess.run(['zbarimg', '--quiet', '--raw', picture], capture_output=True, text=True).stdout.strip()


def controls(node):
    """What there is to press or to type into, by name, which GTK says twice where a letter of it is underlined."""
    names = [item.name for role in ('push button', 'text', 'combo box', 'check box', 'toggle button')
             for item in node.all(role)]
    return {re.sub(r'^(.+) \1$', r'\1', name) for name in names}


def assert_nothing_of_the_shop(node):
    others = [row['merchantReference'] for row in merchant.practice.state_now()['links']
              if row['paymentLinkId'] != link['paymentLinkId']]
    assert len(others) >= 3, others
    text = node.tree()
    assert not [reference for reference in others if reference in text], text
    assert 'Sarah' not in text and 'example.com' not in text, text


def creates():
    return len(merchant.practice.requests('createLink'))


@suite.case('the customer’s window fills the other screen, and stands there alone')
def _():
    global link
    merchant.at_the_list()
    merchant.practice.seed(3)
    key('F5')
    merchant.window.find('list item', re.compile('Seed-'))
    link = merchant.finish_link(merchant.begin_link('1250.50', 'INV-7', 'Oak shelves'), 'INV-7')
    share = merchant.begin_share('Sarah Hopper', 'sarah@example.com')
    merchant.finish_share(share, 'Sarah Hopper', 'sarah@example.com')
    key('F11')
    wait_for(('At the Counter', False, True), ('Paylinks', False, True), ('Payment', True, False))
    wait(lambda: fills(*THEIRS), 'the whole screen to be filled')


@suite.case('it shows code, amount and reference; nothing to press, and nothing of the shop', needs_all=True)
def _():
    customer = frame('Payment')
    for text in ('$1,250.50', 'INV-7', 'Oak shelves', 'Scan with your phone to pay'):
        customer.find('label', text)
    assert not controls(customer), controls(customer)
    assert_nothing_of_the_shop(customer)
    assert scan(*THEIRS) == link['assets']['paymentUrl']
    desk = frame('At the Counter')
    desk.find(name='The Customer Sees the Code')
    assert controls(desk) >= {'Start Over', 'Leave', 'Other Screen'}


@suite.case('it turns to Paid on both', needs_all=True)
def _():
    begin = time.monotonic()
    pay(link['assets']['paymentUrl'])
    frame('Payment').find(name=re.compile('^Paid$'), timeout=10)
    print(f'# Paid after {time.monotonic() - begin:.1f} s')
    frame('At the Counter').find(name=re.compile('^Paid$'))
    assert not controls(frame('Payment'))
    frame('Payment').find('label', '$1,250.50')


@suite.case('the next customer is served by keyboard alone', needs_all=True)
def _():
    global link
    before = creates()
    wait(lambda: frame('At the Counter').find('push button', 'Next Customer').focused, 'the keyboard to be there')
    key('Return')
    frame('Payment').find('label', 'Oak shelves')
    assert creates() == before + 1
    link = next(row for row in merchant.practice.state_now()['links'] if row['merchantReference'].startswith('LINK-'))
    frame('Payment').find('label', link['merchantReference'])
    assert scan(*THEIRS) == link['assets']['paymentUrl']


@suite.case('unplugged while they pay: the code moves here, the shop goes, and nothing is lost', needs_all=True)
def _():
    before = creates()
    key('Escape')
    wait(lambda: [node for node in merchant.app.node.children if node.shown and node.find_now('label', 'Not Paid Yet')],
         'the question')
    cables.plug({0: OURS})
    wait_for(('Payment', False, True))
    wait(lambda: fills(*OURS), 'the screen to be filled')
    customer = frame('Payment')
    assert_nothing_of_the_shop(merchant.app.node)
    assert scan(*OURS) == link['assets']['paymentUrl']
    assert controls(customer) == {'Leave', 'Start Over'}
    assert creates() == before and not merchant.practice.requests('deactivateLink')


@suite.case('plugged in again, the customer has their screen again', needs_all=True)
def _():
    cables.plug({0: OURS, 1: THEIRS})
    wait_for(('At the Counter', False, True), ('Payment', True, False))
    wait(lambda: fills(*THEIRS), 'the other screen to be filled')
    assert not controls(frame('Payment'))
    assert_nothing_of_the_shop(merchant.app.node)
    assert scan(*THEIRS) == link['assets']['paymentUrl']


@suite.case('the merchant’s own screen is unplugged: only the code is left', needs_all=True)
def _():
    cables.plug({1: THEIRS})
    wait_for(('Payment', True, False))
    wait(lambda: fills(*THEIRS), 'the screen to be filled')
    assert_nothing_of_the_shop(merchant.app.node)
    pay(link['assets']['paymentUrl'])
    frame('Payment').find(name=re.compile('^Paid'), timeout=10)
    frame('Payment').find('push button', 'Next Customer')
    cables.plug({0: OURS, 1: THEIRS})
    wait_for(('At the Counter', False, True), ('Payment', True, False))
    assert not controls(frame('Payment'))


@suite.case('on one screen the merchant can have it here, and again there', needs_all=True)
def _():
    frame('At the Counter').find('push button', 'Other Screen').click()
    wait_for(('Payment', False, True))
    frame('Payment').find('push button', 'Other Screen').click()
    wait_for(('At the Counter', False, True), ('Payment', True, False))


@suite.case('after the counter all is as before', needs_all=True)
def _():
    frame('At the Counter').find('push button', 'Leave').click()
    wait_for(('Paylinks', False, True))
    merchant.window = merchant.app.window('Paylinks')
    merchant.in_front()
    merchant.close()


suite.on_failure.append(lambda: print('# ' + merchant.app.node.tree().replace('\n', '\n# ')))
suite.on_failure.append(lambda: print(f'# {places()}'))
try:
    suite.run()
finally:
    merchant.app.stop()
    cables.close()
