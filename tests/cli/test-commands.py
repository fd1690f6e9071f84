#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command, as a script uses it: the documents, the words, the options wherever they stand."""

import contextlib
import csv
import datetime
import os
import sqlite3
import subprocess

from shop import BOB, CLI, KEY, SARAH, Shop
from stand import single
from tap import Suite

suite = Suite('cli-commands')


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'


@suite.case('create gives the link, its mail and the rows, in the API\'s names and units')
def _():
    with Shop() as shop:
        document = shop.create('Order 7', '--share', SARAH, '--share', BOB, '--message', 'Hello', '--copy-me',
                               '--description', 'Größe 漢字', '--expires', '+7', '--button', 'Pay me',
                               '--methods', 'card,bank', '--save-card', 'recurring').json
        link = document['link']
        equal(set(document), {'link', 'sharingEvents', 'outbox'})
        equal(link['merchantReference'], 'Order 7')
        equal(link['order']['charge'], {'type': 'preset', 'amount': 4999, 'currency': 'USD'})
        equal(link['order']['description'], 'Größe 漢字')
        assert 1 <= len(link['order']['orderId']) <= 24
        equal(link['type'], 'singleUse')
        equal(sorted(link['paymentMethods']), ['bankTransfer', 'card'])
        equal(link['credentialOnFile'], {'tokenize': True, 'mitAgreement': 'recurring'})
        equal(link['customLabels'], [{'element': 'paymentButton', 'label': 'Pay me'}])
        equal(link['expiresOn'], (datetime.date.today() + datetime.timedelta(7)).isoformat())
        event, = document['sharingEvents']
        equal([person['email'] for person in event['recipients']], ['sarah@example.com', 'bob@example.com'])
        equal([(row['kind'], row['state'], row['attempts']) for row in document['outbox']],
              [('create', 'done', 1), ('share', 'done', 1)])
        equal(shop.stand.counts()['links'], 1)
        mail, = shop.stand.control('GET', 'mails')['mails'][-1:]
        assert mail, 'no mail'


@suite.case('create: the customer\'s choice, many payments, a hold, other decimals')
def _():
    with Shop('--currencies', 'USD,JPY,KWD') as shop:
        link = shop.run('create', '--reference', 'Jar', '--customer-amount', '--currency', 'USD', '--multi-use',
                        '--json').json['link']
        equal(link['order']['charge'], {'type': 'prompt', 'currency': 'USD'})
        equal(link['type'], 'multiUse')
        assert 'expiresOn' not in link and 'orderId' not in link['order'], link
        for amount, currency, minor in ('10000', 'JPY', 10000), ('1.234', 'KWD', 1234), ('0.5', 'USD', 50):
            link = shop.run('create', '--reference', currency, '--amount', amount, '--currency', currency, '--hold',
                            '--json').json['link']
            equal((link['order']['charge']['amount'], link['authType']), (minor, 'preAuthorization'))


@suite.case('create: a reference that is open or paid already needs a word')
def _():
    with Shop() as shop:
        link = shop.create('INV-1').json['link']
        error = shop.create('INV-1', status=2).error
        equal(error['code'], 'reference-taken')
        assert link['paymentLinkId'] in error['message'] and '--anyway' in error['message'], error
        # Kept for nobody: nothing of it waits to be sent.
        equal(shop.outbox(), [])
        equal(shop.stand.counts()['links'], 1)

        shop.stand.control('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], 'method': 'card'})
        shop.run('refresh')
        error = shop.create('INV-1', status=2).error
        equal(error['code'], 'reference-taken')
        assert 'was paid' in error['message'], error
        shop.create('INV-1', '--anyway')
        equal(shop.stand.counts()['links'], 2)

        # One that nobody can pay any more is in nobody's way.
        shop.create('INV-2')
        shop.run('deactivate', 'INV-2', '--yes')
        shop.create('INV-2')
        equal(shop.stand.counts()['links'], 4)


@suite.case('create, import: what is not paid is not called so, and who paid by a link that is off is not asked again')
def _():
    with Shop() as shop:
        def pay(reference, **more):
            link = shop.create(reference, *(['--multi-use'] if reference == 'MANY' else [])).json['link']
            shop.stand.control('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], 'method': 'card', **more})
            shop.run('payments', link['paymentLinkId'])

        def refusals(reference):
            table = os.path.join(shop.folder, 'used.csv')
            with open(table, 'w', encoding='utf-8') as file:
                file.write('reference,amount\n%s,49.99\n' % reference)
            row = shop.run('import', table, '--dry-run', '--json', status=2).json['rows'][0]
            return [shop.create(reference, status=2).error['message'], row['error']['message']]

        pay('HOLD', status='pending')
        shop.run('refresh')
        for message in refusals('HOLD'):
            assert '(held)' in message and 'paid' not in message and '--anyway' in message, message
        pay('MANY')
        shop.run('deactivate', 'MANY', '--yes')
        for message in refusals('MANY'):
            assert 'paid' in message and '--anyway' in message, message
        equal(shop.stand.counts()['links'], 2)


@suite.case('list filters, searches, sorts and cuts')
def _():
    with Shop() as shop:
        for reference, amount, kind in ('Apple', '3', '--single-use'), ('pear', '20', '--multi-use'), \
                ('Plum', '1', '--single-use'):
            shop.run('create', '--reference', reference, '--amount', amount, '--currency', 'USD', kind,
                     '--description', f'{reference}-tart')
        shop.run('deactivate', 'Plum', '--yes')

        def references(*options):
            document = shop.run('list', '--json', '--no-refresh', *options).json
            equal(set(document), {'links', 'total', 'refreshedAt'})
            return [link['merchantReference'] for link in document['links']], document['total']

        equal(references(), (['Plum', 'pear', 'Apple'], 3))
        equal(references('--sort', 'amount'), (['pear', 'Apple', 'Plum'], 3))
        equal(references('--sort', 'reference'), (['Apple', 'pear', 'Plum'], 3))
        equal(references('--sort', 'reference', '--limit', '1'), (['Apple'], 3))
        equal([link['state'] for link in shop.run('list', '--json', '--no-refresh').json['links']],
              ['switchedOff', 'open', 'open'])
        equal(references('--status', 'active'), (['pear', 'Apple'], 2))
        equal(references('--status', 'active', '--status', 'deactivated'), (['Plum', 'pear', 'Apple'], 3))
        equal(references('--kind', 'multi'), (['pear'], 1))
        # No id, which is made up by chance, begins with a word that has a hyphen.
        equal(references('--search', 'PPLE-T'), (['Apple'], 1))
        equal(references('--search', '-tart')[1], 3)
        assert shop.run('list', '--json').json['refreshedAt'].endswith('Z')


@suite.case('list shows what somebody else made, after a refresh')
def _():
    with Shop() as shop:
        shop.run('list')
        shop.stand.create(merchantReference='Elsewhere')
        equal(shop.run('list', '--no-refresh', '--json').json['total'], 0)
        equal(shop.run('list', '--json').json['total'], 1)


# How it was paid, what that came to, and by which words it is found beside its own.
OUTCOMES = (
    ('card', {'amount': 100, 'responseCode': 'P'}, None, 'partlyPaid', 'partly paid', ()),
    ('card', {'status': 'pending'}, None, 'held', 'held', ()),
    ('card', {}, {'status': 'reversal'}, 'reversed', 'reversed', ('refunded',)),
    ('bank', {'method': 'bankTransfer', 'status': 'pending'}, None, 'pending', 'pending', ()),
    ('bank', {'method': 'bankTransfer'}, 'return', 'returned', 'returned', ('refunded',)),
    ('bank', {'method': 'bankTransfer', 'status': 'pending'}, {'status': 'declined'}, 'declined', 'declined', ()),
    ('card', {}, None, 'paid', 'paid', ('completed',)),
)


@suite.case('paid is what came in, and nothing else that Payroc calls completed')
def _():
    with Shop() as shop:
        links, payments = [], []
        for number, (methods, how, after, *_) in enumerate(OUTCOMES):
            links.append(shop.create(f'Link {number}', '--methods', methods).json['link']['paymentLinkId'])
            payment = shop.stand.control('POST', 'pay', {'paymentLinkId': links[-1], **how})['paymentId']
            payments.append(payment)
            if after == 'return':
                shop.stand.control('POST', 'return', {'paymentId': payment})
            elif after:
                shop.stand.control('POST', 'payment', {'paymentId': payment, **after})
            if after:
                shop.run('payments', links[-1])
        listed = {link['paymentLinkId']: link for link in shop.run('list', '--json').json['links']}
        text = shop.run('list').out
        for link, (_methods, _how, _after, state, words, more) in zip(links, OUTCOMES):
            equal((listed[link]['status'], listed[link]['state']), ('completed', state))
            equal(shop.run('show', link, '--json').json['link']['state'], state)
            line, = [line for line in text.splitlines() if line.startswith(link)]
            assert f' {words} ' in line, line
            for word in (words, words.replace(' ', '-'), *more):
                found = shop.run('list', '--no-refresh', '--status', word, '--json').json['links']
                assert link in [one['paymentLinkId'] for one in found], (word, found)
            # What finds no money finds this one only where it is there.
            equal(link in [one['paymentLinkId'] for one in
                           shop.run('list', '--no-refresh', '--status', 'completed', '--json').json['links']],
                  state == 'paid')
        assert 'partly paid: $1.00 of $49.99' in shop.run('show', links[0]).out

        # What was on its way comes in: a later list finds that, too, but does not ask at each turn.
        shop.stand.control('POST', 'payment', {'paymentId': payments[3], 'status': 'complete'})
        shop.stand.control('DELETE', 'requests')
        shop.run('list')
        equal(shop.stand.requests('listBankPayments'), [])
        with contextlib.closing(sqlite3.connect(os.path.join(shop.data, 'paylinks.sqlite'))) as database, database:
            database.execute('UPDATE links SET paid_as_of = paid_as_of - 3600000000')
        equal({link['paymentLinkId']: link['state'] for link in shop.run('list', '--json').json['links']}[links[3]],
              'paid')
        assert len(shop.stand.requests('listBankPayments')) == 1, shop.stand.requests()
        shop.stand.control('POST', 'payment', {'paymentId': payments[3], 'status': 'pending'})
        shop.run('payments', links[3])
        shop.run('export', os.path.join(shop.folder, 'out.csv'))
        with open(os.path.join(shop.folder, 'out.csv'), encoding='utf-8-sig', newline='') as file:
            rows = {row['paymentLinkId']: row for row in csv.DictReader(file)}
        for link, (_methods, _how, _after, state, *_) in zip(links, OUTCOMES):
            wanted = {'paid': ('completed', '1', '49.99'), 'partlyPaid': (state, '1', '1.00')}
            equal((rows[link]['status'], rows[link]['timesPaid'], rows[link]['paidAmount']),
                  wanted.get(state, (state, '0', '')))


@suite.case('show, history and payments: totals are what came in')
def _():
    with Shop() as shop:
        link = shop.create('Lunch', '--share', SARAH).json['link']
        paid = shop.stand.pay(link)
        document = shop.run('show', 'Lunch', '--json').json
        equal(document['link']['status'], 'completed')
        equal(len(document['sharingEvents']), 1)
        document = shop.run('payments', link['paymentLinkId'], '--json').json
        equal(set(document), {'payments', 'unreadablePayments', 'totals', 'asOf'})
        equal(document['totals'], [{'currency': 'USD', 'amount': 4999}])
        equal(len(document['payments']), 1)
        payment = paid.get('paymentId') or document['payments'][0]['paymentId']
        shop.stand.control('POST', 'refund', {'paymentId': payment, 'amount': 999})
        equal(shop.run('payments', 'Lunch', '--json').json['totals'], [{'currency': 'USD', 'amount': 4000}])
        assert 'partly refunded' in shop.run('show', 'Lunch').out
        for state, n_links in ('paid', 1), ('refunded', 1), ('open', 0):
            equal(shop.run('list', '--status', state, '--json').json['total'], n_links)
        shop.stand.control('POST', 'refund', {'paymentId': payment, 'amount': 4000})
        equal(shop.run('payments', 'Lunch', '--json').json['totals'], [{'currency': 'USD', 'amount': 0}])
        for state, n_links in ('paid', 0), ('refunded', 1), ('open', 0):
            equal(shop.run('list', '--status', state, '--json').json['total'], n_links)
        for command in ['show', 'Lunch'], ['payments', 'Lunch'], ['list']:
            said = shop.run(*command).out
            assert 'refunded' in said and 'paid ' not in said and 'partly' not in said, said
        equal(len(shop.run('history', 'Lunch', '--json').json['sharingEvents']), 1)
        # From the store alone: the server is not there any more.
        shop.stand.kill()
        equal(shop.run('payments', 'Lunch', '--json', '--no-refresh').json['totals'],
              [{'currency': 'USD', 'amount': 0}])


def said(shop):
    return shop.stand.control('GET', 'mails')['mails'][-1].get('message')


@suite.case('the words in braces of a message are filled in, and a message that is not given is the window\'s')
def _():
    with Shop() as shop:
        shop.create('Roof', '--expires', '2099-12-31', '--share', SARAH,
                    '--message', 'Dear {name}: {amount} for {reference} until {Expires} {1}')
        equal(said(shop), 'Dear Sarah Hopper: $49.99 for Roof until 2099-12-31 {1}')
        link = shop.create('Wall').json['link']
        shop.run('share', 'Wall', '--to', BOB, '--message', '{link}')
        equal(said(shop), link['assets']['paymentUrl'])
        shop.run('share', 'Wall', '--to', BOB)
        equal(said(shop), 'Hello,\n\nhere is the link to pay $49.99 for Wall.\n\nThank you!')
        shop.run('share', 'Wall', '--to', SARAH, '--message', '')
        assert not said(shop), said(shop)

        sent = len(shop.stand.control('GET', 'mails')['mails'])
        shop.run('share', 'Wall', '--to', BOB, '--to', SARAH, '--message', 'Dear {name}', status=2)
        shop.run('create', '--reference', 'No', '--amount', '1', '--currency', 'USD', '--share', SARAH,
                 '--message', 'Pay at {link}', status=2)
        done = shop.run('share', 'Wall', '--to', SARAH, '--message', 'Please pay {amout}', status=2)
        assert '{amout}' in done.err, done.err
        shop.run('share', 'Wall', '--to', 'sarah@example', status=2)
        equal(len(shop.stand.control('GET', 'mails')['mails']), sent)
        equal(shop.stand.counts()['links'], 2)


@suite.case('history keeps the addresses that no longer work, and switching off names what can be taken back')
def _():
    with Shop() as shop:
        link = shop.create('Fence').json['link']
        equal(shop.run('history', 'Fence', '--json').json['oldAddresses'], [])
        shop.run('edit', 'Fence', '--amount', '60', '--yes')
        old, = shop.run('history', 'Fence', '--json').json['oldAddresses']
        equal(old['paymentUrl'], link['assets']['paymentUrl'])
        assert old['paymentUrl'] in shop.run('history', 'Fence').out
        assert 'edit LINK --expires' in shop.run('deactivate', 'Fence', status=2).err


@suite.case('a declined attempt is no income')
def _():
    with Shop() as shop:
        link = shop.create('Declined').json['link']
        shop.stand.pay(link, responseCode='D', status='declined')
        document = shop.run('payments', 'Declined', '--json').json
        equal((len(document['payments']), document['totals']), (1, []))
        # Nothing was authorized; it was about so much all the same.
        text = shop.run('payments', 'Declined').out
        assert 'declined' in text and '$49.99' in text and 'Came in' not in text, text


@suite.case('edit changes, warns of the new address, and knows when there is nothing to do')
def _():
    with Shop() as shop:
        before = shop.create('Cake').json['link']
        shop.run('edit', 'Cake', '--amount', '12.50', status=2)
        after = shop.run('edit', 'Cake', '--amount', '12.50', '--description', 'Half', '--yes', '--json').json['link']
        equal(after['order']['charge']['amount'], 1250)
        equal(after['order']['description'], 'Half')
        assert after['assets']['paymentUrl'] != before['assets']['paymentUrl']
        edits = len(shop.stand.requests('editLink'))
        shop.run('edit', 'Cake', '--amount', '12.5', '--yes')
        equal(len(shop.stand.requests('editLink')), edits)


@suite.case('a currency is the same in small letters, and what somebody else changed is told')
def _():
    with Shop() as shop:
        link = shop.create('Small', '--currency', 'usd').json['link']
        equal(link['order']['charge']['currency'], 'USD')
        # By its reference, too: finding the link brings the store up to date, and must not hide it.
        for amount, word in ((7, link['paymentLinkId']), (17, 'Small')):
            text = f'From the portal, {amount}'
            reply = shop.stand.call('PATCH', f'/v1/payment-links/{link["paymentLinkId"]}',
                                    [{'op': 'add', 'path': '/order/description', 'value': text}])
            equal(reply.status, 200)
            run = shop.run('edit', word, '--amount', str(amount), '--yes', '--json')
            equal(run.json['changedElsewhere'], ['order.description'])
            equal(run.json['link']['order']['description'], text)
            again = shop.run('edit', word, '--amount', str(amount + 1), '--yes', '--json')
            assert 'changedElsewhere' not in again.json


@suite.case('edit tells what Payroc took without changing it')
def _():
    with Shop() as shop:
        shop.create('Deaf')
        shop.stand.fault('ignoreEdit', 'editLink')
        run = shop.run('edit', 'Deaf', '--amount', '5', '--yes', '--json', status=3)
        assert run.json['ignored'] and run.error['fields'], run


@suite.case('share, deactivate, and a reference that fits several')
def _():
    with Shop() as shop:
        link = shop.create('Twin').json['link']
        event, = shop.run('share', 'Twin', '--to', f'{SARAH}; {BOB}', '--json').json['sharingEvents']
        equal(len(event['recipients']), 2)
        shop.create('Twin', '--anyway')
        run = shop.run('deactivate', 'Twin', '--yes', status=2)
        assert link['paymentLinkId'] in run.err, run
        document = shop.run('deactivate', link['paymentLinkId'], '--yes', '--json').json
        equal(document['link']['status'], 'deactivated')
        equal(shop.run('share', link['paymentLinkId'], '--to', SARAH, '--json', status=3).error['code'],
              'not-changeable')


@suite.case('a link that is not stored is asked for by its id')
def _():
    with Shop() as shop:
        shop.run('list')
        link = shop.stand.create(merchantReference='Foreign')
        shop.stand.call('POST', f'/v1/payment-links/{link["paymentLinkId"]}/deactivate')
        equal(shop.run('show', link['paymentLinkId'], '--json').json['link']['status'], 'deactivated')
        equal(shop.run('show', 'ZZZZZZZZZZ', '--json', status=3).error['code'], 'not-found')
        shop.run('show', 'No such reference', status=2)


@suite.case('options stand before or after the command')
def _():
    with Shop() as shop:
        for arguments in (['--json', '--reference', 'A', '--amount=1', '--currency', 'USD', 'create'],
                          ['create', '--reference', 'create', '--amount', '1', '--json', '--currency', 'USD']):
            assert shop.run(*arguments).json['link']['merchantReference'] in ('A', 'create')


@suite.case('text is UTF-8 in every locale, and what a server says cannot steer the terminal')
def _():
    with Shop() as shop:
        shop.create('Müller', locale='C')
        evil = single(merchantReference='Evil')
        evil['order']['description'] = 'a\x1b[2J\nb\u202ec'
        shop.stand.create(**{name: value for name, value in evil.items() if name != 'type'})
        equal(shop.run('show', 'Müller', '--json', locale='C').json['link']['merchantReference'], 'Müller')
        for locale in 'C', 'C.UTF-8':
            text = shop.run('list', locale=locale).out
            assert '\x1b' not in text and '\u202e' not in text, text
            equal(len(text.splitlines()), 3)


@suite.case('columns line up, wide characters and all')
def _():
    with Shop() as shop:
        shop.create('漢字')
        shop.create('abcd')
        lines = shop.run('list', '--sort', 'reference').out.splitlines()
        amounts = [line.index('$49.99') for line in lines[1:]]
        equal(len(set(amounts)), 1)


@suite.case('a reader that leaves early is no failure')
def _():
    with Shop() as shop:
        shop.stand.control('POST', 'links', {'count': 300})
        process = shop.begin('list', '--json')
        process.stdin.write(KEY.encode() + b'\n')
        process.stdin.close()
        process.stdout.close()
        equal((process.wait(30), process.stderr.read()), (0, b''))
        process.stderr.close()


@suite.case('a full disk under the output is told')
def _():
    with Shop() as shop, open('/dev/full', 'w') as full:
        process = subprocess.run([CLI, '--data-dir', shop.data, 'accounts'], stdout=full, stderr=subprocess.PIPE,
                                 env=shop.environment)
        equal(process.returncode, 6)


@suite.case('every command explains itself, and opens nothing for that')
def _():
    with Shop(stand=False) as shop:
        for command in ('accounts', 'create', 'share', 'list', 'show', 'history', 'payments', 'edit', 'deactivate',
                        'refresh', 'outbox', 'import', 'export'):
            text = shop.run(command, '--help', where=[]).out
            assert command in text and '--json' in text, text
            assert command in shop.run('--help', where=[]).out
        equal(shop.run('--version', where=[]).out.split()[0], 'paylinks-cli')
        assert not os.path.exists(shop.data)


@suite.case('the practice account: its server comes and goes, its links stay')
def _():
    with Shop(stand=False) as shop:
        practice = ['--practice']
        link = shop.run('create', '--reference', 'Try', '--amount', '1', '--currency', 'USD', '--json',
                        where=practice, key=None).json['link']
        equal(shop.run('show', 'Try', '--json', where=practice, key=None).json['link']['paymentLinkId'],
              link['paymentLinkId'])
        account, = shop.run('accounts', '--json', where=[], key=None).json['accounts']
        equal(account['environment'], 'practice')
        # It is the one used last now.
        equal(shop.run('list', '--json', where=[], key=None).json['total'], 1)


@suite.case('show tells what was handed over outside Payroc, in a word for machines and in a person\'s')
def _():
    ways = [('text', 'copied with a text'), ('mail', 'opened in a mail program'),
            ('button', 'button for a web page copied'), ('printed', 'given to the printer'), ('pdf', 'saved as PDF')]
    with Shop() as shop:
        link = shop.create('Order 8').json['link']
        equal(shop.run('show', 'Order 8', '--json').json['handOvers'], [])
        with contextlib.closing(sqlite3.connect(os.path.join(shop.data, 'paylinks.sqlite'))) as database, database:
            for way in range(len(ways)):
                database.execute('INSERT INTO hand_overs (account, link_id, way, address, handed_at) '
                                 'SELECT account, id, ?, ?, ? FROM links',
                                 (way, link['assets']['paymentUrl'], (1_763_000_000 + way) * 1_000_000))
        told = shop.run('show', 'Order 8', '--json').json['handOvers']
        equal(sorted(row['way'] for row in told), sorted(word for word, _ in ways))
        equal({row['paymentUrl'] for row in told}, {link['assets']['paymentUrl']})
        assert all(row['handedAt'].startswith('2025-11-13T') for row in told), told
        text = shop.run('show', 'Order 8').out
        for _, words in ways:
            assert words in text, text


suite.run()
