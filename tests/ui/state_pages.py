#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links of which Payroc says the same, that they were used, and to each of which something else became of the money:
in the list, in the filter, and each on its page; see tests/bed/shots."""

import datetime
import re
import sys

from bed import Screen, key, wait
from pages import Stage, main, page as add_page

PAGES = {}
# By the state that the merchant reads: how it is paid, and what happens to the payment then.
STATES = {
    'Paid': ({}, None),
    'Partly Paid': ({'amount': 4000, 'responseCode': 'P'}, None),
    'On Hold': ({'status': 'pending'}, None),
    'On Its Way': ({'method': 'bankTransfer', 'status': 'pending'}, None),
    'Returned': ({'method': 'bankTransfer'}, ('return', {})),
    'Reversed': ({}, ('payment', {'status': 'reversal'})),
    'Refunded': ({}, ('refund', {'amount': 10000})),
    'Partly Refunded': ({}, ('refund', {'amount': 2500})),
    'Declined': ({'method': 'bankTransfer', 'status': 'pending'}, ('payment', {'status': 'declined'})),
    'Unclear': ({}, ('payment', {'type': 'other'})),
}
# But the first, which is paid.
NOT_ASKED_YET = re.compile(r', (Open|Paid), INV-(?!1\b)')
# Shown by the other galleries, too.
SEEN_ELSEWHERE = {'Paid'}


def page(name):
    return add_page(name, PAGES)


def reference(state):
    return f'INV-{list(STATES).index(state) + 1}'


class StateStage(Stage):
    def make_link(self, state):
        where = f'processing-terminals/{self.practice.addresses["terminal"]}/payment-links'
        return self.practice.portal('POST', where, {
            'type': 'singleUse', 'merchantReference': reference(state), 'authType': 'sale',
            'paymentMethods': ['card', 'bankTransfer'],
            'order': {'orderId': f'ORD-{state}', 'description': 'Kitchen shelves',
                      'charge': {'type': 'preset', 'amount': 10000, 'currency': 'USD'}},
            'expiresOn': (datetime.date.today() + datetime.timedelta(days=9)).isoformat()})['paymentLinkId']

    def use(self, link, payment, later):
        paid = self.practice.call('POST', 'pay', {'paymentLinkId': link, **payment})
        if later:
            what, change = later
            self.practice.call('POST', what, {'paymentId': paid['paymentId'], **change})

    def fill_with_states(self):
        # Older ones below, so that each of these can be brought up to where its row is whole.
        self.practice.seed(6)
        for state, (payment, later) in STATES.items():
            self.use(self.make_link(state), payment, later)
        key('F5')

    def row(self, state):
        return re.compile(rf'\b{state}\b.*{reference(state)}\b')


@page('states')
def _(stage):
    stage.try_out()
    stage.fill_with_states()
    # The newest stands on top; and of those in sight Payroc was asked what became of the money.
    stage.window.find('panel', stage.row(list(STATES)[-1]), timeout=20)
    wait(lambda: not stage.window.find_now('panel', NOT_ASKED_YET), 'the payments to be known', 20)


@page('states-filter')
def _(stage):
    key('ctrl+shift+f')
    stage.dialog('Filter Links').find('check box', 'Switched Off').bring_into_view()


# From the newest down, so that the list is scrolled through once.
for state in reversed([state for state in STATES if state not in SEEN_ELSEWHERE]):
    @page('state-' + state.lower().replace(' ', '-'))
    def _(stage, state=state):
        stage.back()
        stage.open_row_below(stage.row(state))
        Screen.settled()


STAGE = StateStage
NOT_OURS = set()
PASSING = set()

if __name__ == '__main__':
    sys.exit(main(PAGES, StateStage))
