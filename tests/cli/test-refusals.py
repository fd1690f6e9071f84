#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused, where, and with which exit status: nothing wrong is ever sent."""

import os
import stat
import subprocess

from shop import CLI, SARAH, Shop
from stand import equal
from tap import Suite

suite = Suite('cli-refusals')

GOOD = {'--reference': 'R', '--amount': '1', '--currency': 'USD'}

# What is changed in a good create, and the field that is blamed.
FIELDS = [
    ({'--reference': ''}, 'merchantReference'),
    ({'--reference': 'x' * 49}, 'merchantReference'),
    ({'--reference': None}, 'merchantReference'),
    ({'--amount': '0'}, 'order.charge.amount'),
    ({'--amount': '-1'}, 'order.charge.amount'),
    ({'--amount': '1.234'}, 'order.charge.amount'),
    ({'--amount': '1,5'}, 'order.charge.amount'),
    ({'--amount': '1e3'}, 'order.charge.amount'),
    ({'--amount': '99999999999999999999'}, 'order.charge.amount'),
    ({'--amount': '10.5', '--currency': 'JPY'}, 'order.charge.amount'),
    ({'--amount': '1.2345', '--currency': 'KWD'}, 'order.charge.amount'),
    ({'--currency': 'us'}, 'order.charge.currency'),
    ({'--currency': 'XXX'}, 'order.charge.currency'),
    ({'--currency': None}, 'order.charge.currency'),
    ({'--order-id': 'x' * 25}, 'order.orderId'),
    ({'--order-id': 'x', '--multi-use': True}, 'order.orderId'),
    ({'--description': 'x' * 1025}, 'order.description'),
    ({'--button': 'x' * 25}, 'customLabels'),
    ({'--expires': '2020-01-01'}, 'expiresOn'),
    ({'--expires': '2026-02-30'}, 'expiresOn'),
    ({'--expires': 'tomorrow'}, 'expiresOn'),
    ({'--expires': '+x'}, 'expiresOn'),
    ({'--expires': '26-1-1'}, 'expiresOn'),
    ({'--methods': ''}, 'paymentMethods'),
    ({'--methods': 'cash'}, 'paymentMethods'),
    ({'--methods': 'card,bank', '--hold': True}, 'paymentMethods'),
    ({'--save-card': 'always'}, 'credentialOnFile.mitAgreement'),
    ({'--share': 'nobody'}, 'recipients[0].email'),
    ({'--share': 'a@b'}, 'recipients[0]'),
    ({'--share': f'{"x" * 49} <sarah@example.com>'}, 'recipients[0].name'),
    ({'--share': f'{SARAH}; {SARAH}'}, 'recipients[1]'),
    ({'--share': SARAH, '--message': 'x' * 1025}, 'message'),
]

USAGE = [
    [],
    ['bogus'],
    ['create', '--bogus'],
    ['create', 'word', '--reference', 'R', '--amount', '1', '--currency', 'USD'],
    ['create', '--reference', 'R', '--currency', 'USD'],
    ['create', '--reference', 'R', '--currency', 'USD', '--amount', '1', '--customer-amount'],
    ['create', '--reference', 'R', '--currency', 'USD', '--amount', '1', '--single-use', '--multi-use'],
    ['create', '--reference', 'R', '--currency', 'USD', '--amount', '1', '--message', 'To whom?'],
    ['create', '--reference', 'R', '--currency', 'USD', '--amount', '1', '--sale'],
    ['share', 'R'],
    ['share', '--to', SARAH],
    ['list', '--status', 'payed'],
    ['list', '--kind', 'both'],
    ['list', '--sort', 'colour'],
    ['list', '--limit', 'x'],
    ['list', '--limit', '-1'],
    ['list', '--reference', 'R'],
    ['show'],
    ['show', 'a', 'b'],
    ['deactivate', 'R'],
    ['outbox', 'retry'],
    ['outbox', 'mend', '1'],
    ['outbox', 'retry', 'x'],
    ['outbox', 'discard', '7'],
    ['accounts', 'add'],
    ['accounts', 'remove', 'Shop'],
    ['accounts', 'add', 'Shop', '--environment', 'moon', '--terminal', '1234001'],
]


def arguments_of(changes):
    arguments = []
    for name, value in {**GOOD, **changes}.items():
        if value is True:
            arguments.append(name)
        elif value is not None:
            arguments += [name, value]
    return arguments


@suite.case('each field at its limit, before anything is opened or sent')
def _():
    with Shop('--currencies', 'USD,JPY,KWD') as shop:
        for changes, field in FIELDS:
            run = shop.run('create', *arguments_of(changes), '--json', status=2)
            assert run.error['code'] == 'invalid', run
            blamed = [error['parameter'] for error in run.error['fields']]
            assert len(blamed) == 1 and blamed[0].startswith(field), f'{changes}: {blamed}'
            assert run.error['fields'][0]['message'], run
        assert shop.stand.requests() == []
        assert not os.path.exists(shop.data)


@suite.case('several fields at once, each with its own words')
def _():
    with Shop(stand=False) as shop:
        run = shop.run('create', *arguments_of({'--reference': '', '--amount': '1.234', '--expires': 'x'}),
                       '--practice', '--json', where=[], status=2)
        assert {error['parameter'] for error in run.error['fields']} == {
            'merchantReference', 'order.charge.amount', 'expiresOn'}, run
        for option in '--reference', '--amount', '--expires':
            assert option in run.err, run


@suite.case('just inside the limits all goes through')
def _():
    with Shop() as shop:
        shop.run('create', '--reference', 'ü' * 48, '--amount', '0.01', '--currency', 'USD', '--order-id', 'x' * 24,
                 '--description', 'ß' * 1024, '--button', 'é' * 24, '--expires', '+0')


@suite.case('wrong usage is 2, in JSON as well')
def _():
    with Shop() as shop:
        for arguments in USAGE:
            run = shop.run(*arguments, '--json', status=2)
            assert run.error['message'] and run.err, run
        assert [request for request in shop.stand.requests() if request['method'] in ('PATCH',)] == []
        assert shop.stand.requests('createLink') == []


@suite.case('where: one of three, and whole')
def _():
    with Shop() as shop:
        for where in (['--practice', '--account', 'x'], ['--api-url', 'http://127.0.0.1:1/v1'],
                      ['--terminal', '1234001'], [*shop.where, '--practice']):
            assert shop.run('list', '--json', where=where, status=2).error['code'] == 'usage'
        assert shop.run('list', '--json', where=['--account', 'Nobody'], status=2).error['code'] == 'usage'
        shop.run('list', where=[], status=2)


@suite.case('the address is https, or http on this computer')
def _():
    with Shop(stand=False) as shop:
        for address in ('http://example.com/v1', 'ftp://127.0.0.1/v1', 'https://user:pw@example.com/v1', 'nonsense'):
            run = shop.run('list', '--json', status=2, where=[
                '--api-url', address, '--identity-url', 'http://127.0.0.1:1/authorize', '--terminal', '1234001'])
            assert [error['parameter'] for error in run.error['fields']] == ['apiUrl'], run


@suite.case('refused by Payroc is 3, with its words at the field')
def _():
    with Shop() as shop:
        shop.stand.fault('status', 'createLink', status=400, type='bad-request', detail='No such pizza',
                         errors=[{'parameter': 'merchantReference', 'detail': 'd', 'message': 'Not this one'}])
        run = shop.create('R', status=3)
        assert run.error['fields'] == [{'parameter': 'merchantReference', 'message': 'Not this one'}], run
        assert 'outboxId' in run.error
        row, = shop.outbox()
        assert row['state'] == 'refused' and row['error']['fields'], row
        run = shop.run('outbox', 'retry', str(row['id']), '--json', status=2)
        assert 'anew' in run.error['message'], run
        shop.run('outbox', 'discard', str(row['id']))
        assert shop.outbox() == []
        for problem, status, code in (('capabilities-missing', 400, 'capability-missing'),
                                      ('forbidden', 403, 'forbidden'),
                                      ('resource-already-exists', 409, 'conflict')):
            shop.stand.fault('status', 'createLink', status=status, type=problem, detail='No')
            assert shop.create(problem, status=3).error['code'] == code


@suite.case('a key that is missing or refused is 5, and nothing is lost')
def _():
    with Shop() as shop:
        assert shop.run('list', '--json', key='', status=5).error['code'] == 'key'
        assert shop.run('list', '--json', key=None, status=5).error['code'] == 'key'
        assert shop.run('list', '--json', key='wrong', status=5).error['code'] == 'key-refused'
        run = shop.create('Kept', key='wrong', status=5)
        assert shop.stand.counts()['links'] == 0
        row, = shop.outbox()
        assert row['id'] == run.error['outboxId'] and row['state'] == 'waiting', row
        shop.run('outbox', 'retry', str(row['id']))
        assert shop.stand.counts()['links'] == 1


@suite.case('closed standard streams are nobody else\'s')
def _():
    with Shop() as shop:
        def begin(*closed):
            process = subprocess.Popen([CLI, '--data-dir', shop.data, *shop.where, 'create', '--reference', 'R',
                                        '--amount', '5', '--currency', 'USD'],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       env=shop.environment, preexec_fn=lambda: [os.close(fd) for fd in closed])
            return shop.end(process)

        run = begin(0)
        assert run.status == 5 and 'API key' in run.err, run
        run = begin(1, 2)
        assert run.status == 0 and not run.out and not run.err, run
        assert shop.stand.counts()['links'] == 1
        assert shop.run('list', '--json').json['total'] == 1


@suite.case('a data folder that cannot be used is 6')
def _():
    with Shop() as shop:
        with open(shop.data, 'w') as file:
            file.write('not a folder')
        assert shop.run('list', '--json', status=6).error['message']
        os.unlink(shop.data)
        if os.geteuid() != 0:
            os.mkdir(shop.data)
            os.chmod(shop.data, stat.S_IRUSR | stat.S_IXUSR)
            shop.run('list', status=6)
            os.chmod(shop.data, stat.S_IRWXU)


@suite.case('a damaged database is set aside, not deleted, and told')
def _():
    with Shop() as shop:
        shop.create('R')
        for name in os.listdir(shop.data):
            if 'sqlite' in name:
                with open(os.path.join(shop.data, name), 'wb') as file:
                    file.write(b'garbage' * 1000)
        run = shop.run('list', '--json')
        assert 'set aside' in run.err and run.json['total'] == 1, run


@suite.case('an address that is not safe is never printed, and that there is one is said')
def _():
    with Shop() as shop:
        def spoil(operation, by='javascript:alert'):
            shop.stand.fault('replace', operation, text='http://127.0.0.1', by=by)
        spoil('createLink')
        run = shop.run('create', '--reference', 'Evil', '--amount', '1', '--currency', 'USD', status=3)
        assert 'javascript' not in run.out + run.err and 'not safe' in run.err, run
        spoil('retrieveLink')
        run = shop.run('show', 'Evil')
        assert 'javascript' not in run.out + run.err and 'Address' in run.out and 'not safe' in run.out, run
        assets = shop.run('show', 'Evil', '--json', '--no-refresh').json['link']['assets']
        assert assets['paymentUrl'].startswith('refused:javascript:'), assets
        assert 'paymentButton' not in assets, assets
        shop.run('show', 'Evil')
        spoil('editLink', 'http://192.0.2.1')
        run = shop.run('edit', 'Evil', '--amount', '2', '--yes')
        assert '192.0.2.1' not in run.out + run.err and 'not safe' in run.err, run
        spoil('createLink')
        run = shop.create('Evil too', status=3)
        assert 'not safe' in run.err and run.json['link']['assets']['paymentUrl'].startswith('refused:'), run


@suite.case('a link that Payroc made otherwise than asked is told, and sent to nobody')
def _():
    with Shop() as shop:
        shop.stand.fault('replace', 'createLink', text='54321', by='1')
        run = shop.run('create', '--reference', 'A', '--amount', '543.21', '--currency', 'USD',
                       '--share', 'Sarah Hopper <sarah@example.com>', status=3)
        assert '$0.01' in run.out and 'another link' in run.err and '$543.21' in run.err, run
        shop.run('refresh')
        equal(shop.stand.control('GET', 'mails')['mails'], [])


@suite.case('a row that cannot be read is counted, the others are shown')
def _():
    with Shop() as shop:
        shop.stand.create(merchantReference='Good')
        shop.stand.create(merchantReference='Spoilt')
        shop.stand.fault('replace', 'listLinks', text='Spoilt', by='\\u0000')
        run = shop.run('list')
        assert 'Good' in run.out and '1 of Payroc’s links cannot be read' in run.err, run
        run = shop.run('list', '--json')
        equal((run.json['total'], run.err), (2, ''))


@suite.case('a payment and a mail that cannot be read hide no others, and no sum is told')
def _():
    with Shop() as shop:
        link = shop.create('Many', '--multi-use', '--share', SARAH).json['link']
        paid = [shop.stand.pay(link)['paymentId'] for _ in range(2)]
        shop.stand.fault('replace', 'listPayments', text=paid[0], by='\\u0000')
        shop.stand.fault('replace', 'listSharingEvents', text='sharingEventId', by='noId')
        said = shop.run('show', 'Many').out
        for part in ('1 payment could not be read.', 'Came in: not known', '1 mail could not be read'):
            assert part in said, said
        assert 'Not sent to anybody' not in said and '$' not in said.split('Came in')[1], said
        # Also for whoever looks at what is stored; until it can be read.
        known = shop.run('payments', 'Many', '--json', '--no-refresh').json
        equal(([one['paymentId'] for one in known['payments']], known['totals'], known['unreadablePayments']),
              ([paid[1]], None, 1))
        known = shop.run('payments', 'Many', '--json').json
        equal((len(known['payments']), known['unreadablePayments']), (2, 0))
        equal(known['totals'], [{'currency': 'USD', 'amount': 2 * 4999}])


@suite.case('a terminal that Payroc does not know is named')
def _():
    with Shop() as shop:
        where = [*shop.where[:-1], '9999999']
        run = shop.run('list', '--json', where=where, status=3)
        field, = run.error['fields']
        equal((run.error['code'], field['parameter']), ('not-found', 'processingTerminalId'))
        assert '--terminal: 9999999' in run.err, run
        run = shop.create('A', where=where, status=3)
        assert '--terminal: 9999999' in run.err, run
        # With a link asked for it may as well be the link.
        run = shop.run('show', 'ZZZZZZZZZZ', status=3)
        assert '--terminal' not in run.err, run


@suite.case('plain http to another computer is refused in words that help')
def _():
    with Shop(stand=False) as shop:
        for api, identity, words in (('http://example.com/v1', 'https://example.com/a', '--api-url must begin with'),
                                     ('https://example.com/v1', 'http://example.com', '--identity-url must begin'),
                                     ('example.com', 'https://example.com/a', '--api-url is no whole address')):
            run = shop.run('list', where=['--api-url', api, '--identity-url', identity, '--terminal', '1234001'],
                           status=2)
            assert words in run.err, run


@suite.case('each refusal says what to write instead, and Payroc\'s own words stand behind the option')
def _():
    with Shop('--currencies', 'USD,JPY') as shop:
        shop.run('create', '--reference', 'Jar', '--customer-amount', '--currency', 'USD', '--multi-use')
        for arguments, status, words in (
                (['create', '--currency', 'EUR'], 3, '--currency: The terminal does not take EUR'),
                (['create', '--expires', 'tomorrow'], 2, '--expires is no day; write 2026-12-31'),
                (['create', '--amount', '1,5'], 2, '--amount is no amount; write 49.99'),
                (['create', '--hold', '--methods', 'card,bank'], 2, '--methods cannot have bank transfers together'),
                (['create', '--share', 'sarah'], 2, 'has no e-mail address; write "NAME <ADDRESS>"'),
                (['edit', 'Jar', '--amount', '5', '--yes'], 2, '--amount cannot be set: who enters the amount')):
            given = {} if arguments[0] == 'edit' else {name: value for name, value in GOOD.items()
                                                      if name not in arguments}
            run = shop.run(*arguments, *[word for pair in given.items() for word in pair], status=status)
            assert words in run.err and 'listed in errors' not in run.err, run
        row, = shop.outbox()
        assert row['error']['message'].endswith('(Payroc says: The terminal does not take EUR)'), row


@suite.case('list takes the words that it shows as well as those of the API')
def _():
    with Shop() as shop:
        for reference in 'Open', 'Paid', 'Off':
            link = shop.create(reference).json['link']
            if reference == 'Paid':
                shop.stand.pay(link)
        shop.run('deactivate', 'Off', '--yes')
        shop.run('refresh', '--full')
        for words, wanted in ((('open', 'active'), 'Open'), (('paid', 'completed'), 'Paid'),
                              (('switched off', 'switched-off', 'deactivated'), 'Off')):
            for word in words:
                links = shop.run('list', '--status', word, '--json', '--no-refresh').json['links']
                equal((word, [link['merchantReference'] for link in links]), (word, [wanted]))
        for words in ('partly-paid', 'partly paid', 'held', 'pending', 'declined', 'unclear', 'refunded',
                      'partly-refunded', 'partly refunded', 'returned', 'reversed'):
            equal(shop.run('list', '--status', words, '--json', '--no-refresh').json['links'], [])
        run = shop.run('list', '--status', 'opened', status=2)
        assert 'open (active)' in run.err and 'opened' in run.err, run


suite.run()
