#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job again, by keyboard alone: the pointer is never moved."""

from bed import Paylinks, Suite, key, type_text, wait
from merchant import Merchant

REFERENCE = 'INV-8'
suite = Suite('keyboard')
merchant = Merchant()
link = None


def tab_to(words, where=None, back=False):
    """Tab until the keyboard is at something of that name, as somebody does who hears the names."""
    passed = []
    for _ in range(60):
        focus = (where or merchant.window).focus()
        if focus and words in focus.name:
            return focus
        passed.append(focus)
        key('shift+Tab' if back else 'Tab')
    raise AssertionError(f'Tab never came to "{words}": {passed}')


def type_into(form, mnemonic, name, text):
    key(f'alt+{mnemonic}')
    key('ctrl+a')
    type_text(text)
    entry = form.find('text', name)
    wait(lambda: entry.text == text, f'{text!r} in {name}, not {entry.text!r}')


@suite.case('the practice account is tried out')
def _():
    merchant.window.find('push button', 'Try It Out')
    tab_to('Try It Out')
    key('Return')
    merchant.at_the_list()


@suite.case('a link is made', needs_all=True)
def _():
    global link
    key('ctrl+n')
    form = merchant.dialog('New Link')
    # The amount has the keyboard from the start.
    type_text('40')
    wait(lambda: form.find('text', 'Amount').text == '40', 'the amount')
    type_into(form, 'r', 'Reference', REFERENCE)
    type_into(form, 'd', 'Description', 'Garden work')
    key('alt+c')
    link = merchant.made(REFERENCE)
    assert link['order']['charge']['amount'] == 4000, link


@suite.case('it is shared by e-mail', needs_all=True)
def _():
    tab_to('Share by E-mail')
    key('Return')
    merchant.dialog('Share')
    type_text('Sarah Hopper <sarah@example.com>')
    key('Return')
    key('ctrl+Return')
    merchant.sent('Sarah Hopper', 'sarah@example.com')


@suite.case('the customer pays, and the window says so', needs_all=True)
def _():
    merchant.customer_pays(link)
    merchant.sees_it_paid(REFERENCE)


def question():
    return wait(lambda: merchant.app.node.find_now('push button', 'Discard'), 'the question')


@suite.case('Ctrl+Q in a form asks about what was typed, for the topmost form first', needs_all=True)
def _():
    key('ctrl+n')
    form = merchant.dialog('New Link')
    type_text('40')
    wait(lambda: form.find('text', 'Amount').text == '40', 'the amount')
    key('ctrl+q')
    question()
    key('Escape')
    wait(lambda: not merchant.app.node.find_now('push button', 'Discard'), 'the question to go')
    # Create and Share, and a second form on top.
    key('alt+s')
    merchant.dialog('Share')
    type_text('Sar')
    key('ctrl+q')
    merchant.dialog('Discard This E-mail?')
    key('alt+d')
    merchant.dialog('Discard New Link?')
    key('Escape')
    assert merchant.dialog('New Link').find('text', 'Amount').text == '40'


@suite.case('Ctrl+W closes a form, Ctrl+Q in one without work closes the window', needs_all=True)
def _():
    key('ctrl+w')
    question()
    key('alt+d')
    wait(lambda: not merchant.dialogs(), 'the form to close')
    # When two windows close in one go, openbox gives the keyboard to nobody.
    merchant.window.window()[0].focus()
    merchant.in_front()
    key('ctrl+n')
    merchant.dialog('New Link')
    key('ctrl+w')
    merchant.all_closed()
    key('ctrl+n')
    merchant.dialog('New Link')
    key('ctrl+q')
    merchant.ended()


@suite.case('what was typed is discarded, and the window goes with it', needs_all=True)
def _():
    merchant.app = Paylinks()
    merchant.window = merchant.app.window()
    merchant.at_the_list()
    key('ctrl+n')
    form = merchant.dialog('New Link')
    type_text('40')
    wait(lambda: form.find('text', 'Amount').text == '40', 'the amount')
    key('ctrl+q')
    question().click()
    merchant.ended()


suite.on_failure.append(lambda: print('# ' + merchant.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    merchant.app.stop()
