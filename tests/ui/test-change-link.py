#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A link's later life, by a screen reader's eyes: changed, its new address sent, sent again, and switched off."""

from bed import Screen, Suite, wait
from merchant import Merchant

REFERENCE = 'INV-7'
suite = Suite('change-link')
merchant = Merchant()
link = None


def menu(item):
    def opened():
        # A window that only now gets the keyboard closes the menu again: as a person would, press once more.
        if not merchant.window.find_now('menu item', item):
            merchant.window.find('push button', 'More Actions').click()
            Screen.settled()
        return merchant.window.find_now('menu item', item)

    wait(opened, f'the menu item {item!r}').click()


def answer(response):
    merchant.app.node.find('push button', response).click()


def link_now():
    return next(row for row in merchant.practice.state_now()['links'] if row['merchantReference'] == REFERENCE)


@suite.case('a link is made and sent')
def _():
    global link
    merchant.try_out()
    link = merchant.finish_link(merchant.begin_link('1250.50', REFERENCE, 'Oak shelves'), REFERENCE)
    form = merchant.begin_share('Sarah Hopper', 'sarah@example.com')
    merchant.finish_share(form, 'Sarah Hopper', 'sarah@example.com')


@suite.case('changing it names who holds the old address, and sends the new one', needs_all=True)
def _():
    menu('Edit')
    form = merchant.dialog('Edit Link')
    merchant.fill(form, 'Description', 'Oak shelves, made to measure')
    form.find('push button', 'Save').click()
    merchant.app.node.find('push button', 'Save Only')
    merchant.app.node.find('label', 'sent by e-mail to Sarah Hopper')
    merchant.app.node.find('label', 'Oak shelves, made to measure')
    assert not merchant.practice.requests('editLink')
    answer('Save and Send…')
    share = merchant.dialog('Send New Address')
    share.find(name='Sarah Hopper')
    share.find('push button', 'Save and Send').click()
    merchant.all_closed()
    wait(lambda: len(merchant.practice.mails()) == 2, 'the second mail')
    assert merchant.practice.mails()[1]['message'].startswith('This link replaces the one sent to you before')
    patches = merchant.practice.requests('editLink')
    assert [row['status'] for row in patches] == [200], patches
    now = link_now()
    assert now['order']['description'] == 'Oak shelves, made to measure'
    assert now['assets']['paymentUrl'] != link['assets']['paymentUrl']
    merchant.window.find('label', now['assets']['paymentUrl'])


@suite.case('the page keeps the address that no longer works', needs_all=True)
def _():
    merchant.window.find('list', 'Earlier Addresses').find('label', link['assets']['paymentUrl'])
    # Of two mails only the first carries it.
    mails = merchant.window.find('list', 'Sent by E-mail').all('label', 'with an old address that no longer works')
    assert len(mails) == 1, mails


@suite.case('what somebody else changes meanwhile is shown, not written over', needs_all=True)
def _():
    menu('Edit')
    form = merchant.dialog('Edit Link')
    merchant.fill(form, 'Text on the Pay Button', 'Settle Up')
    merchant.practice.portal('PATCH', f'payment-links/{link["paymentLinkId"]}',
                             [{'op': 'replace', 'path': '/order/charge/amount', 'value': 99900}])
    form.find('push button', 'Save').click()
    answer('Save Only')
    form.find('list', 'Changed by Somebody Else').find('label', '$999.00')
    assert link_now().get('customLabels') is None, link_now()
    form.find('push button', 'Save').click()
    answer('Save Only')
    merchant.all_closed()
    now = link_now()
    assert now['order']['charge']['amount'] == 99900
    assert now['customLabels'][0]['label'] == 'Settle Up'


@suite.case('switching off is asked about, and done although the answer is lost', needs_all=True)
def _():
    menu('Switch Off')
    answer('Cancel')
    assert not merchant.practice.requests('deactivateLink')
    merchant.practice.faults({'operation': 'deactivateLink', 'kind': 'cutAfter'})
    menu('Switch Off')
    merchant.app.node.find('label', 'never be switched on again')
    answer('Switch Off')
    wait(lambda: link_now()['status'] == 'deactivated', 'the link to be switched off')
    merchant.window.find('label', 'This link was switched off for good.')
    assert not merchant.window.find_now('push button', 'Copy Address')
    assert not merchant.window.find_now('push button', 'Share by E-mail')


@suite.case('it closes cleanly', needs_all=True)
def _():
    merchant.all_closed()
    merchant.close()


suite.on_failure.append(lambda: print('# ' + merchant.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    merchant.app.stop()
