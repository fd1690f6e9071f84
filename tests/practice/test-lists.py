#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists: each filter, paging both ways, and a hundred thousand rows."""

import time
import urllib.parse

from stand import LINKS, Stand, day, equal, multi, share, single
from tap import Suite

suite = Suite('practice-lists')
stand = Stand('--no-sync')


def ids(reply):
    assert reply.status == 200, reply
    equal(reply.json['count'], len(reply.json['data']))
    return [row['paymentLinkId'] for row in reply.json['data']]


def listed(server=stand, **filters):
    return ids(server.get(LINKS + '?' + urllib.parse.urlencode({'limit': 100, **filters})))


def neighbour(reply, rel):
    hrefs = [link['href'] for link in reply.json['links'] if link['rel'] == rel]
    assert len(hrefs) <= 1, reply
    if not hrefs:
        return None
    assert hrefs[0].startswith(stand.base + '/v1/'), hrefs
    return stand.get(hrefs[0][len(stand.base):])


LINKS_MADE = {}


def made(name, document):
    LINKS_MADE[name] = stand.call('POST', LINKS, document).json['paymentLinkId']


@suite.case('an empty list')
def _():
    equal(stand.get(LINKS).json, {'limit': 10, 'count': 0, 'hasMore': False, 'links': [], 'data': []})


@suite.case('every filter, alone and together')
def _():
    made('plain', single(merchantReference='Müller & Söhne', expiresOn=day()))
    made('paid', single(merchantReference='Paid'))
    made('off', single())
    made('multi', multi(merchantReference='Müller & Söhne'))
    made('prompt', {**single(), 'order': {'orderId': 'P', 'charge': {'type': 'prompt', 'currency': 'USD'}}})
    n = LINKS_MADE
    stand.pay({'paymentLinkId': n['paid']})
    stand.call('POST', f'/v1/payment-links/{n["off"]}/deactivate')
    for name, email in (('multi', 'sarah@example.com'), ('multi', 'SARAH@example.com'), ('plain', 'bob@example.com')):
        stand.call('POST', f'/v1/payment-links/{n[name]}/sharing-events', share(email))
    everything = [n['prompt'], n['multi'], n['off'], n['paid'], n['plain']]
    equal(listed(), everything)
    for filters, wanted in (
            ({'merchantReference': 'Müller & Söhne'}, ['multi', 'plain']),
            ({'merchantReference': 'müller & söhne'}, []),
            ({'linkType': 'singleUse'}, ['prompt', 'off', 'paid', 'plain']), ({'linkType': 'multiUse'}, ['multi']),
            ({'chargeType': 'preset'}, ['off', 'paid', 'plain']), ({'chargeType': 'prompt'}, ['prompt', 'multi']),
            ({'status': 'active'}, ['prompt', 'multi', 'plain']), ({'status': 'completed'}, ['paid']),
            ({'status': 'deactivated'}, ['off']), ({'status': 'expired'}, []),
            ({'recipientName': 'sarah hopper'}, ['multi', 'plain']), ({'recipientName': 'Sarah'}, []),
            ({'recipientEmail': 'Sarah@Example.com'}, ['multi']), ({'recipientEmail': 'nobody@example.com'}, []),
            ({'createdOn': day()}, ['prompt', 'multi', 'off', 'paid', 'plain']), ({'createdOn': day(-1)}, []),
            ({'expiresOn': day()}, ['plain']), ({'expiresOn': day(30)}, ['prompt', 'off', 'paid']),
            ({'status': 'active', 'linkType': 'singleUse', 'chargeType': 'preset', 'recipientName': 'Sarah Hopper',
              'recipientEmail': 'bob@example.com', 'merchantReference': 'Müller & Söhne', 'createdOn': day(),
              'expiresOn': day()}, ['plain'])):
        equal((filters, listed(**filters)), (filters, [n[name] for name in wanted]))
    stand.control('POST', 'clock', {'offsetSeconds': 86400})
    stand.authorize()
    equal(listed(status='expired'), [n['plain']])
    equal(listed(status='active'), [n['prompt'], n['multi']])
    stand.control('POST', 'clock', {'offsetSeconds': 0})


@suite.case('a filter that cannot be is refused by name')
def _():
    for name, values in (('merchantReference', ['', 'x' * 49]), ('linkType', ['', 'single', 'SINGLEUSE']),
                         ('chargeType', ['fixed']), ('status', ['open', 'deactived']),
                         ('recipientName', ['', 'x' * 49]),
                         ('recipientEmail', ['a@b.c', 'x' * 129]), ('createdOn', ['today', '2026-02-30', '2026-1-1']),
                         ('expiresOn', ['', '20260101']), ('limit', ['0', '-1', '101', 'ten', '', '1.5', '9' * 30]),
                         ('after', ['', 'AAAAAAAAAA', "' OR 1=1"]), ('before', ['AAAAAAAAAA'])):
        for value in values:
            reply = stand.get(LINKS + '?' + urllib.parse.urlencode({name: value}))
            assert reply.blamed == [name], (name, value, reply)
    row = LINKS_MADE['plain']
    equal(stand.get(f'{LINKS}?before={row}&after={row}').blamed, ['before'])
    for name, value in (('merchantReference', 'x' * 48), ('recipientName', 'x' * 48), ('recipientEmail', 'x' * 128),
                        ('recipientEmail', 'a@b.cd'), ('limit', '1'), ('limit', '100'), ('unheardOf', 'x')):
        equal(stand.get(LINKS + '?' + urllib.parse.urlencode({name: value})).status, 200)


@suite.case('pages: forth and back through all rows, none twice, none left out')
def _():
    stand.control('POST', 'links', {'count': 47})
    everything = listed()
    equal(len(everything), 52)
    for limit in (1, 7, 51, 52, 53, 100):
        pages = [stand.get(f'{LINKS}?limit={limit}')]
        while pages[-1].json['hasMore']:
            pages.append(neighbour(pages[-1], 'next'))
        equal([row for page in pages for row in ids(page)], everything)
        equal(neighbour(pages[-1], 'next'), None)
        equal(neighbour(pages[0], 'previous'), None)
        back = [pages[-1]]
        while (page := neighbour(back[0], 'previous')) is not None:
            back.insert(0, page)
        equal([row for page in back for row in ids(page)], everything)
        equal([page.json['limit'] for page in pages], [limit] * len(pages))
    reply = stand.get(LINKS)
    equal((reply.json['limit'], reply.json['count'], reply.json['hasMore']), (10, 10, True))


@suite.case('filters go along from page to page')
def _():
    wanted = listed(linkType='singleUse', expiresOn=day(30))
    page = stand.get(f'{LINKS}?limit=4&linkType=singleUse&expiresOn={day(30)}')
    found = ids(page)
    while page.json['hasMore']:
        page = neighbour(page, 'next')
        found += ids(page)
    equal(found, wanted)
    page = stand.get(LINKS + '?limit=1&merchantReference=M%C3%BCller+%26+S%C3%B6hne')
    equal(ids(page) + ids(neighbour(page, 'next')), [LINKS_MADE['multi'], LINKS_MADE['plain']])


@suite.case('rows that come while somebody pages do not disturb')
def _():
    page = stand.get(LINKS + '?limit=10')
    wanted = listed()
    found = ids(page)
    while page.json['hasMore']:
        stand.create()
        page = neighbour(page, 'next')
        found += ids(page)
    equal(found, wanted)


@suite.case('the other order, and another size of page')
def _():
    with Stand('--no-sync', '--oldest-first', '--page-size', '3') as other:
        made_here = [other.create()['paymentLinkId'] for _ in range(5)]
        reply = other.get(LINKS)
        equal(ids(reply), made_here[:3])
        reply = other.get(f'{LINKS}?after={made_here[2]}')
        equal((ids(reply), reply.json['hasMore']), (made_here[3:], False))
        reply = other.get(f'{LINKS}?before={made_here[3]}')
        equal((ids(reply), reply.json['hasMore']), (made_here[:3], False))
        reply = other.get(f'{LINKS}?before={made_here[4]}')
        equal((ids(reply), reply.json['hasMore']), (made_here[1:4], True))


@suite.case('a terminal lists its own links only')
def _():
    with Stand('--no-sync', '--terminal', 'first', '--terminal', 'second') as two:
        first = two.call('POST', '/v1/processing-terminals/first/payment-links', single()).json['paymentLinkId']
        second = two.call('POST', '/v1/processing-terminals/second/payment-links', single()).json['paymentLinkId']
        equal(ids(two.get('/v1/processing-terminals/first/payment-links')), [first])
        equal(ids(two.get('/v1/processing-terminals/second/payment-links')), [second])


@suite.case('the sharing history pages and filters too')
def _():
    path = f'/v1/payment-links/{LINKS_MADE["prompt"]}/sharing-events'
    sent = [stand.call('POST', path, share(f'person{n}@example.com')).json for n in range(12)]
    newest_first = sent[::-1]
    page = stand.get(path + '?limit=5')
    found = page.json['data']
    while page.json['hasMore']:
        page = neighbour(page, 'next')
        found += page.json['data']
    equal(found, newest_first)
    equal(stand.get(path + '?recipientEmail=Person3@example.com').json['data'], [sent[3]])
    equal(stand.get(path + '?recipientName=Sarah+Hopper&limit=100').json['data'], newest_first)
    equal(stand.get(path + '?recipientEmail=short').blamed, ['recipientEmail'])
    equal(stand.get(path + f'?after={sent[6]["sharingEventId"]}&limit=1').json['data'], [sent[5]])


@suite.case('a hundred thousand links: made, and paged at both ends, in seconds')
def _():
    with Stand('--no-sync') as many:
        begin = time.monotonic()
        equal(many.control('POST', 'links', {'count': 100000}), {'count': 100000})
        equal(many.counts()['links'], 100000)
        last = None
        for _ in range(20):
            reply = many.get(f'{LINKS}?limit=100&status=active' + (f'&after={last}' if last else ''))
            equal(reply.json['count'], 100)
            last = reply.json['data'][-1]['paymentLinkId']
        equal(listed(many, merchantReference='Seed-000001')[0], many.get(
            f'{LINKS}?merchantReference=Seed-000001').json['data'][0]['paymentLinkId'])
        seconds = time.monotonic() - begin
        print(f'# {seconds:.1f} s')
        assert seconds < 60, seconds


try:
    suite.run()
finally:
    stand.stop()
