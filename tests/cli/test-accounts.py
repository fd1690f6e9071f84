#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts with a real keyring (libsecret's file backend), and where the key never goes."""

import os

from shop import KEY, SARAH, Shop
from tap import Suite

suite = Suite('cli-accounts')


def equal(got, wanted):
    assert got == wanted, f'{got!r} is not {wanted!r}'


def add(shop, name='Shop', **options):
    return shop.run('accounts', 'add', name, '--json', **options)


@suite.case('an account is connected, used without its key being given again, and forgotten')
def _():
    with Shop() as shop:
        shop.use_keyring()
        account, = add(shop).json['accounts']
        equal((account['name'], account['processingTerminalId'], account['environment']), ('Shop', '1234001', 'custom'))
        for where in (['--account', 'Shop'], ['--account', 'shop'], []):
            shop.run('list', where=where, key=None)
        # The token is kept as well: one question to the identity service in all.
        equal(len(shop.stand.requests('authorize')), 1)
        shop.create('By account', '--share', SARAH, where=['--account', 'Shop'], key=None)
        shop.run('accounts', 'remove', 'Shop', where=[], status=2)
        shop.run('accounts', 'remove', 'Shop', '--yes', where=[])
        equal(shop.run('accounts', '--json', where=[]).json['accounts'], [])
        shop.run('list', where=['--account', 'Shop'], status=2)
        add(shop)
        equal(shop.run('list', '--json', where=[], key=None).json['total'], 1)


@suite.case('a refusal stands at its field, and nothing is kept')
def _():
    with Shop() as shop:
        shop.use_keyring()
        run = add(shop, key='wrong', status=5)
        equal([error['parameter'] for error in run.error['fields']], ['apiKey'])
        where = [*shop.where[:-1], '9999999']
        run = add(shop, where=where, status=3)
        equal([error['parameter'] for error in run.error['fields']], ['processingTerminalId'])
        run = add(shop, where=[*shop.where[:-1], 'x/y'], status=2)
        equal([error['parameter'] for error in run.error['fields']], ['processingTerminalId'])
        run = add(shop, name='', status=2)
        equal([error['parameter'] for error in run.error['fields']], ['name'])
        equal(shop.run('accounts', '--json', where=[]).json['accounts'], [])


@suite.case('the same terminal or name twice is refused before anybody is asked')
def _():
    with Shop() as shop:
        shop.use_keyring()
        add(shop)
        asked = len(shop.stand.requests())
        run = add(shop, name='Other', status=2)
        equal([error['parameter'] for error in run.error['fields']], ['processingTerminalId'])
        run = add(shop, name='SHOP', where=[*shop.where[:-1], '5678'], status=2)
        equal([error['parameter'] for error in run.error['fields']], ['name'])
        equal(len(shop.stand.requests()), asked)


@suite.case('a terminal whose details are hidden connects all the same')
def _():
    with Shop() as shop:
        shop.use_keyring()
        shop.stand.fault('status', 'retrieveTerminal', status=403, type='forbidden', times=10)
        add(shop)


@suite.case('without a keyring: 5, nothing half done, and links stay to be seen')
def _():
    with Shop() as shop:
        run = add(shop, status=5)
        equal(run.error['code'], 'keyring-unreachable')
        equal(shop.run('accounts', '--json', where=[]).json['accounts'], [])
        shop.use_keyring()
        add(shop)
        shop.create('Seen', where=[], key=None)
        shop.run('list', where=[], key=None)
        for name in 'SECRET_BACKEND', 'SECRET_FILE_TEST_PATH', 'SECRET_FILE_TEST_PASSWORD':
            del shop.environment[name]
        equal(shop.run('list', '--json', where=[], key=None, status=5).error['code'], 'key')
        equal(shop.run('list', '--json', '--no-refresh', where=[], key=None).json['total'], 1)


@suite.case('a key that is gone from the keyring is 5')
def _():
    with Shop() as shop:
        shop.use_keyring()
        add(shop)
        os.unlink(shop.environment['SECRET_FILE_TEST_PATH'])
        equal(shop.run('list', '--json', where=[], key=None, status=5).error['code'], 'key')


@suite.case('a key that Payroc no longer takes is 5, and what was asked for waits')
def _():
    with Shop() as shop:
        shop.use_keyring()
        add(shop)
        shop.stand.fault('status', 'authorize', status=401, type='not-authorized', times=100)
        shop.stand.fault('tokenExpired', 'createLink')
        run = shop.create('Kept', where=[], key=None, status=5)
        equal(run.error['code'], 'key-refused')
        shop.stand.control('DELETE', 'faults')
        shop.run('refresh', where=[], key=None)
        equal(shop.stand.counts()['links'], 1)


@suite.case('the key is in no argument, environment, file or message')
def _():
    with Shop() as shop:
        shop.hold('createLink')
        process = shop.begin('create', '--reference', 'Secret', '--amount', '1', '--currency', 'USD', '--share', SARAH)
        process.stdin.write(KEY.encode() + b'\n')
        process.stdin.flush()
        shop.wait_for_requests('createLink')
        for name in 'cmdline', 'environ':
            with open(f'/proc/{process.pid}/{name}', 'rb') as file:
                assert KEY.encode() not in file.read()
        shop.release()
        run = shop.end(process, key=None)
        equal(run.status, 0)
        assert KEY not in run.out + run.err
        # Nor is the token, which is as good as the key for an hour.
        token = shop.stand.authorize()['access_token']
        equal(shop.files_with(KEY, token, token.split('.')[0]), [])
        shop.use_keyring()
        shop.run('accounts', 'add', 'Kept', where=[*shop.where[:-1], '1234001'], status=2)
        equal(shop.files_with(KEY), [])
        shop.run('accounts', '--json', where=[])


@suite.case('with a keyring, too, the data folder has no secret')
def _():
    with Shop() as shop:
        shop.use_keyring()
        add(shop)
        shop.create('Clean', where=[], key=None)
        token = shop.stand.authorize()['access_token']
        equal(shop.files_with(KEY, token.split('.')[0]), [])
        with open(shop.environment['SECRET_FILE_TEST_PATH'], 'rb') as file:
            assert KEY.encode() not in file.read()


suite.run()
