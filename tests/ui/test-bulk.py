#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many links at once, by a screen reader's eyes: picked, extended, sent and switched off while Payroc stumbles, stopped
in the middle, begun again in the middle, and each done once."""

import collections
import contextlib
import re

from bed import NotFound, Paylinks, Screen, Suite, click_with, key, press_long, type_text, wait
from bed.programs import DIRECT
from merchant import Merchant

LINKS = 24
suite = Suite('bulk')
merchant = Merchant()


def rows():
    return merchant.window.find('list', 'Links').all('list item')


def picked():
    return [row for row in rows() if 'selected' in row.states]


def begin():
    merchant.in_front()
    merchant.window.find('push button', 'Select Links').click()
    merchant.window.find('push button', 'Cancel')


def title(text):
    wait(lambda: merchant.window.find_now('label', text), f'the title {text!r}')


def say_yes(form):
    """Nothing can be said yes to until Payroc has said whom the links were sent to; what changes meanwhile is looked at
    anew, which takes the yes back for a moment."""
    def closed():
        if form not in merchant.dialogs():
            return True
        if 'sensitive' in form.find('push button', re.compile(r'\d+ Links?$')).states:
            key('ctrl+Return')
            with contextlib.suppress(NotFound):
                return wait(lambda: form not in merchant.dialogs(), 'the question to close', 3)
        return False

    wait(closed, f'yes to be said to {form!r}', 30)
    merchant.all_closed()


def done_by_link(operation):
    """What Payroc did, and under how many keys: the same key again is the first answer again."""
    keys = collections.defaultdict(set)
    for request in merchant.practice.requests(operation):
        if request['status'] < 300:
            link = request['path'].split('/payment-links/')[1].split('/')[0]
            keys[link].add(request['headers'].get('idempotency-key', ''))
    return {link: len(used) for link, used in keys.items()}


def statuses():
    return collections.Counter(link['status'] for link in merchant.practice.state_now()['links'])


@suite.case('links are picked with the pointer and the keyboard, and counted')
def _():
    merchant.try_out()
    merchant.practice.seed(LINKS)
    key('ctrl+r')
    wait(lambda: len(rows()) > 5, 'links in the list')
    begin()
    title('Select Links')
    rows()[0].click()
    rows()[2].click()
    title('2 Selected')
    rows()[2].click()
    title('1 Selected')
    key('Down')
    title('1 Selected')
    key('space')
    title('2 Selected')
    key('ctrl+a')
    title(f'{LINKS} Selected')


@suite.case('what is picked stays picked while a search hides it', needs_all=True)
def _():
    # Also where the list has not the keyboard.
    merchant.window.find('push button', 'Select All').click()
    key('Escape')
    merchant.window.find('push button', 'New Link')
    begin()
    rows()[0].click()
    rows()[1].click()
    key('ctrl+f')
    merchant.window.find('entry', 'Search links')
    # In an entry it is for what is written there, also when nothing is.
    key('ctrl+a')
    type_text('seed-000003')
    merchant.window.find('label', re.compile('2 of them are not in the list now'))
    key('ctrl+a')
    key('BackSpace')
    key('Escape')
    title('2 Selected')
    merchant.window.find('push button', 'Cancel').click()
    merchant.window.find('push button', 'New Link')


@suite.case('Ctrl adds one, Shift all between, a long press the first, and Escape leaves', needs_all=True)
def _():
    click_with('ctrl', *rows()[0].point())
    title('1 Selected')
    click_with('shift', *rows()[3].point())
    title('4 Selected')
    click_with('ctrl', *rows()[1].point())
    title('3 Selected')
    key('Escape')
    merchant.window.find('push button', 'New Link')
    press_long(*rows()[2].point())
    title('1 Selected')
    assert len(picked()) == 1
    rows()[2].click()
    title('Select Links')
    key('Escape')
    merchant.window.find('push button', 'New Link')
    # The link that is shown looks selected: whoever adds one means both.
    rows()[1].click()
    merchant.window.find('list', 'Details')
    click_with('ctrl', *rows()[3].point())
    title('2 Selected')
    key('Escape')
    merchant.window.find('push button', 'New Link')


@suite.case('an earlier day is offered before links are switched off, and Cancel does nothing', needs_all=True)
def _():
    begin()
    rows()[0].click()
    merchant.window.find('push button', 'Switch Off…').click()
    question = merchant.dialog('Switch Off Links')
    question.find('label', re.compile('never be switched on again'))
    question.find('label', re.compile('an earlier last day can be changed again'))
    question.find('push button', 'Cancel').click()
    merchant.all_closed()
    merchant.window.find('push button', 'Cancel').click()
    assert not merchant.practice.requests('deactivateLink')
    assert not merchant.practice.requests('editLink')


@suite.case('all are extended though replies are lost, some refused, stopped and begun anew; each once', needs_all=True)
def _():
    merchant.practice.faults({'operation': 'editLink', 'kind': 'cutAfter', 'skip': 2, 'times': 3},
                             {'operation': 'editLink', 'kind': 'status', 'status': 409, 'type': 'cannot-be-modified',
                              'skip': 8, 'times': 1},
                             {'operation': 'retrieveLink', 'kind': 'delay', 'ms': 700, 'times': 200})
    told = next(link for link in merchant.practice.state_now()['links']
                if link['type'] == 'singleUse' and link['status'] == 'active')
    merchant.practice.portal('POST', f'payment-links/{told["paymentLinkId"]}/sharing-events', {
        'sharingMethod': 'email', 'recipients': [{'name': 'Ada King', 'email': 'ada@example.com'}]})
    begin()
    key('ctrl+a')
    title(f'{LINKS} Selected')
    merchant.window.find('push button', 'Extend…').click()
    form = merchant.dialog('Extend Links')
    form.find('label', re.compile('get new addresses'))
    # Only Payroc knew of her.
    form.find('label', re.compile('1 was sent by e-mail, to .*Ada King'))
    assert not form.find_now('label', re.compile('as far as this computer knows'))
    wanted = int(re.search(r'\d+', form.find(name=re.compile(r'^\d+ links will work until')).name)[0])
    assert 0 < wanted < LINKS
    # Whoever holds the old address is sent the new one.
    form.find('label', re.compile('^1 e-mail, to .*Ada King'))
    say_yes(form)
    # The stand-in outlives the window, and so does its account of what it was asked.
    held = DIRECT.open(merchant.practice.addresses['controlUrl'] + '/hold')
    merchant.window.find('push button', 'Pause').click()
    merchant.window.find('push button', 'Continue')
    merchant.app.process.kill()
    merchant.app.process.wait()
    merchant.app = Paylinks()
    merchant.window = merchant.app.window()
    merchant.at_the_list()
    merchant.window.find('label', re.compile(f'{wanted} links(: | )a later last day'))
    merchant.window.find('push button', 'Continue', timeout=20).click()
    merchant.window.find('label', re.compile('^Finished'), timeout=60)

    held.close()
    changed = done_by_link('editLink')
    assert set(changed.values()) == {1}, changed
    assert len(changed) == wanted - 1, (len(changed), wanted)


@suite.case('each has its result, which can be looked at when the bar is gone', needs_all=True)
def _():
    # The refused one comes to stand above, with "Copy Details", and moves the batch's button away.
    merchant.window.find('push button', 'Correct…')
    merchant.window.find('label', re.compile('it stands above'))
    Screen.settled()
    merchant.window.find('push button', re.compile('^Details')).click()
    results = merchant.dialog('a later last day')
    results.find('label', '1 refused')
    results.find('label', re.compile(r'^\d+ done$'))
    key('Escape')
    merchant.all_closed()


@suite.case('switched off in one go: each once, and what is off already is named', needs_all=True)
def _():
    merchant.practice.faults({'operation': 'deactivateLink', 'kind': 'cutAfter', 'skip': 1, 'times': 2})
    begin()
    key('ctrl+a')
    merchant.window.find('push button', 'Switch Off…').click()
    question = merchant.dialog('Switch Off Links')
    question.find(name=re.compile(r'^\d+ links will be switched off'))
    say_yes(question)
    wait(lambda: statuses()['active'] == 0, 'no link to be open', 30)
    begin()
    key('ctrl+a')
    merchant.window.find('push button', 'Switch Off…').click()
    question = merchant.dialog('Switch Off Links')
    question.find(name='None of these links can be switched off.')
    question.find(name=re.compile('stay as they are'))
    question.find('push button', 'Cancel').click()
    merchant.all_closed()


@suite.case('closing while changes are sent says what becomes of them; afterwards it just closes', needs_all=True)
def _():
    merchant.practice.seed(6)
    key('ctrl+r')
    # What is finished may leave the list little room: it is not counted what is in sight.
    merchant.window.find('label', f'{LINKS + 6} links')
    merchant.practice.faults({'operation': 'editLink', 'kind': 'delay', 'ms': 3000, 'times': 20})
    begin()
    key('ctrl+a')
    merchant.window.find('push button', 'Extend…').click()
    form = merchant.dialog('Extend Links')
    form.find(name=re.compile('will work until'))
    say_yes(form)
    merchant.window.find('label', re.compile('^Giving'))
    key('ctrl+q')
    merchant.app.node.find('label', re.compile('Nothing is lost'))
    merchant.app.node.find('push button', 'Keep Open').click()
    merchant.all_closed()
    merchant.window.find('label', re.compile('later last day'))
    # Somebody else has a hold of the stand-in, so that it is there when the window comes back.
    held = DIRECT.open(merchant.practice.addresses['controlUrl'] + '/hold')
    key('ctrl+q')
    merchant.dialog('Changes Are Still Being Sent').find('push button', 'Close').click()
    merchant.ended()
    merchant.app = Paylinks()
    merchant.window = merchant.app.window()
    merchant.at_the_list()
    held.close()
    wait(lambda: not merchant.window.find_now('label', re.compile('^Giving')), 'all to be sent', 40)
    key('ctrl+q')
    wait(lambda: merchant.app.process.poll() is not None, 'the program to end')


suite.run()
