#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables in and out: what a script gives and gets, whatever happens in between, and each link once."""

import csv
import datetime
import io
import json
import os
import signal
import sys
import time

from shop import Shop
from tables import Table, equal, path, references, states
from tap import Suite

suite = Suite('cli-import')
SLOW = '-m' in sys.argv or os.environ.get('PAYLINKS_SLOW') == '1'
MANY = 10000 if SLOW else 1000


def many(count, mails=False):
    head = 'reference,amount,currency' + (',name,email' if mails else '')
    return '\n'.join([head, *(f'INV-{i:05},{i + 1}.50,USD' + (f',Sarah Hopper,sarah{i}@example.com' if mails else '')
                              for i in range(count))]) + '\n'


@suite.case('rows become links, and the same table again creates nothing')
def _():
    with Shop() as shop:
        table = Table(shop, 'Invoice no.;Amount;Who;E-mail\r\nA1;10,50;Sarah Hopper;sarah@example.com\r\n'
                            '\r\nA2;1.234,00;Bob;\r\n')
        run = shop.run('import', table.path, '--decimal', ',', '--json', '--share')
        equal(states(run), [(2, 'created'), (4, 'created')])
        equal([row.get('mail') for row in run.json['rows']], ['sent', None])
        equal((run.json['created'], run.json['refused'], run.json['skipped']), (2, 0, 0))
        links = {link['merchantReference']: link for link in shop.run('list', '--json').json['links']}
        equal({name: link['order']['charge']['amount'] for name, link in links.items()}, {'A1': 1050, 'A2': 123400})
        equal(links['A1']['paymentLinkId'], run.json['rows'][0]['paymentLinkId'])

        again = shop.run('import', '--share', table.path, '--decimal', ',', '--json')
        equal(states(again), [(2, 'skipped'), (4, 'skipped')])
        equal(again.json['skipped'], 2)
        equal(shop.stand.counts()['links'], 2)
        equal(len(shop.stand.control('GET', 'mails')['mails']), 1)


@suite.case('moved, extended and mended: only what is new is created')
def _():
    with Shop() as shop:
        shop.run('import', Table(shop, 'reference,amount\nA1,1\nA2,2\n').path)
        table = Table(shop, 'name,amount,reference\nx,2,A2\ny,3,A3\nz,9,A1\n', 'b.csv')
        # Another amount than before is told, and the merchant decides.
        run = shop.run('import', table.path, '--json', status=2)
        equal(states(run), [(2, 'skipped'), (3, 'new'), (4, 'problem')])
        run = shop.run('import', table.path, '--leave-out', '4', '--json')
        equal(states(run), [(2, 'skipped'), (3, 'created'), (4, 'skipped')])
        equal(references(shop), ['A1', 'A2', 'A3'])


@suite.case('while a row has a problem nothing is sent, and each is told')
def _():
    cases = {
        'reference,amount\nA1,1\nA1,2\n': [(2, 'problem'), (3, 'problem')],
        'reference,amount\nA1,1.50\nA2,2\n': [(2, 'problem'), (3, 'new')],
        'reference,amount\n,1\nA2,2\n': [(2, 'problem'), (3, 'new')],
        'reference,amount\nA1,=1+2\n': [(2, 'problem')],
        'reference,amount,currency\nA1,1,JPX\n': [(2, 'problem')],
        'reference,amount\nA1,1,5\nA2,2\n': [(2, 'problem'), (3, 'new')],
        f'reference,amount\n{"x" * 49},1\n': [(2, 'problem')],
        'reference,amount,expires\nA1,1,2020-01-01\n': [(2, 'problem')],
    }
    with Shop() as shop:
        for content, wanted in cases.items():
            run = shop.run('import', Table(shop, content).path, '--json', status=2)
            equal(states(run), wanted)
            assert run.json['error']['message'], run
            for row in run.json['rows']:
                equal('error' in row, row['state'] == 'problem')
        equal(shop.stand.counts()['links'], 0)
        equal(len(shop.stand.requests('createLink')), 0)


@suite.case('1,5 and 1.5: asked, never guessed')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference;amount\nA1;1,500\n')
        run = shop.run('import', table.path, status=2)
        assert '--decimal' in run.out, run
        shop.run('import', table.path, '--decimal', ';', status=2)
        # A comma for decimals: three of them are too many for dollars, and nothing is rounded.
        run = shop.run('import', table.path, '--decimal', ',', '--dry-run', status=2)
        assert 'decimals' in run.out, run
        run = shop.run('import', table.path, '--decimal', '.', '--dry-run')
        assert '1,500.00' in run.out or '1500.00' in run.out, run
        equal(shop.stand.counts()['links'], 0)


@suite.case('files that are none: each is told, with the row')
def _():
    cases = {
        b'': 'nothing',
        b'reference,amount\n': None,
        b'PK\x03\x04rubbish': 'spreadsheet',
        b'reference,amount\nA1,\x001\n': 'Row 2',
        b'reference,amount\nA1,"1\nA2,2\n': 'Row 2',
        b'reference,amount\nA1,"1"x\n': 'Row 2',
        b'name,amount\nA1,1\n': '--map',
        b'reference,reference,amount\nA1,B1,1\n': '--map',
        b'reference,amount' + b',' * 9998 + b'\nA1,1\n': None,
        b'reference,amount' + b',' * 9999 + b'\nA1,1\n': 'columns',
        b'reference,amount\nA1,' + b'1' * 140000 + b'\n': 'too long',
        b'reference,amount\n' + b'0123456789' * (5 << 20) + b'\n': '50 MB',
    }
    with Shop() as shop:
        for content, words in cases.items():
            began = time.monotonic()
            run = shop.run('import', Table(shop, content).path, '--dry-run', status=0 if words is None else 2)
            assert words is None or words in run.err, (content[:40], run)
            assert time.monotonic() - began < 20, content[:40]
        run = shop.run('import', path(shop, 'not-there.csv'), '--json', status=2)
        equal(run.error['code'], 'usage')
        shop.run('import', shop.folder, status=2)


@suite.case('encodings, marks and line breaks')
def _():
    with Shop() as shop:
        content = 'reference,amount,description\r\nÄ1,1,"two\r\nlines, ""quoted"""\r\n'
        for i, encoding in enumerate(['utf-8', 'utf-8-sig', 'cp1252', 'utf-16']):
            table = Table(shop, content.replace('1,1', f'{i},1'), f'{i}.csv', encoding)
            equal(shop.run('import', table.path, '--json').json['created'], 1)
        links = shop.run('list', '--json').json['links']
        equal(sorted(link['merchantReference'] for link in links), ['Ä0', 'Ä1', 'Ä2', 'Ä3'])
        equal({link['order']['description'] for link in links}, {'two lines, "quoted"'})


@suite.case('--map takes a column for another field, or for none')
def _():
    with Shop() as shop:
        table = Table(shop, 'Key,Amount,To pay\nA1,1,2\n')
        run = shop.run('import', table.path, '--map', 'Key=reference', '--map', 'to pay=amount', '--json')
        equal(run.json['created'], 1)
        equal(shop.run('list', '--json').json['links'][0]['order']['charge']['amount'], 200)
        for wrong in 'Key', 'Key=nonsense', 'Nothing=reference':
            shop.run('import', table.path, '--map', wrong, status=2)


@suite.case('the result keeps everything and adds what became of it')
def _():
    with Shop() as shop:
        table = Table(shop, 'Name;own words;reference;amount;email\r\n'
                            'Sarah;=1+2;A1;1,50;sarah@example.com\r\n\r\n"Bob; Jr.";"a ""b""";A2;2,00;\r\n')
        out = path(shop, 'out.csv')
        shop.run('import', table.path, '--decimal', ',', '--share', '--result', out)
        with open(out, 'rb') as file:
            text = file.read().decode()
        equal(text.split('\r\n')[0],
              'Name;own words;reference;amount;email;paymentLinkId;paymentUrl;status;sharedAt;error')
        rows = list(csv.reader(io.StringIO(text, newline=''), delimiter=';'))
        equal(rows[1][:5], ['Sarah', "'=1+2", 'A1', '1,50', 'sarah@example.com'])
        equal(rows[2], [])
        equal(rows[3][:5], ['Bob; Jr.', 'a "b"', 'A2', '2,00', ''])
        link, = [link for link in shop.run('list', '--json').json['links'] if link['merchantReference'] == 'A1']
        equal(rows[1][5:8], [link['paymentLinkId'], link['assets']['paymentUrl'], 'active'])
        assert rows[1][8].endswith('Z') and rows[1][9] == '', rows[1]
        equal(rows[3][8:], ['', ''])

        # The result is a table too: of the same rows, and its own columns are written over.
        again = path(shop, 'again.csv')
        run = shop.run('import', out, '--decimal', ',', '--share', '--result', again, '--json')
        equal(run.json['skipped'], 2)
        with open(again, 'rb') as file:
            equal(file.read().decode(), text)
        shop.run('import', out, '--decimal', ',', '--result', out, status=2)


@suite.case('a row that Payroc refused is sent again when the table comes again')
def _():
    with Shop() as shop:
        shop.stand.fault('status', 'createLink', status=400, type='bad-request', detail='No',
                         errors=[{'parameter': 'order.description', 'detail': 'x', 'message': 'Bad'}])
        table = Table(shop, 'reference,amount\nA1,1\n')
        out = path(shop, 'out.csv')
        run = shop.run('import', table.path, '--json', '--result', out, status=3)
        equal(states(run), [(2, 'refused')])
        with open(out, encoding='utf-8') as file:
            equal(list(csv.reader(file))[1][4], 'refused')
        run = shop.run('import', Table(shop, 'reference,amount,description\nA1,1,better\n').path, '--json')
        equal(states(run), [(2, 'created')])
        equal(shop.stand.counts()['links'], 1)


@suite.case('a link that Payroc made for another amount is not called created')
def _():
    with Shop() as shop:
        shop.stand.fault('replace', 'createLink', text='1050', by='1', times=2)
        table = Table(shop, 'reference,amount\nA1,10.50\nA2,2\n')
        run = shop.run('import', table.path, '--decimal', '.', '--json', status=3)
        equal(sorted(states(run)), [(2, 'different'), (3, 'created')])
        equal(run.json['rows'][0]['error']['code'], 'made-differently')
        equal([run.json['created'], run.json['different'], run.json['refused']], [1, 1, 0])


@suite.case('without Payroc the rows wait, and the same table goes on')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount\nA1,1\nA2,2\n')
        shop.stand.fault('cutAfter', 'createLink', times=1000)
        run = shop.run('import', table.path, '--json', status=4)
        equal([state for _, state in states(run)], ['waiting', 'waiting'])
        shop.stand.control('DELETE', 'faults')
        run = shop.run('import', table.path, '--json', status=None)
        deadline = time.monotonic() + 60
        while run.status == 4 and time.monotonic() < deadline:
            time.sleep(1)
            shop.run('refresh', status=None)
            run = shop.run('import', table.path, '--json', status=None)
        equal(run.status, 0)
        equal(shop.stand.counts()['links'], 2)


@suite.case('many rows, failures, kill -9 and the table twice: each row once')
def _():
    with Shop() as shop:
        table = Table(shop, many(MANY, mails=True))
        shop.stand.fault('random', probability=0.05, times=1000000, kinds=['cutBefore', 'cutAfter', 'empty', 'html'])
        for part in 0.1, 0.3, 0.6:
            process = shop.begin('import', table.path, '--share', '--decimal', '.')
            process.stdin.write(b'the-very-secret-key-4711\n')
            process.stdin.flush()
            deadline = time.monotonic() + 120
            while shop.stand.counts()['links'] < MANY * part and process.poll() is None:
                assert time.monotonic() < deadline, 'it does not get on'
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        both = [shop.begin('import', table.path, '--share', '--decimal', '.') for _ in range(2)]
        for process in both:
            shop.end(process, timeout=400)
        # A list of ten thousand links in a hundred pages would fail for ever at one page in twenty.
        shop.stand.control('DELETE', 'faults')
        run = shop.run('import', table.path, '--share', '--decimal', '.', '--json', status=None)
        for _ in range(40):
            if run.status == 0:
                break
            time.sleep(1)
            shop.run('refresh', status=None)
            run = shop.run('import', table.path, '--share', '--decimal', '.', '--json', status=None)
        equal(run.status, 0)
        equal(references(shop), [f'INV-{i:05}' for i in range(MANY)])
        equal(shop.stand.counts()['links'], MANY)
        equal(shop.stand.counts()['sharingEvents'], MANY)


@suite.case('what is no file is refused at once, before anything is created')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount\nA1,1\n')
        pipe = path(shop, 'pipe')
        os.mkfifo(pipe)
        for words in (['import', pipe, '--dry-run'], ['import', table.path, '--result', pipe],
                      ['import', table.path, '--result', '/dev/full'], ['import', shop.folder], ['export', pipe]):
            run = shop.run(*words, status=2)
            assert 'not a file' in run.err, run
        equal(shop.stand.counts()['links'], 0)


@suite.case('the table is never written over by another of its names')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount\nA1,1\n')
        before = table.rows
        os.symlink(table.path, path(shop, 'symbolic.csv'))
        os.link(table.path, path(shop, 'hard.csv'))
        for name in ('symbolic.csv', 'hard.csv'):
            run = shop.run('import', table.path, '--result', path(shop, name), status=2)
            assert 'another file' in run.err, run
        equal(table.rows, before)
        equal(shop.stand.counts()['links'], 0)


@suite.case('nothing is written over what Paylinks keeps itself')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount\nA1,1\n')
        shop.run('import', table.path)
        own = next(os.path.join(folder, 'paylinks.sqlite') for folder, _folders, names in os.walk(shop.folder)
                   if 'paylinks.sqlite' in names)
        os.symlink(own, path(shop, 'links.csv.json'))
        for name in (own, own + '-wal', path(shop, 'links.csv.json')):
            run = shop.run('export', name, status=2)
            assert 'own data' in run.err, run
        run = shop.run('import', table.path, '--result', own, status=2)
        assert 'own data' in run.err, run
        equal(references(shop), ['A1'])


@suite.case('two references that no eye can tell apart are one')
def _():
    with Shop() as shop:
        run = shop.run('import', Table(shop, 'reference,amount\nINV9,1\nINV\u200b9,2\n').path, '--dry-run', status=2)
        assert 'Row 3: row 2 has the same reference' in run.out, run
        run = shop.run('import', Table(shop, 'reference,amount\n\u00c41,1\nA\u03081,2\n').path, '--dry-run', status=2)
        assert 'Row 3: row 2 has the same reference' in run.out, run
        run = shop.run('import', Table(shop, 'reference,amount\nA 1,1\nA  1,2\n').path, '--dry-run', status=2)
        assert 'Row 3: row 2 has a reference that looks the same' in run.out, run
        shop.run('import', Table(shop, 'reference,amount\nA\u03081,1\n').path)
        equal(references(shop), ['\u00c41'])
        run = shop.run('import', Table(shop, 'reference,amount\n\u00c41,1\n').path, '--json')
        equal(states(run), [(2, 'skipped')])


@suite.case('each mail has its own words: those of its row, or those that all get')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount,name,email,message\n'
                            'M1,5,Sarah Hopper,sarah@example.com,\n'
                            'M2,6,Bob Byrne,bob@example.com,"For {name}: {reference}"\n')
        shop.run('import', table.path, '--share', '--message', 'Dear {name}, please pay {amount}.{link}')
        said = sorted(mail['message'] for mail in shop.stand.control('GET', 'mails')['mails'])
        equal(said, ['Dear Sarah Hopper, please pay $5.00.', 'For Bob Byrne: M2'])


@suite.case('a word of a row’s own message that nothing stands for is told before anything is sent')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference,amount,email,message\nM1,5,sarah@example.com,Please pay {amout}\n')
        run = shop.run('import', table.path, '--share', '--json', status=2)
        assert 'nothing stands for {amout}' in run.json['rows'][0]['error']['message'], run
        equal(run.json['rows'][0]['error']['fields'][0]['parameter'], 'message')
        equal(references(shop), [])
        # Where nobody is written to nobody reads it.
        shop.run('import', table.path)
        equal(references(shop), ['M1'])


@suite.case('another address, and a link that has ended, are told when a table is imported again')
def _():
    with Shop() as shop:
        def table(address):
            return Table(shop, f'reference,amount,email\nM1,5,{address}\nM2,6,bob@example.com\n').path

        def sent():
            return sorted(mail['to']['email'] for mail in shop.stand.control('GET', 'mails')['mails'])

        shop.run('import', table('sarah@example.com'), '--share')
        run = shop.run('import', table('sara@example.com'), '--share', '--json', status=2)
        equal(run.json['rows'][0]['error']['fields'][0]['parameter'], 'email')
        assert 'sarah@example.com' in run.json['rows'][0]['error']['message'], run
        equal(states(run)[1], (3, 'skipped'))
        equal(sent(), ['bob@example.com', 'sarah@example.com'])
        shop.run('import', table('sara@example.com'), '--share', '--again', '9', status=2)
        run = shop.run('import', table('sara@example.com'), '--share', '--again', '2', '--json')
        equal(run.json['rows'][0]['mail'], 'sent')
        equal(sent(), ['bob@example.com', 'sara@example.com', 'sarah@example.com'])
        shop.run('import', table('sara@example.com'), '--share', '--again', 'all')
        equal(len(sent()), 3)

        shop.run('deactivate', 'M1', '--yes')
        run = shop.run('import', table('sara@example.com'), '--share', '--json')
        equal([row.get('ended') for row in run.json['rows']], ['deactivated', None])
        run = shop.run('import', table('sara@example.com'), '--share')
        assert 'Row 2: its link was switched off since' in run.out, run
        equal(references(shop), ['M1', 'M2'])
        run = shop.run('import', table('sara@example.com'), '--share', '--again', 'all', '--json')
        equal(states(run), [(2, 'created'), (3, 'skipped')])
        equal(sorted(references(shop)), ['M1', 'M1', 'M2'])
        equal(len(sent()), 4)


@suite.case('how an amount is to be written is said as the table is read')
def _():
    with Shop() as shop:
        table = Table(shop, 'reference;amount;currency\nL1;12x5;USD\n')
        for sign, example in ((',', '1.234,50'), ('.', '1,234.50')):
            run = shop.run('import', table.path, '--decimal', sign, '--dry-run', status=2)
            assert f'write it like {example}' in run.out and 'with a point' not in run.out, run


@suite.case('export: links that are filtered, defused, and can be imported elsewhere')
def _():
    with Shop() as shop, Shop() as other:
        shop.create('=1+2', '--description', '@SUM(A1), "x"')
        shop.run('create', '--reference', 'Jar', '--customer-amount', '--currency', 'USD', '--multi-use')
        out = Table(shop, '', 'out.csv')
        run = shop.run('export', out.path, '--json')
        equal(run.json['exported'], 2)
        head, *rows = out.rows
        links = {row[1]: dict(zip(head, row)) for row in rows}
        equal(set(links), {"'=1+2", 'Jar'})
        equal(links["'=1+2"]['description'], "'@SUM(A1), \"x\"")
        equal((links["'=1+2"]['amount'], links["'=1+2"]['currency']), ('49.99', 'USD'))
        equal((links['Jar']['amount'], links['Jar']['customer-amount'], links['Jar']['kind']), ('', 'yes', 'multi'))
        equal(other.run('import', out.path, '--decimal', '.', '--json').json['created'], 2)
        equal(references(other), ['=1+2', 'Jar'])

        shop.run('export', out.path, '--kind', 'multi')
        equal([row[1] for row in out.rows[1:]], ['Jar'])
        document = path(shop, 'out.json')
        shop.run('export', document, '--limit', '1')
        with open(document, encoding='utf-8') as file:
            document = json.load(file)
        equal((len(document['links']), document['total']), (1, 1))
        assert document['links'][0]['assets']['paymentUrl'], document
        shop.run('export', path(shop, 'no/such/folder/out.csv'), status=6)
        equal(os.path.exists(path(shop, 'no')), False)


@suite.case('export: who was sent a link, in a cell and by its parts')
def _():
    with Shop() as shop, Shop() as other:
        shop.create('A1', '--share', 'Sarah Hopper <sarah@example.com>', '--share', 'bob@example.com')
        shop.run('share', 'A1', '--to', 'Sarah Hopper <SARAH@example.com>')
        shop.create('A2')
        out = Table(shop, '', 'out.csv')
        shop.run('export', out.path, '--sort', 'reference')
        head, first, second = out.rows
        first, second = dict(zip(head, first)), dict(zip(head, second))
        equal(sorted(first['sentTo'].split('; ')), ['Sarah Hopper <SARAH@example.com>', 'bob@example.com'])
        equal([second[name] for name in ('sentTo', 'lastPaid', 'refunded')], ['', '', ''])
        # An import writes to nobody because of it.
        equal(other.run('import', out.path, '--decimal', '.', '--share', '--json').json['created'], 2)
        equal(other.stand.control('GET', 'mails')['mails'], [])

        document = path(shop, 'out.json')
        shop.run('export', document, '--sort', 'reference')
        with open(document, encoding='utf-8') as file:
            links = json.load(file)['links']
        equal([link['merchantReference'] for link in links], ['A1', 'A2'])
        equal(sorted(holder['email'] for holder in links[0]['paylinks']['sentTo']),
              ['SARAH@example.com', 'bob@example.com'])
        equal(links[1]['paylinks'], {'status': 'active', 'sentTo': []})


@suite.case('export: what was paid on a link')
def _():
    with Shop() as shop:
        link = shop.create('A1').json['link']
        shop.stand.control('POST', 'pay', {'paymentLinkId': link['paymentLinkId'], 'method': 'card',
                                           'payer': '=Sarah'})
        out = Table(shop, '', 'out.csv')
        equal(shop.run('export', out.path, '--payments', 'A1', '--json').json['exported'], 1)
        head, row = out.rows
        payment = dict(zip(head, row))
        equal((payment['state'], payment['amount'], payment['currency'], payment['income'], payment['method']),
              ('paid', '49.99', 'USD', '49.99', 'card'))
        for refund, state, income, status, n_paid in ((999, 'partlyRefunded', '40.00', 'partlyRefunded', '1'),
                                                      (4000, 'fullyRefunded', '0.00', 'fullyRefunded', '0')):
            shop.stand.control('POST', 'refund', {'paymentId': payment['paymentId'], 'amount': refund})
            shop.run('payments', 'A1')
            given_back = Table(shop, '', 'given-back.csv')
            shop.run('export', given_back.path, '--payments', 'A1')
            row = dict(zip(*given_back.rows))
            equal((row['state'], row['amount'], row['income']), (state, '49.99', income))
            shop.run('export', given_back.path)
            row = dict(zip(*given_back.rows))
            equal((row['status'], row['timesPaid']), (status, n_paid))
            moment = datetime.datetime.fromisoformat(payment['date'].replace('Z', '+00:00'))
            equal(row['lastPaid'], moment.astimezone().date().isoformat())
            equal(row['refunded'], {'40.00': '9.99', '0.00': '49.99'}[income])
        document = path(shop, 'out.json')
        shop.run('export', document, '--payments', link['paymentLinkId'])
        with open(document, encoding='utf-8') as file:
            equal(len(json.load(file)['payments']), 1)


suite.run()
