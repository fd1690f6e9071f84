#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked about the rows of a table before they become links: each question has an answer of its own."""

import json

from shop import Shop
from tables import Table, equal, references, states
from tap import Suite

suite = Suite('cli-import-questions')


@suite.case('a reference that an open link has already is a problem, another time too')
def _():
    with Shop() as shop:
        shop.create('A1')
        run = shop.run('import', Table(shop, 'reference,amount\nA1,1\n').path, '--json', status=2)
        assert 'open link' in run.json['rows'][0]['error']['message'], run
        equal(shop.stand.counts()['links'], 1)


@suite.case('a reference that was paid is a problem, until it is said that one more is wanted')
def _():
    with Shop() as shop:
        def pay(link):
            shop.stand.control('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], 'method': 'card'})
            shop.run('refresh')
            shop.run('payments', link['paymentLinkId'])

        def paid(run):
            return [row.get('paid') for row in run.json['rows']]

        table = Table(shop, 'reference,amount\nRENT-1,900\nRENT-2,800\n').path
        pay(shop.create('RENT-1').json['link'])
        run = shop.run('import', table, '--json', status=2)
        equal(states(run), [(2, 'problem'), (3, 'new')])
        message = run.json['rows'][0]['error']['message']
        assert 'paid link' in message and '--anyway' in message, run
        equal([field.get('answer') for field in run.json['rows'][0]['error']['fields']], ['anyway'])
        equal((run.json['rows'][0]['used'], run.json['usedReferences']), ('paid', {'paid': 1}))
        # Neither of these says it.
        shop.run('import', table, '--again', 'all', status=2)
        shop.run('import', table, '--anyway', '3', status=2)
        run = shop.run('import', table, '--anyway', '9', status=2)
        assert '--anyway' in run.err and '9' in run.err, run
        equal(references(shop), ['RENT-1'])
        run = shop.run('import', table, '--anyway', '2', '--json')
        equal(states(run), [(2, 'created'), (3, 'created')])
        # What is open now is not made once more.
        equal(states(shop.run('import', table, '--anyway', 'all', '--json')), [(2, 'skipped'), (3, 'skipped')])

        # The next month: paid by the sheet's own link.
        links = shop.run('list', '--json').json['links']
        pay(next(link for link in links if link['merchantReference'] == 'RENT-2'))
        run = shop.run('import', table, '--json')
        equal((states(run), paid(run)), ([(2, 'skipped'), (3, 'skipped')], [None, True]))
        run = shop.run('import', table, '--anyway', 'all', '--json')
        equal(states(run), [(2, 'skipped'), (3, 'created')])
        equal(references(shop), ['RENT-1', 'RENT-1', 'RENT-2', 'RENT-2'])


@suite.case('two questions of a row are two answers, and capital letters are asked about')
def _():
    with Shop() as shop:
        link = shop.create('RENT-1').json['link']
        shop.stand.control('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], 'method': 'card'})
        shop.run('refresh')
        shop.run('payments', 'RENT-1')
        table = Table(shop, 'reference,amount\nRENT-1,1000000\nrent-1,5\nR2,6\n').path
        run = shop.run('import', table, '--json', status=2)
        equal(states(run), [(2, 'problem'), (3, 'problem'), (4, 'new')])
        answers = [[field.get('answer') for field in row['error']['fields']] for row in run.json['rows'][:2]]
        equal(answers, [['as-is', 'as-is', 'anyway'], ['as-is', 'anyway']])
        assert '“RENT-1”' in run.json['rows'][1]['error']['message'], run
        for options in ['--anyway', 'all'], ['--as-is', 'all']:
            equal([state for _, state in states(shop.run('import', table, *options, '--json', status=2))],
                  ['problem', 'problem', 'new'])
        run = shop.run('import', table, '--as-is', '17', status=2)
        assert '--as-is' in run.err and '17' in run.err, run
        run = shop.run('import', table, '--anyway', 'all', '--as-is', 'all', '--dry-run')
        assert '1 paid' in run.out, run
        run = shop.run('import', table, '--anyway', 'all', '--as-is', 'all', '--json')
        equal(states(run), [(2, 'created'), (3, 'created'), (4, 'created')])


@suite.case('two addresses and one payment: whoever pays first, and each with a name of their own')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount,name,email\n'
                            'A1,1,Hopper,"Sarah Hopper <sarah@example.com>, bob@example.com"\n'
                            'A2,2,Sarah Hopper,sarah@example.com\n').path
        run = shop.run('import', table, '--share', '--dry-run', '--json')
        equal([row.get('whoeverPaysFirst') for row in run.json['rows']], [True, None])
        assert 'row 2' in run.err and 'pays first' in run.err and 'row 3' not in run.err, run
        shop.run('import', table, '--share')
        mails = shop.stand.control('GET', 'mails')['mails']
        told = json.dumps(mails)
        assert told.count('Sarah Hopper') >= 2 and '"Hopper"' not in told, told


@suite.case('an amount that nobody would ask for, or a total, needs a word')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount\nA1,999999.99\nA2,1000000.00\nTotal,7\n').path
        run = shop.run('import', table, '--decimal', '.', '--json', status=2)
        equal(states(run), [(2, 'new'), (3, 'problem'), (4, 'problem')])
        equal([row.get('unusualAmount') for row in run.json['rows']], [None, True, None])
        large, total = (row['error']['message'] for row in run.json['rows'][1:])
        assert '1,000,000.00' in large and '--as-is' in large, run
        assert 'total' in total and '--as-is' in total and '--leave-out' in total, run
        equal(references(shop), [])
        options = ['--decimal', '.', '--as-is', '3', '--leave-out', '4']
        run = shop.run('import', table, *options, '--dry-run', '--json')
        assert 'row 3' in run.err and '1,000,000.00' in run.err and 'row 2' not in run.err, run
        equal(states(shop.run('import', table, *options, '--json')),
              [(2, 'created'), (3, 'created'), (4, 'skipped')])
        equal(states(shop.run('import', table, '--decimal', '.', '--as-is', '4', '--json')),
              [(2, 'skipped'), (3, 'skipped'), (4, 'created')])


@suite.case('create: what nobody asked about is asked for, and where that fails it is said')
def _():
    with Shop() as shop:
        link = shop.create('Many 1', '--multi-use').json['link']
        shop.stand.control('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], 'method': 'card'})
        shop.run('deactivate', 'Many 1', '--yes')
        shop.stand.fault('html', 'listPayments', times=1000)
        error = shop.create('many  1', status=2).error
        equal(error['code'], 'reference-taken')
        assert 'not known yet' in error['message'] and '“Many 1”' in error['message'], error
        row = shop.run('import', Table(shop, 'reference,amount\nMany 1,1\n').path, '--json', status=2).json['rows'][0]
        assert 'not known yet' in row['error']['message'], row
        equal(row['used'], 'unknown')
        shop.stand.control('DELETE', 'faults')
        error = shop.create('many  1', status=2).error
        assert 'was paid' in error['message'], error

        # Nobody paid by this one, and that is known once it was asked.
        shop.create('Many 2', '--multi-use')
        shop.run('deactivate', 'Many 2', '--yes')
        shop.create('MANY 2')
        equal(shop.stand.counts()['links'], 3)

        # One for one payment may have been paid before it was switched off: that is asked, too.
        shop.create('One 1')
        shop.run('deactivate', 'One 1', '--yes')
        shop.stand.fault('html', 'listPayments', times=1000)
        error = shop.create('One 1', status=2).error
        assert 'not known yet' in error['message'] and '“One 1”' in error['message'], error
        row = shop.run('import', Table(shop, 'reference,amount\nOne 1,1\n').path, '--json', status=2).json['rows'][0]
        equal(row['used'], 'unknown')
        shop.stand.control('DELETE', 'faults')
        shop.create('One 1')
        equal(shop.stand.counts()['links'], 5)


suite.run()
