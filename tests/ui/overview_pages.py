#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The overview and the people of a shop that has some weeks behind it, pictured; see tests/bed/shots."""

import datetime
import json
import os
import pathlib
import re
import sqlite3
import sys

from bed import Screen, key, type_text, wait
from pages import Stage, main

PAGES = {}
PAID = 1


def page(name):
    def add(function):
        PAGES[name] = function
        return function
    return add


def books():
    return sqlite3.connect(pathlib.Path(os.environ['XDG_DATA_HOME']) / 'paylinks' / 'paylinks.sqlite', timeout=10)


def enter_payment(database, number, when, minor, currency):
    """As Paylinks itself writes it down when the watch finds it."""
    document = {'paymentId': f'EARLIER{number:04}', 'order': {'orderId': '1', 'dateTime': when.isoformat()},
                'transactionResult': {'type': 'sale', 'status': 'complete', 'responseCode': 'A',
                                      'authorizedAmount': minor, 'currency': currency}}
    database.execute(
        'INSERT INTO payments (account, link_id, source, id, paid_at, seen_at, document, state, income, currency)'
        ' SELECT number, ?, 0, ?, ?, ?, ?, ?, ?, ? FROM accounts',
        ('EARLIER001', document['paymentId'], int(when.timestamp() * 1e6), int(when.timestamp() * 1e6),
         json.dumps(document), PAID, minor, currency))


def fill_the_books():
    """A month of payments, more on some days than on others; yen now and then."""
    now = datetime.datetime.now().astimezone()
    with books() as database:
        for day in range(1, 34):
            when = now - datetime.timedelta(days=day, hours=2)
            for number in range((day * 7) % 5):
                enter_payment(database, day * 10 + number, when, 1900 + (day * 7919 + number * 104729) % 24000, 'USD')
            if day % 9 == 2:
                enter_payment(database, day * 10 + 9, when, 12000 + day * 100, 'JPY')
    database.close()


class OverviewStage(Stage):
    def to_the_overview(self):
        key('alt+Home')
        self.window.find('list', 'Paid Each Day')
        Screen.settled()

    def end_soon(self):
        """Three open links get a last day in the next week."""
        links = [link for link in self.practice.state_now()['links']
                 if link['status'] == 'active' and link['type'] == 'singleUse']
        for days, link in enumerate(links[:3]):
            day = datetime.date.today() + datetime.timedelta(days=days)
            self.practice.portal('PATCH', f'payment-links/{link["paymentLinkId"]}', [
                {'op': 'replace', 'path': '/expiresOn', 'value': day.isoformat()}])


@page('overview-new-shop')
def _(stage):
    stage.try_out()
    if stage.size and stage.size[0] < 600:
        stage.window.find('push button', 'Overview').click()
    stage.window.find('label', 'Nothing to Add Up Yet')


@page('overview')
def _(stage):
    key('alt+Left')
    stage.practice.seed(40)
    for link in stage.practice.state_now()['links'][:3]:
        if link['order']['charge']['type'] == 'preset':
            stage.practice.call('POST', 'pay', {'paymentLinkId': link['paymentLinkId']})
    stage.end_soon()
    fill_the_books()
    stage.update()
    stage.to_the_overview()


@page('overview-chart')
def _(stage):
    stage.let_toasts_go()
    chart = stage.window.find('list', 'Paid Each Day')
    chart.find('list item', re.compile('^Today')).click()

    def reads_the_first_day():
        # Wherever one begins to read; and once more where the click had not arrived yet.
        key('Home')
        Screen.settled(quiet=0.1)
        return stage.window.find_now('label', re.compile('^[0-9]+ .*: '))

    wait(reads_the_first_day, 'the first day')
    Screen.settled()


@page('overview-ending')
def _(stage):
    stage.window.find('list', 'Ending Soon').bring_into_view()
    Screen.settled()


@page('payments-ask')
def _(stage):
    stage.back()
    stage.to_the_list()
    stage.menu('Main Menu', 'Export Payments')
    stage.app.node.find('label', 'Ask Payroc First')


@page('people-nobody')
def _(stage):
    stage.back()
    key('ctrl+shift+p')
    stage.dialog('People').find('label', 'Nobody Yet')


@page('people')
def _(stage):
    stage.back()
    people = ['Sarah Hopper <sarah@example.com>', 'tom@example.com', 'Ada Lovelace <ada@example.com>',
              'Wilhelmina van der Meulen-Kowalczyk <wilhelmina.van.der.meulen@example.com>']
    stage.open_link('Open')
    stage.window.find('push button', 'Share by E-mail').click()
    form = stage.dialog('Share')
    form.find('text', 'Name and E-mail Address').click()
    type_text(', '.join(people))
    key('Return')
    form.find('push button', 'Send').click()
    stage.all_closed()
    wait(stage.practice.mails, 'a mail at the stand-in')
    key('ctrl+shift+p')
    stage.dialog('People').find(name=re.compile(r'Forget \W*Sarah Hopper'))


@page('people-forgotten')
def _(stage):
    stage.dialog('People').find(name=re.compile(r'Forget \W*tom@example.com')).click()
    stage.dialog('People').find('push button', 'Undo')


@page('people-forget-all')
def _(stage):
    # On a small screen it lies below the toast.
    stage.dialog('People').wait_gone('push button', 'Undo')
    stage.dialog('People').find('push button', 'Forget All').click()
    stage.app.node.find('push button', 'Cancel')


STAGE = OverviewStage
NOT_OURS = set()
PASSING = {'people-forgotten'}

if __name__ == '__main__':
    sys.exit(main(PAGES, OverviewStage))
