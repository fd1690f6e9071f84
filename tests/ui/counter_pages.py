#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The counter as merchant and customer see it on one screen, pictured; see tests/bed/shots."""

import re
import sys

from bed import Screen, key, pay, type_text, wait
from pages import Stage, main, page as add_page

PAGES = {}


def page(name):
    return add_page(name, PAGES)


class CounterStage(Stage):
    def counter(self):
        return wait(lambda: next((node for node in self.app.node.children if node.name == 'Payment'), None),
                    'the counter')


@page('counter-amount')
def _(stage):
    stage.try_out()
    stage.window.find('label', 'No Links Yet')
    stage.menu('Main Menu', 'At the Counter')
    stage.counter().find('text', 'Amount')
    Screen.settled()


@page('counter-code')
def _(stage):
    stage.counter().find('text', 'Amount').click()
    key('ctrl+a')
    type_text('31.50')
    key('Return')
    stage.counter().find('label', re.compile(r'^\$31\.50$'))
    Screen.settled()


@page('counter-ask')
def _(stage):
    key('Escape')
    stage.app.node.find('push button', 'Keep It Payable')


@page('counter-paid')
def _(stage):
    stage.app.node.find('push button', 'Back').click()
    (link,) = stage.practice.state_now()['links']
    pay(link['assets']['paymentUrl'])
    stage.counter().find(name=re.compile('^Paid'), timeout=15)


STAGE = CounterStage
NOT_OURS = set()
PASSING = set()

if __name__ == '__main__':
    sys.exit(main(PAGES, STAGE))
