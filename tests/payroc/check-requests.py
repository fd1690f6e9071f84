#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds recorded requests against the schema, and the schema against requests that were spoilt on purpose.

Usage: check-requests.py SCHEMA REQUESTS   (one JSON object a line)
"""

import collections
import copy
import json
import sys

import jsonschema


def drop(*path):
    def spoil(request):
        *way, last = path
        at = request
        for step in way:
            at = at[step]
        del at[last]
    return spoil


def put(*path_and_value):
    *path, value = path_and_value

    def spoil(request):
        *way, last = path
        at = request
        for step in way:
            at = at[step]
        at[last] = value
    return spoil


def nest_charge(request):
    charge = request['body']['order']['charge']
    charge['preset'] = {'amount': charge.pop('amount'), 'currency': charge.pop('currency')}


KEYED = ('createLink', 'editLink', 'shareLink')
PRESET = {'type': 'preset', 'amount': 4999, 'currency': 'USD'}

# Operation, what is wrong, how it is made so. Each has to be refused.
SPOILT = [
    *((operation, 'no key', drop('headers', 'idempotency-key')) for operation in KEYED),
    *((operation, 'a key that is no UUID', put('headers', 'idempotency-key', 'key')) for operation in KEYED),
    *((operation, 'no body', drop('body')) for operation in KEYED),
    ('deactivateLink', 'a key', put('headers', 'idempotency-key', '8e03978e-40d5-43e8-bc93-6894a57f9324')),
    ('deactivateLink', 'a body', put('body', {})),
    ('retrieveLink', 'no token', drop('headers', 'authorization')),
    ('retrieveLink', 'no content type', drop('headers', 'content-type')),
    ('retrieveLink', 'the API key', put('headers', 'x-api-key', 'key')),
    ('retrieveLink', 'another method', put('method', 'POST')),
    ('retrieveLink', 'an id of 9', put('path', '/v1/payment-links/CKHP6VVWY')),
    ('retrieveLink', 'an id of 11', put('path', '/v1/payment-links/CKHP6VVWYTT')),
    ('retrieveLink', 'a query', put('query', 'limit', '1')),
    ('authorize', 'no key', drop('headers', 'x-api-key')),
    ('authorize', 'a token', put('headers', 'authorization', 'Bearer token')),
    ('listLinks', 'limit 0', put('query', 'limit', '0')),
    ('listLinks', 'limit 101', put('query', 'limit', '101')),
    ('listLinks', 'both ends', put('query', {'before': 'CKHP6VVWYT', 'after': 'CKHP6VVWYT'})),
    ('listLinks', 'an unknown filter', put('query', 'order', 'asc')),
    ('listLinks', 'a day that is none', put('query', 'createdOn', '2026-02-30')),
    ('listLinks', 'the portal\'s name of a status', put('query', 'status', 'open')),
    ('listLinks', 'a reference of 49', put('query', 'merchantReference', 49 * 'x')),
    ('listLinks', 'an address of 5', put('query', 'recipientEmail', 'a@b.c')),
    ('listPayments', 'no link', drop('query', 'paymentLinkId')),
    ('listBankPayments', 'no terminal', drop('query', 'processingTerminalId')),
    ('createLink', 'no reference', drop('body', 'merchantReference')),
    ('createLink', 'an empty reference', put('body', 'merchantReference', '')),
    ('createLink', 'a reference of 49', put('body', 'merchantReference', 49 * 'x')),
    ('createLink', 'no expiry', drop('body', 'expiresOn')),
    ('createLink', 'a time for an expiry', put('body', 'expiresOn', '2026-12-31T23:59:59Z')),
    ('createLink', 'no order number', drop('body', 'order', 'orderId')),
    ('createLink', 'an order number of 25', put('body', 'order', 'orderId', 25 * 'x')),
    ('createLink', 'a description of 1025', put('body', 'order', 'description', 1025 * 'x')),
    ('createLink', 'a nested charge', nest_charge),
    ('createLink', 'amount 0', put('body', 'order', 'charge', {**PRESET, 'amount': 0})),
    ('createLink', 'amount -1', put('body', 'order', 'charge', {**PRESET, 'amount': -1})),
    ('createLink', 'an amount beyond int64', put('body', 'order', 'charge', {**PRESET, 'amount': 2 ** 63})),
    ('createLink', 'an amount with a point', put('body', 'order', 'charge', {**PRESET, 'amount': 49.99})),
    ('createLink', 'an amount as text', put('body', 'order', 'charge', {**PRESET, 'amount': '4999'})),
    ('createLink', 'no amount', put('body', 'order', 'charge', {'type': 'preset', 'currency': 'USD'})),
    ('createLink', 'an amount for a prompt', put('body', 'order', 'charge', {**PRESET, 'type': 'prompt'})),
    ('createLink', 'an unknown currency', put('body', 'order', 'charge', {**PRESET, 'currency': 'XXX'})),
    ('createLink', 'a currency in lower case', put('body', 'order', 'charge', {**PRESET, 'currency': 'usd'})),
    ('createLink', 'no method', put('body', 'paymentMethods', [])),
    ('createLink', 'a method twice', put('body', 'paymentMethods', ['card', 'card'])),
    ('createLink', 'an unknown method', put('body', 'paymentMethods', ['cash'])),
    ('createLink', 'a label of 25', put('body', 'customLabels', [{'element': 'paymentButton', 'label': 25 * 'x'}])),
    ('createLink', 'an empty label', put('body', 'customLabels', [{'element': 'paymentButton', 'label': ''}])),
    ('createLink', 'another element', put('body', 'customLabels', [{'element': 'title', 'label': 'x'}])),
    ('createLink', 'an agreement without a token',
     put('body', 'credentialOnFile', {'tokenize': False, 'mitAgreement': 'recurring'})),
    ('createLink', 'what is read-only', put('body', 'status', 'active')),
    ('editLink', 'no operation', put('body', [])),
    ('editLink', 'no list', put('body', {'op': 'remove', 'path': '/expiresOn'})),
    ('editLink', 'what cannot be changed', put('body', [{'op': 'replace', 'path': '/merchantReference',
                                                         'value': 'x'}])),
    ('editLink', 'no value', put('body', [{'op': 'replace', 'path': '/expiresOn'}])),
    ('editLink', 'an amount of 0', put('body', [{'op': 'replace', 'path': '/order/charge/amount', 'value': 0}])),
    ('editLink', 'a removed amount', put('body', [{'op': 'remove', 'path': '/order/charge/amount'}])),
    ('editLink', 'an unknown operation', put('body', [{'op': 'test', 'path': '/expiresOn', 'value': '2026-12-31'}])),
    ('shareLink', 'nobody', put('body', 'recipients', [])),
    ('shareLink', 'somebody twice', put('body', 'recipients', 2 * [{'name': 'Bob', 'email': 'bob@example.com'}])),
    ('shareLink', 'no name', put('body', 'recipients', [{'email': 'bob@example.com'}])),
    ('shareLink', 'a name of 49', put('body', 'recipients', [{'name': 49 * 'x', 'email': 'bob@example.com'}])),
    ('shareLink', 'an address of 5', put('body', 'recipients', [{'name': 'Bob', 'email': 'a@b.c'}])),
    ('shareLink', 'an address of 129', put('body', 'recipients', [{'name': 'Bob',
                                                                   'email': 117 * 'x' + '@example.com'}])),
    ('shareLink', 'a message of 1025', put('body', 'message', 1025 * 'x')),
    ('shareLink', 'another way', put('body', 'sharingMethod', 'sms')),
    ('shareLink', 'the copy as text', put('body', 'merchantCopy', 'yes')),
]


def main():
    schema_name, requests_name = sys.argv[1:]
    with open(schema_name, encoding='utf-8') as file:
        schema = json.load(file)
    with open(requests_name, encoding='utf-8') as file:
        requests = [json.loads(line) for line in file]

    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.draft202012_format_checker)
    failures = 0

    samples = {}
    seen = collections.Counter()
    for request in requests:
        operation = request['operation']
        seen[operation] += 1
        samples.setdefault(operation, request)
        for error in validator.iter_errors(request):
            failures += 1
            print(f'{operation}: {error.message} in {json.dumps(request)}', file=sys.stderr)

    for operation in schema['properties']['operation']['enum']:
        if operation not in seen:
            failures += 1
            print(f'{operation}: was never asked for', file=sys.stderr)

    for operation, what, spoil in SPOILT:
        request = copy.deepcopy(samples[operation])
        spoil(request)
        if validator.is_valid(request):
            failures += 1
            print(f'{operation}: the schema lets pass: {what}', file=sys.stderr)

    print(', '.join(f'{n} {operation}' for operation, n in sorted(seen.items())))
    print(f'{len(SPOILT)} spoilt requests were held against the schema')
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
