#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network, a server and a user that misbehave: nothing twice, nothing lost, and the right exit status."""

import concurrent.futures
import os
import random
import signal
import time

from shop import KEY, SARAH, Shop, interrupt, listens_to_interrupts, wait
from tap import Suite

suite = Suite('cli-faults')

HOSTILE = [
    ('html', {}),
    ('empty', {}),
    ('truncated', {}),
    ('huge', {'bytes': 50_000_000}),
    ('nested', {'depth': 100_000}),
    ('wrongTypes', {}),
    ('redirect', {'location': 'https://example.com/'}),
]


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'


def counts(shop):
    counted = shop.stand.counts()
    return counted['links'], counted['sharingEvents']


@suite.case('a lost reply makes one link and one mail')
def _():
    with Shop() as shop:
        shop.stand.fault('cutAfter', 'createLink')
        shop.stand.fault('cutAfter', 'shareLink')
        shop.stand.fault('cutBefore', 'createLink')
        shop.create('Once', '--share', SARAH)
        equal(counts(shop), (1, 1))
        keys = {value for request in shop.stand.requests('createLink')
                for name, value in request['headers'].items() if name.lower() == 'idempotency-key'}
        equal(len(keys), 1)


@suite.case('no server: kept, told where, and the very same command goes on with it')
def _():
    with Shop() as shop:
        where = shop.where
        shop.stand.kill()
        run = shop.create('Offline', '--share', SARAH, where=where, status=4)
        equal(run.error['code'], 'unreachable')
        number = run.error['outboxId']
        assert str(number) in run.err and run.json['outbox'][0]['state'] in ('waiting', 'unsure'), run
        # Again, still without a server; and another one of that reference is pointed out.
        run = shop.create('Offline', '--share', SARAH, where=where, status=4)
        equal(run.error['outboxId'], number)
        run = shop.run('create', '--reference', 'Offline', '--amount', '1', '--currency', 'USD', where=where, status=2)
        assert str(number) in run.err, run
        shop.stand = shop.start()
        equal(shop.where, where)
        run = shop.create('Offline', '--share', SARAH)
        equal(counts(shop), (1, 1))
        equal((run.json['link']['merchantReference'], len(run.json['sharingEvents'])), ('Offline', 1))
        equal(shop.outbox(), [])


@suite.case('--offline-ok: the work waits and the status is 0; refresh finishes it')
def _():
    with Shop() as shop:
        shop.run('list')
        where = shop.where
        shop.stand.kill()
        document = shop.create('Later', '--offline-ok', where=where).json
        assert 'error' not in document and document['outbox'][0]['state'] in ('waiting', 'unsure'), document
        equal(shop.run('list', '--json', '--offline-ok', where=where).json['total'], 0)
        shop.run('list', where=where, status=4)
        shop.stand = shop.start()
        document = shop.run('refresh', '--json').json
        equal(document['outbox'], [])
        equal(counts(shop), (1, 0))


@suite.case('hostile replies are 4 with a clear word, and the next command finds the one link')
def _():
    def one(fault):
        kind, details = fault
        with Shop() as shop:
            shop.stand.fault(kind, 'createLink', times=20, **details)
            run = shop.create('Hostile', status=4)
            assert run.error['code'] in ('bad-reply', 'unreachable', 'busy'), run
            assert len(run.error['message']) > 10 and '<' not in run.error['message'], run
            shop.stand.control('DELETE', 'faults')
            shop.run('outbox', 'retry', str(run.error['outboxId']))
            equal(counts(shop)[0], 1)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(one, fault) for fault in HOSTILE]:
            future.result()


@suite.case('hostile lists are 4 and leave what was stored')
def _():
    def one(fault):
        kind, details = fault
        with Shop() as shop:
            shop.create('Stored')
            shop.run('list')
            shop.stand.fault(kind, 'listLinks', times=20, **details)
            assert shop.run('list', '--json', status=4).error['code'] in ('bad-reply', 'unreachable')
            equal(shop.run('list', '--json', '--no-refresh').json['total'], 1)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(one, fault) for fault in HOSTILE]:
            future.result()


@suite.case('a busy server is tried again, and one that stays busy is 4')
def _():
    with Shop() as shop:
        shop.stand.fault('status', 'createLink', status=429, retryAfter=1)
        shop.create('Busy')
        shop.stand.fault('status', 'createLink', status=503, times=20)
        equal(shop.create('Down', status=4).error['code'], 'busy')
        equal(counts(shop)[0], 1)


@suite.case('a token that expires in the middle is renewed')
def _():
    with Shop() as shop:
        shop.stand.fault('tokenExpired', 'createLink')
        shop.create('Token')
        equal(counts(shop)[0], 1)


@suite.case('Ctrl+C is 130, and the intent is kept')
def _():
    with Shop() as shop:
        shop.hold('createLink')
        process = shop.begin('create', '--reference', 'Stopped', '--amount', '1', '--currency', 'USD', '--json')
        process.stdin.write(KEY.encode() + b'\n')
        process.stdin.flush()
        shop.wait_for_requests('createLink')
        interrupt(process)
        # It does not wait for what is held.
        run = shop.end(process, key=None)
        equal(run.status, 130)
        equal(run.error['code'], 'stopped')
        assert 'outbox row' not in run.err, run.err
        row, = shop.outbox()
        equal(row['id'], run.error['outboxId'])
        shop.release()
        shop.run('refresh')
        equal(counts(shop)[0], 1)
        equal(shop.outbox(), [])


@suite.case('a link that was used before its reply came is made, and mailed to nobody')
def _():
    with Shop() as shop:
        shop.stand.fault('replace', 'createLink', text='"active"', by='"completed"')
        run = shop.create('Used', '--share', SARAH, status=3)
        equal(run.error['code'], 'link-over')
        equal(counts(shop), (1, 0))


@suite.case('completed, and no payment listed, is said in one sentence')
def _():
    with Shop() as shop:
        link = shop.create('Odd').json['link']['paymentLinkId']
        assert 'Nothing was paid yet.' in shop.run('show', link).out
        shop.stand.fault('replace', 'retrieveLink', text='"active"', by='"completed"')
        out = shop.run('show', link).out
        assert 'lists no payment of it yet' in out and 'Nothing was paid' not in out, out


@suite.case('Ctrl+C while the key is awaited is 130 as well')
def _():
    with Shop() as shop:
        process = shop.begin('list', '--json')
        wait(lambda: listens_to_interrupts(process), 'the program to begin')
        interrupt(process)
        equal(process.wait(60), 130)
        for pipe in process.stdin, process.stdout, process.stderr:
            pipe.close()


@suite.case('killed at any moment in a create and share: the next command finishes it, once')
def _():
    generator = random.Random(4711)
    with Shop() as shop:
        shop.run('list')
        shop.stand.fault('random', '*', probability=0.15, kinds=['cutAfter', 'cutBefore'], times=1000)
        for number in range(12):
            process = shop.begin('create', '--reference', f'Kill {number}', '--amount', '1', '--currency', 'USD',
                                 '--share', SARAH)
            process.stdin.write(KEY.encode() + b'\n')
            process.stdin.flush()
            time.sleep(generator.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        shop.stand.control('DELETE', 'faults')
        while rows := shop.outbox():
            assert all(row['state'] in ('waiting', 'unsure', 'sending') for row in rows), rows
            for row in rows:
                shop.run('outbox', 'retry', str(row['id']))
        state = shop.stand.control('GET', 'state')
        references = [link['merchantReference'] for link in state['links']]
        equal(len(references), len(set(references)))
        links, shares = counts(shop)
        equal(links, shares)
        print(f'# {links} of 12 were committed before they were killed')


@suite.case('two at once share a data folder without doing anything twice')
def _():
    with Shop() as shop:
        shop.stand.fault('random', '*', probability=0.1, kinds=['cutAfter', 'cutBefore'], times=1000)
        processes = [shop.begin('create', '--reference', f'Pair {number}', '--amount', '1', '--currency', 'USD',
                                '--share', SARAH, '--offline-ok') for number in range(8)]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for run in pool.map(shop.end, processes):
                equal(run.status, 0)
        shop.stand.control('DELETE', 'faults')
        for row in shop.outbox():
            shop.run('outbox', 'retry', str(row['id']))
        equal(counts(shop), (8, 8))


@suite.case('what somebody else is sending is left to them')
def _():
    with Shop() as shop:
        shop.stand.fault('delay', 'createLink', ms=1500)
        slow = shop.begin('create', '--reference', 'Slow', '--amount', '1', '--currency', 'USD')
        slow.stdin.write(KEY.encode() + b'\n')
        slow.stdin.flush()
        shop.wait_for_requests('createLink')
        shop.create('Quick')
        equal(shop.end(slow, key=None).status, 0)
        equal(counts(shop)[0], 2)


suite.run()
