#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account in the real window: wrong key, wrong terminal, locked keyring, refused key; nothing is lost by it."""

import re

import keyring_user
from account_pages import KEY, Owner
from bed import Suite, key, type_text, wait
from bed.programs import program

suite = Suite('keyring')
owner = Owner()
owner.size = (980, 680)
owner.practice = owner.server


def make_link():
    """Accepted at once, whatever the account can do at the moment."""
    owner.window.find('push button', 'New Link').click()
    form = owner.dialog('New Link')
    owner.fill(form, 'Amount', '12.50')
    form.find('push button', re.compile('^Create( Create)?$')).click()


def count_links():
    return owner.server.state_now()['counts']['links']


def wait_for_links(count):
    """As many as were made: none is missing, none is there twice."""
    wait(lambda: count_links() >= count, f'link {count} at the server', 30)
    assert count_links() == count


def bar_gone():
    """Its words stay in the tree; the bar itself has no height any more."""
    bar = owner.window.find_now('filler', 'PlSessionBar', shown=False)
    wait(lambda: bar.extents[3] <= 0, 'the session bar to go away', 20)


@suite.case('a wrong key is refused at its field')
def _():
    form = owner.connect_form()
    owner.fill_in(form, 'key-of-last-year', owner.server.addresses['terminal'], 'Corner Shop')
    owner.press(form, 'Connect')
    form.find(text='Payroc does not accept the API key.')
    assert not owner.server.requests('listLinks')


@suite.case('a wrong terminal is refused at its field', needs_all=True)
def _():
    form = owner.connect_form()
    owner.fill_in(form, KEY, '9999001', 'Corner Shop')
    owner.press(form, 'Connect')
    form.find(text='Payroc knows no such terminal. Check the number.')


@suite.case('both right, the account opens', needs_all=True)
def _():
    form = owner.connect_form()
    owner.fill_in(form, KEY, owner.server.addresses['terminal'], 'Corner Shop')
    owner.press(form, 'Connect')
    owner.window.find('push button', 'New Link', timeout=20)
    owner.all_closed()
    owner.window.find('push button', 'Account: Corner Shop')


@suite.case('a locked keyring is shown, and what is made meanwhile is kept', needs_all=True)
def _():
    owner.app.stop()
    keyring_user.lock()
    owner.restart()
    owner.window.find(text='The keyring that holds the API key is locked.', timeout=20)
    make_link()
    owner.window.find(text='Is sent once the account can be used.')
    assert count_links() == 0


@suite.case('no is an answer to the question for its password', needs_all=True)
def _():
    owner.press(owner.window, 'Unlock')
    keyring_user.refuse()
    owner.in_front()
    # The bar says it still; nobody is told what they have just said themselves.
    owner.window.find(text='The keyring that holds the API key is locked.')
    assert not owner.dialogs()
    assert count_links() == 0


@suite.case('for this session only it goes without the keyring', needs_all=True)
def _():
    owner.menu('Account:', 'Account Details')
    owner.press(owner.dialog('Account Details'), 'Replace API Key')
    form = owner.dialog('API Key')
    form.find('text', 'API Key').click()
    type_text(KEY)
    owner.press(form, 'Use Key')
    keyring_user.refuse()
    form.find(text=re.compile('The keyring is locked.'))
    form.find(name='Use It for This Session Only').click()
    owner.press(form, 'Use Key')
    bar_gone()
    wait_for_links(1)
    assert keyring_user.is_locked()
    owner.back()


@suite.case('with its password the keyring is unlocked at the next start', needs_all=True)
def _():
    owner.app.stop()
    owner.restart()
    owner.window.find(text='The keyring that holds the API key is locked.', timeout=20)
    make_link()
    owner.press(owner.window, 'Unlock')
    keyring_user.answer()
    bar_gone()
    wait_for_links(2)
    owner.back()


@suite.case('unlocked elsewhere, it is noticed when the merchant comes back', needs_all=True)
def _():
    owner.app.stop()
    keyring_user.lock()
    owner.restart()
    owner.window.find(text='The keyring that holds the API key is locked.', timeout=20)
    keyring_user.unlock_for_another_program()
    owner.window.window()[0].focus()
    bar_gone()


@suite.case('a refused key is replaced, and what waited is sent', needs_all=True)
def _():
    owner.refuse_key()
    make_link()
    owner.window.find(text='Payroc no longer accepts the API key of “Corner Shop”.', timeout=30)
    assert count_links() == 2
    owner.press(owner.window, 'Replace Key')
    form = owner.dialog('API Key')
    form.find('text', 'API Key').click()
    type_text('key-of-last-year')
    owner.press(form, 'Use Key')
    form.find(text='Payroc does not accept the API key.')
    owner.accept_key()
    form.find('text', 'API Key').click()
    key('ctrl+a')
    type_text(KEY)
    owner.press(form, 'Use Key')
    bar_gone()
    wait_for_links(3)


suite.on_failure.append(lambda: print('# ' + owner.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    owner.app.stop()
    owner.server.stop()
