#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer in front of the merchant: what the screen shows them, what it hides, and that it turns to "Paid"."""

import os
import pathlib
import re
import subprocess
import time

from bed import Paylinks, Screen, Suite, key, notifications, pay, type_text, wait
from bed.programs import program, uninstalled
from merchant import Merchant

BED = pathlib.Path(__file__).resolve().parents[1] / 'bed'

suite = Suite('counter')
desk = subprocess.Popen([BED / 'session-manager'], stdout=subprocess.PIPE, text=True)
assert desk.stdout.readline() == 'ready\n'
merchant = Merchant('--practice')
link = None


def counter():
    return wait(lambda: next((node for node in merchant.app.node.children if node.name == 'Payment'), None),
                'the counter')


def links():
    return merchant.practice.state_now()['links']


def creates():
    return len(merchant.practice.requests('createLink'))


def shows_nothing_else(shown):
    """In all that the program has on the screen: one window, and of the links only that one."""
    assert [window.name for window in merchant.app.node.children if window.shown] == ['Payment']
    assert [window.title for window in merchant.app.x_windows()] == ['Payment']
    text = merchant.app.node.tree()
    others = [row['merchantReference'] for row in links() if row['merchantReference'] != shown]
    assert len(others) >= 3, others
    assert not [reference for reference in others if reference in text], text


@suite.case('a link is shown, and nothing else of the shop')
def _():
    global link
    merchant.at_the_list()
    merchant.practice.seed(3)
    key('F5')
    merchant.window.find('list item', re.compile('Seed-'))
    link = merchant.finish_link(merchant.begin_link('1250.50', 'INV-7', 'Oak shelves'), 'INV-7')
    key('F11')
    window = counter()
    for text in ('$1,250.50', 'INV-7', 'Oak shelves', 'Scan with your phone to pay', 'Practice'):
        window.find('label', text)
    wait(lambda: not [node for node in merchant.app.node.children if node.name == 'Paylinks' and node.shown],
         'the main window to go')
    shows_nothing_else('INV-7')


def application():
    """The id depends on the profile of the build; the window has taken its name on the bus."""
    names = subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus',
                            '-m', 'org.freedesktop.DBus.ListNames'], check=True, capture_output=True, text=True).stdout
    return re.search(r"'(io\.github\.paylinks\.Paylinks(?:\.Devel)?)'", names)[1]


@suite.case('no second start, and nothing else from outside, brings the shop before the customer', needs_all=True)
def _():
    for options in ([], ['--new-link'], ['--counter']):
        subprocess.run([program('paylinks'), *options], env={**os.environ, **uninstalled()}, check=True, timeout=30)
    for action in ('new-link', 'activate', 'about', 'shortcuts', 'help'):
        subprocess.run(['gapplication', 'action', application(), action], check=True, timeout=30)
    Screen.settled()
    shows_nothing_else('INV-7')


@suite.case('the code on the screen leads to the link', needs_all=True)
def _():
    Screen.settled()
    picture = Screen.grab().save(suite.output / 'code.png')
    read = subprocess.run(['zbarimg', '--quiet', '--raw', picture], capture_output=True, text=True).stdout
    assert read.strip() == link['assets']['paymentUrl'], read


@suite.case('the screen is kept awake', needs_all=True)
def _():
    assert desk.stdout.readline() == 'inhibit 1 idle\n'


@suite.case('without a connection it says that a payment would not show', needs_all=True)
def _():
    merchant.practice.faults({'operation': 'retrieveLink', 'kind': 'cutBefore', 'times': 20})
    counter().find('label', 'a payment does not show here yet', timeout=20)
    merchant.practice.call('DELETE', 'faults')
    wait(lambda: not counter().find_now('label', 'a payment does not show here yet'), 'the note to go', 20)


@suite.case('it turns to Paid by itself, and is asked for no more', needs_all=True)
def _():
    begin = time.monotonic()
    pay(link['assets']['paymentUrl'])
    counter().find(name=re.compile('^Paid'), timeout=10)
    print(f'# Paid after {time.monotonic() - begin:.1f} s')
    counter().find('label', '$1,250.50')

    def is_quiet():
        """For longer than from one look to the next; what was on its way may still arrive."""
        looks = len(merchant.practice.requests('retrieveLink'))
        time.sleep(4)
        return len(merchant.practice.requests('retrieveLink')) == looks

    wait(is_quiet, 'the asking to end')
    shows_nothing_else('INV-7')


@suite.case('for the next customer the same is made once, whoever presses twice', needs_all=True)
def _():
    before = creates()
    key('Return', 'Return', 'Return')
    counter().find('label', 'Oak shelves')
    new = wait(lambda: [row for row in links() if row['merchantReference'].startswith('LINK-')], 'the new link')
    time.sleep(1)
    assert creates() == before + 1
    assert len(new) == 1 and new[0]['order']['charge'] == link['order']['charge']
    assert new[0]['order']['description'] == 'Oak shelves' and new[0]['order']['orderId'] != link['order']['orderId']
    counter().find('label', new[0]['merchantReference'])
    shows_nothing_else(new[0]['merchantReference'])


@suite.case('a double click is one click', needs_all=True)
def _():
    before = creates()
    shown = next(row for row in links() if row['merchantReference'].startswith('LINK-'))
    pay(shown['assets']['paymentUrl'])
    button = counter().find('push button', 'Next Customer', timeout=10)
    button.click()
    subprocess.run(['xdotool', 'click', '1', 'click', '1'], check=True)
    wait(lambda: creates() == before + 1, 'one more link')
    time.sleep(1)
    assert creates() == before + 1


def question(heading):
    return wait(lambda: next((node for node in merchant.app.node.children if node.shown and node.name != 'Payment'
                              and node.find_now('label', heading)), None), f'the question "{heading}"')


@suite.case('a code that was not paid is not dropped without a word', needs_all=True)
def _():
    counter().find('push button', 'Start Over').click()
    box = question('Not Paid Yet')
    box.find('label', re.compile(r'\$1,250\.50 \(.*LINK-'))
    box.find('push button', 'Back').click()
    counter().find('label', 'Oak shelves')
    assert not merchant.practice.requests('deactivateLink')
    counter().find('push button', 'Start Over').click()
    question('Not Paid Yet').find('push button', 'Keep It Payable').click()
    counter().find('text', 'Amount')
    assert not merchant.practice.requests('deactivateLink')


@suite.case('another amount is typed, and made once', needs_all=True)
def _():
    before = creates()
    entry = counter().find('text', 'Amount')
    Screen.settled()
    entry.click()
    key('ctrl+a')
    type_text('0')
    key('Return')
    counter().find(name='It must be more than nothing')
    assert creates() == before
    entry.click()
    key('ctrl+a')
    type_text('7.25')
    key('Return', 'Return')
    counter().find('label', re.compile(r'^\$7\.25$'))
    time.sleep(1)
    assert creates() == before + 1


@suite.case('a late payment is told, and its data only when the merchant asks', needs_all=True)
def _():
    late = next(row for row in links() if row['merchantReference'].startswith('LINK-') and row['status'] == 'active'
                and row['order']['charge'].get('amount') == 125050)
    pay(late['assets']['paymentUrl'])
    button = counter().find('push button', 'Paid After All', timeout=15)
    counter().find('label', re.compile(r'^\$7\.25$'))
    assert late['merchantReference'] not in merchant.app.node.tree()
    button.click()
    box = question('Paid After All')
    box.find('label', re.compile(re.escape(late['merchantReference'])))
    box.find('push button', 'Close').click()
    wait(lambda: not counter().find_now('push button', 'Paid After All'), 'it to be told')


@suite.case('what is switched off cannot be paid any more', needs_all=True)
def _():
    counter().find('push button', 'Start Over').click()
    question('Not Paid Yet').find('push button', 'Switch Off').click()
    entry = counter().find('text', 'Amount')
    wait(lambda: [row['status'] for row in links() if row['order']['charge'].get('amount') == 725] == ['deactivated'],
         'the link to be switched off', 15)
    Screen.settled()
    entry.click()
    key('ctrl+a')
    type_text('7.26')
    key('Return')
    counter().find('label', re.compile(r'^\$7\.26$'))


@suite.case('paid while the question is open, there is nothing to ask any more', needs_all=True)
def _():
    key('Escape')
    question('Not Paid Yet')
    shown = next(row for row in links() if row['order']['charge'].get('amount') == 726)
    pay(shown['assets']['paymentUrl'])
    counter().find(name=re.compile('^Paid'), timeout=10)
    wait(lambda: len([node for node in merchant.app.node.children if node.shown]) == 1, 'the question to go')
    counter().find('push button', 'Other Amount').click()
    entry = counter().find('text', 'Amount')
    Screen.settled()
    entry.click()
    key('ctrl+a')
    type_text('7.27')
    key('Return')
    counter().find('label', re.compile(r'^\$7\.27$'))


@suite.case('a link that is switched off says so', needs_all=True)
def _():
    shown = next(row for row in links() if row['order']['charge'].get('amount') == 727)
    merchant.practice.portal('POST', f'payment-links/{shown["paymentLinkId"]}/deactivate')
    counter().find(name='Switched Off', timeout=10)


@suite.case('while Payroc is busy it says so, and makes the link once', needs_all=True)
def _():
    before = creates()
    merchant.practice.faults({'operation': 'createLink', 'kind': 'status', 'status': 503, 'times': 3})
    counter().find('push button', 'Next Customer').click()
    counter().find('label', re.compile('^(No Connection|One Moment)'), timeout=20)
    merchant.practice.call('DELETE', 'faults')
    counter().find('label', 'Oak shelves', timeout=60)
    assert len([row for row in merchant.practice.requests('createLink') if row['status'] == 201]) == \
        len(links()) - 3, 'each link was made once'
    assert creates() > before


@suite.case('Escape leads back, the screen may go dark, and what came in is told now', needs_all=True)
def _():
    assert not notifications.shown(), notifications.shown()
    key('Escape')
    question('Not Paid Yet').find('push button', 'Keep It Payable').click()
    merchant.window = merchant.app.window('Paylinks')
    merchant.window.find('label', 'INV-7')
    assert desk.stdout.readline() == 'uninhibit 1\n'
    assert not [node for node in merchant.app.node.children if node.name == 'Payment']
    told = wait(notifications.shown, 'what was held back', 20)
    assert any('received' in one['title'] for one in told), told


@suite.case('it closes cleanly', needs_all=True)
def _():
    merchant.in_front()
    merchant.close()


@suite.case('begun from outside, it asks for an amount, and Enter shows its code', needs_all=True)
def _():
    merchant.app = Paylinks('--practice', '--counter')
    window = wait(lambda: next((node for node in merchant.app.node.children if node.name == 'Payment'), None),
                  'the counter', 30)
    window.find('text', 'Amount')
    Screen.settled()
    assert [shown.title for shown in merchant.app.x_windows()] == ['Payment']
    type_text('31.50')
    key('Return')
    counter().find('label', re.compile(r'^\$31\.50$'), timeout=20)
    key('Escape')
    question('Not Paid Yet').find('push button', 'Switch Off').click()
    merchant.window = merchant.app.window('Paylinks')
    merchant.in_front()
    merchant.close()


suite.on_failure.append(lambda: print('# ' + merchant.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    merchant.app.stop()
    desk.kill()
    desk.wait()
