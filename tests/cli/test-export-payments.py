#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was paid on all links, for the books: nothing is missing in silence, and Payroc is not asked without need."""

import contextlib
import csv
import json
import os
import re
import sqlite3

from shop import Shop
from tap import Suite

suite = Suite('cli-export-payments')


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'


@suite.case('export --all-payments: a row for each, with its day, its link, and how much of it went back')
def _():
    with Shop() as shop:
        links = {}
        for n, name in enumerate(['A1', '=B2', 'C3', 'D4']):
            made = shop.create(name, '--order-id', f'ORDER-{n}', '--methods', 'card,bank')
            links[name] = made.json['link']['paymentLinkId']

        def pay(name, **how):
            return shop.stand.control('POST', 'pay', {'paymentLinkId': links[name], **how})

        pay('A1', method='card', payer='Sarah Hopper')
        pay('=B2', method='bankTransfer', payer='=HYPERLINK("x")')
        pay('C3', method='card', status='declined', responseCode='D')
        book = os.path.join(shop.folder, 'book.csv')

        def count():
            path = os.path.join(shop.folder, 'links')
            for kind in 'csv', 'json':
                shop.run('export', f'{path}.{kind}', '--no-refresh')
            with open(f'{path}.csv', encoding='utf-8-sig', newline='') as file:
                told = {row['reference']: row['timesPaid'] for row in csv.DictReader(file)}
            with open(f'{path}.json', encoding='utf-8') as file:
                equal({link['merchantReference']: str(link['paylinks'].get('timesPaid', ''))
                       for link in json.load(file)['links']}, {name.strip("'"): n for name, n in told.items()})
            return [told[name] for name in ('A1', "'=B2", 'C3', 'D4')]

        # Nobody asked yet: that is said, and nothing is made up.
        equal(count(), ['', '', '', ''])
        stored = shop.run('list', '--no-refresh', '--json').json['total']
        run = shop.run('export', book, '--all-payments', '--no-refresh', '--json')
        equal((run.json['exported'], run.json['linksNotAsked']), (0, stored))
        assert 'never asked' in run.err, run
        before = len(shop.stand.requests('listPayments'))

        run = shop.run('export', book, '--all-payments', '--json')
        equal((run.json['exported'], run.json['linksNotAsked']), (3, 0))
        equal(len(shop.stand.requests('listPayments')) - before, 4)
        equal(count(), ['1', '1', '0', '0'])
        with open(book, encoding='utf-8-sig', newline='') as file:
            rows = {row['linkId']: row for row in csv.DictReader(file)}
        card, bank, declined = (rows[links[name]] for name in ('A1', '=B2', 'C3'))
        told = ('reference', 'payer', 'method', 'amount', 'currency', 'state', 'income', 'orderId')
        equal([card[name] for name in told],
              ['A1', 'Sarah Hopper', 'card', '49.99', 'USD', 'paid', '49.99', 'ORDER-0'])
        assert re.fullmatch(r'\d{4}-\d\d-\d\d', card['paidOn']) and card['date'] and card['asOf'], card
        equal((bank['method'], bank['reference'], bank['payer']), ('bank', "'=B2", "'=HYPERLINK(\"x\")"))
        equal((declined['state'], declined['income']), ('declined', '0.00'))

        # What is known is not asked for again; a refund that was seen since is in it.
        shop.stand.control('POST', 'refund', {'paymentId': card['paymentId'], 'amount': 999})
        shop.run('payments', 'A1')
        before = len(shop.stand.requests('listPayments'))
        path = os.path.join(shop.folder, 'book.json')
        shop.run('export', path, '--all-payments', '--search', 'A1')
        equal(len(shop.stand.requests('listPayments')), before)
        with open(path, encoding='utf-8') as file:
            document = json.load(file)
        equal(document['total'], 1)
        row = document['payments'][0]
        equal([row[name] for name in ('linkId', 'amount', 'refunded', 'income', 'state')],
              [links['A1'], '49.99', '9.99', '40.00', 'partlyRefunded'])
        equal(row['payment']['paymentId'], card['paymentId'])

        shop.run('export', path, '--all-payments', '--payments', 'A1', status=2)


@suite.case('export --all-payments: where Payroc does not answer, the rest is told as not known')
def _():
    with Shop() as shop:
        for name in ('A1', 'A2', 'A3'):
            shop.create(name)
        book = os.path.join(shop.folder, 'book.csv')
        shop.stand.control('POST', 'faults', {'operation': 'listPayments', 'kind': 'status', 'status': 403,
                                              'type': 'forbidden', 'skip': 1, 'times': 99})
        run = shop.run('export', book, '--all-payments', status=None)
        assert run.status != 0 and not os.path.exists(book), run
        run = shop.run('export', book, '--all-payments', '--no-refresh', '--json')
        equal(run.json['linksNotAsked'], 2)



HOUR = 3_600_000_000


def change(shop, *statements):
    with contextlib.closing(sqlite3.connect(os.path.join(shop.data, 'paylinks.sqlite'))) as database, database:
        for statement in statements:
            database.execute(*statement)


def let_pass(shop, microseconds):
    """As if everything that is known had been learnt so much earlier."""
    change(shop, ('UPDATE links SET seen_at = seen_at - ?1, paid_as_of = max(paid_as_of - ?1, 0)', (microseconds,)))


@suite.case('export --all-payments: what may have changed since Payroc was asked is asked again')
def _():
    with Shop() as shop:
        ids = {name: shop.create(name, *kind).json['link']['paymentLinkId']
               for name, kind in [('TIPS', ['--multi-use']), ('PAID', []), ('OFF', [])]}
        book = os.path.join(shop.folder, 'book.json')

        def pay(name):
            shop.stand.control('POST', 'pay', {'paymentLinkId': ids[name], 'method': 'card'})

        def export(*more):
            before = len(shop.stand.requests('listPayments'))
            run = shop.run('export', book, '--all-payments', '--json', *more)
            with open(book, encoding='utf-8') as file:
                links = sorted(row['reference'] for row in json.load(file)['payments'])
            return run, links, len(shop.stand.requests('listPayments')) - before

        shop.run('deactivate', 'OFF', '--yes')
        pay('TIPS')
        pay('PAID')
        run, links, n_asked = export()
        equal((links, n_asked, run.json['linksOutdated']), (['PAID', 'TIPS'], 3, 0))

        # A second tip, a while later: it is not missing, and only what can change is asked about.
        pay('TIPS')
        let_pass(shop, HOUR)
        run, links, _ = export('--no-refresh')
        equal((links, run.json['linksNotAsked'], run.json['linksOutdated']), (['PAID', 'TIPS'], 0, 1))
        assert 'may have changed' in run.err, run
        old = run.json['asOf']
        run, links, n_asked = export()
        equal((links, n_asked, run.json['linksOutdated']), (['PAID', 'TIPS', 'TIPS'], 1, 0))
        # The oldest answer counts: what was paid an hour ago can have been given back.
        equal(run.json['asOf'], old)

        # Days later what was paid is asked about, too, and all is as of now; the one that is off never is.
        let_pass(shop, 48 * HOUR)
        run, _, n_asked = export()
        equal(n_asked, 2)
        assert run.json['asOf'] > old, run.json
        let_pass(shop, 48 * HOUR)
        change(shop, ('UPDATE payments SET paid_at = paid_at - ?', (200 * 24 * HOUR,)))
        run, _, n_asked = export()
        equal(n_asked, 1)


@suite.case('export --all-payments: a list that shows other links\' payments does not tell that nothing was paid')
def _():
    with Shop() as shop:
        links = [shop.create(name).json['link'] for name in ('A1', 'B2')]
        shop.stand.control('POST', 'pay', {'paymentLinkId': links[0]['paymentLinkId'], 'method': 'card'})
        shop.stand.fault('ignoreFilter', 'listPayments', times=9)
        run = shop.run('payments', 'B2')
        shop.stand.control('DELETE', 'faults')
        assert 'No payment is known yet.' in run.out and 'Nothing was paid' not in run.out, run.out

        book = os.path.join(shop.folder, 'book.json')
        run = shop.run('export', book, '--all-payments', '--no-refresh', '--json')
        equal((run.json['exported'], run.json['linksNotAsked']), (1, 1))
        assert 'never asked' in run.err, run

        # Asked twice, and no more: the export does not call itself complete.
        before = len(shop.stand.requests('listPayments'))
        shop.stand.fault('ignoreFilter', 'listPayments', times=9)
        run = shop.run('export', book, '--all-payments', '--json')
        equal([run.json[name] for name in ('exported', 'linksNotAsked', 'linksOutdated', 'linksOverlooked')],
              [1, 1, 0, 1])
        equal(len(shop.stand.requests('listPayments')) - before, 2)
        assert 'other links' in run.err and 'never asked' not in run.err, run
        # Once overlooked, once not.
        shop.stand.control('DELETE', 'faults')
        shop.stand.fault('ignoreFilter', 'listPayments', times=1)
        run = shop.run('export', book, '--all-payments', '--json')
        equal([run.json[name] for name in ('exported', 'linksNotAsked', 'linksOverlooked')], [1, 0, 0])
        equal(run.err.count('other links'), 0)
        let_pass(shop, HOUR)

        # As of when something was known before, that is what is told.
        shop.stand.fault('ignoreFilter', 'listPayments', times=9)
        old = run.json['asOf']
        run = shop.run('export', book, '--all-payments', '--json')
        equal([run.json[name] for name in ('exported', 'linksNotAsked', 'linksOutdated', 'linksOverlooked')],
              [1, 0, 1, 1])
        assert run.json['asOf'] < old, run.json
        assert 'other links' in run.err and 'may have changed' not in run.err, run
        shop.stand.control('DELETE', 'faults')
        shop.stand.control('POST', 'pay', {'paymentLinkId': links[1]['paymentLinkId'], 'method': 'card'})
        run = shop.run('export', book, '--all-payments', '--json')
        equal((run.json['exported'], run.json['linksNotAsked']), (2, 0))
        assert 'Nothing was paid' not in shop.run('payments', 'B2').out


@suite.case('export: when it was paid last, and what went back, only where all payments can be read')
def _():
    with Shop() as shop:
        link_id = shop.create('TIPS', '--multi-use').json['link']['paymentLinkId']
        ids = [shop.stand.control('POST', 'pay', {'paymentLinkId': link_id, 'method': 'card'})['paymentId']
               for _ in range(2)]
        shop.stand.control('POST', 'refund', {'paymentId': ids[0], 'amount': 999})
        shop.run('payments', link_id)
        path = os.path.join(shop.folder, 'links.json')

        def told():
            shop.run('export', path, '--no-refresh')
            with open(path, encoding='utf-8') as file:
                known = json.load(file)['links'][0]['paylinks']
            return known.get('refunded'), 'lastPaid' in known

        equal(told(), ('9.99', True))
        change(shop, ("UPDATE payments SET document = '{' WHERE id = ?", (ids[1],)))
        equal(told(), (None, False))

        # Not listed any more: nobody can tell what became of it.
        shop.run('payments', link_id)
        equal(told(), ('9.99', True))
        change(shop, ('UPDATE payments SET state = 8, income = NULL, currency = NULL WHERE id = ?', (ids[1],)))
        equal(told(), (None, False))

        # A list with what others paid is no witness of what is missing in it.
        shop.run('payments', link_id)
        equal(told(), ('9.99', True))
        change(shop, ("INSERT INTO settings (account, name, value) SELECT id, 'link.gaps.' || ?, '0 0 0 7 0'"
                      ' FROM accounts', (link_id,)))
        equal(told(), (None, False))


@suite.case('export --all-payments: a link that Payroc does not know, and a payment that cannot be read, stop nothing')
def _():
    with Shop() as shop:
        ids = [shop.create(name).json['link']['paymentLinkId'] for name in ('A1', 'A2', 'A3')]
        for link_id in ids[:2]:
            shop.stand.control('POST', 'pay', {'paymentLinkId': link_id, 'method': 'card'})
        shop.stand.control('POST', 'faults', {'operation': 'listPayments', 'kind': 'status', 'status': 404,
                                              'type': 'not-found', 'times': 1})
        book = os.path.join(shop.folder, 'book.json')
        run = shop.run('export', book, '--all-payments', '--json')
        equal(run.json['linksNotAsked'], 0)
        before = len(shop.stand.requests('listPayments'))
        run = shop.run('export', book, '--all-payments', '--json')
        equal((run.json['linksNotAsked'], len(shop.stand.requests('listPayments')) - before), (0, 0))
        for link_id in ids:
            shop.run('payments', link_id)

        change(shop, ("UPDATE payments SET document = '{' WHERE link_id = ?", (ids[0],)))
        run = shop.run('export', book, '--all-payments', '--no-refresh', '--json')
        equal((run.json['exported'], run.json['unreadablePayments']), (1, 1))
        assert '1 payment could not be read' in run.err, run
        with open(book, encoding='utf-8') as file:
            document = json.load(file)
        equal((len(document['payments']), document['unreadablePayments']), (1, 1))
        run = shop.run('export', book, '--payments', ids[0], '--no-refresh', '--json')
        equal((run.json['exported'], run.json['unreadablePayments']), (0, 1))

        # What Payroc tells anew can be read again.
        let_pass(shop, 48 * HOUR)
        run = shop.run('export', book, '--all-payments', '--json')
        equal((run.json['exported'], run.json['unreadablePayments']), (2, 0))


suite.run()
