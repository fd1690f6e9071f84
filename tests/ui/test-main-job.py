#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job with the mouse, from the first start to "Paid"; what the window says is compared with the stand-in."""

import re
import time

from bed import Suite, notifications
from merchant import Merchant

REFERENCE = 'INV-7'
suite = Suite('main-job')
merchant = Merchant()
link = None


@suite.case('the practice account is tried out')
def _():
    merchant.try_out()
    assert merchant.practice.state_now()['counts']['links'] == 0


@suite.case('a link is made', needs_all=True)
def _():
    global link
    link = merchant.finish_link(merchant.begin_link('1250.50', REFERENCE, 'Oak shelves'), REFERENCE)
    assert link['order']['charge'] == {'type': 'preset', 'amount': 125050, 'currency': 'USD'}, link
    assert link['order']['description'] == 'Oak shelves'
    assert link['type'] == 'singleUse'


@suite.case('it is shared by e-mail', needs_all=True)
def _():
    form = merchant.begin_share('Sarah Hopper', 'sarah@example.com')
    merchant.finish_share(form, 'Sarah Hopper', 'sarah@example.com')


@suite.case('the customer pays, and the window says so', needs_all=True)
def _():
    merchant.customer_pays(link)
    merchant.sees_it_paid(REFERENCE)


@suite.case('the desktop tells it once, and leads to the link', needs_all=True)
def _():
    told = merchant.is_told('Practice: $1,250.50 received', REFERENCE)
    merchant.window.find(name=re.compile(f'Paid.*{re.escape(REFERENCE)}'))
    notifications.press(told['id'])
    merchant.window.find('label', link['assets']['paymentUrl'])
    # Looked for some times more.
    time.sleep(8)
    assert len(notifications.shown()) == 1, notifications.shown()


@suite.case('it closes cleanly', needs_all=True)
def _():
    merchant.close()


suite.on_failure.append(lambda: print('# ' + merchant.app.node.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    merchant.app.stop()
