#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""build-aux/count-tests: what it makes of meson's logs, among them those of programs that crash or end too early."""

import json
import subprocess
import sys
import tempfile

from tap import Suite

suite = Suite('count')


def write(log, tests):
    for result, stdout, *stderr in tests:
        log.write(json.dumps({'name': 'x', 'result': result, 'stdout': stdout, 'stderr': ''.join(stderr)}) + '\n')
    log.flush()
    return log.name


def told(*tests, again=None, options=()):
    with (tempfile.NamedTemporaryFile('w', suffix='.json') as log,
          tempfile.NamedTemporaryFile('w', suffix='.json') as second):
        names = [write(log, tests)] + ([write(second, again)] if again else [])
        done = subprocess.run([sys.argv[1], *options, ':'.join(names)], capture_output=True, text=True)
    return done.stdout.strip(), done.returncode


def last_line(told):
    return told[0].split('\n')[-1], told[1]


CASES = {
    'all pass': (('OK', '1..2\nok 1 /a\nok 2 /b\n'), '2 passed, 0 failed, 0 skipped', 0),
    'one fails': (('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n'), '1 passed, 1 failed, 0 skipped', 1),
    'one is skipped': (('OK', '1..2\nok 1 /a\nok 2 /b # SKIP no keyring\n'), '1 passed, 0 failed, 1 skipped', 0),
    'the plan comes last': (('OK', 'ok 1 /a\n1..1\n'), '1 passed, 0 failed, 0 skipped', 0),
    'it ends too early': (('ERROR', '1..3\nok 1 /a\n'), '1 passed, 2 failed, 0 skipped', 1),
    'it leaks after the last case': (('ERROR', '1..1\nok 1 /a\n'), '1 passed, 1 failed, 0 skipped', 1),
    'it takes too long': (('TIMEOUT', ''), '0 passed, 1 failed, 0 skipped', 1),
    'it does not speak TAP': (('OK', None), '1 passed, 0 failed, 0 skipped', 0),
    'a whole program is skipped': (('SKIP', '1..0 # SKIP no display\n'), '0 passed, 0 failed, 1 skipped', 1),
    'chatter is not counted': (('OK', '1..1\n# ok, so\n    ok 1 - inner\nokay\nok 1 /a\n'),
                               '1 passed, 0 failed, 0 skipped', 0),
}
for title, (test, line, status) in CASES.items():
    @suite.case(title)
    def _(test=test, line=line, status=status):
        assert last_line(told(test)) == (line, status), told(test)


@suite.case('programs are added up')
def _():
    answer = told(('OK', '1..1\nok 1 /a\n'), ('OK', '1..1\nok 1 /b # SKIP x\n'), ('FAIL', '1..1\nnot ok 1 /c\n'))
    assert last_line(answer) == ('1 passed, 1 failed, 1 skipped', 1), answer


@suite.case('nothing is told of what passed')
def _():
    assert told(('OK', '1..2\nok 1 /a\n# not ok 3, in a comment\nok 2 /b # SKIP, not ok\n'))[0].count('\n') == 0


@suite.case('of what failed the cases and their words are told, and not the chatter')
def _():
    answer, _status = told(('FAIL', '1..3\nok 1 /a\n# 0.1 s\n# GLib-DEBUG: of b\nnot ok 2 - b\n# NotFound: no button\n'
                            'not ok 3 - c\n# not tried\n', 'nobody listens\nWARNING: it leaks\nhere\n'))
    assert answer.split('\n') == [
        '==> What failed', '', 'x: FAIL after 0 s', '  not ok 2 - b', '    # NotFound: no button', '  not ok 3 - c',
        '    # not tried', '  on standard error:', '    WARNING: it leaks', '    here', '',
        '1 passed, 2 failed, 0 skipped'], answer


@suite.case('a program that is killed tells its last lines')
def _():
    answer, _status = told(('TIMEOUT', '1..2\nok 1 /a\n# waiting for b\n'))
    assert '# waiting for b' in answer, answer
    answer, _status = told(('ERROR', '1..2\nok 1 /a\nBail out! ERROR:file.c:7: no\n'))
    assert 'Bail out! ERROR:file.c:7: no' in answer, answer


@suite.case('however much fails, the end of a log holds it')
def _():
    noise = '1..1\nnot ok 1 - d\n' + '# a long tree of nodes, and more of it\n' * 500
    answer, _status = told(*[('FAIL', noise, 'ERROR: x\n' * 500)] * 40)
    assert len(answer) < 12000 and answer.count('x: FAIL') == 40 and answer.count('not ok 1 - d') == 40, len(answer)


@suite.case('what failed is named, to be run again')
def _():
    assert told(('OK', '1..1\nok 1 /a\n'), options=['--failed']) == ('', 0)
    assert told(('ERROR', '1..1\nok 1 /a\n'), options=['--failed']) == ('x', 0)


@suite.case('what passes when it is run again is told as unsteady, with what it said at first')
def _():
    answer, status = told(('FAIL', '1..1\nnot ok 1 /a\n# too late\n'), again=[('OK', '1..1\nok 1 /a\n')])
    assert (answer.split('\n')[-1], status) == ('1 passed, 0 failed, 0 skipped, 1 unsteady', 0), answer
    assert '==> Failed beside others, and passed alone: x' in answer and '# too late' in answer, answer


@suite.case('what fails again has failed')
def _():
    answer = told(('FAIL', '1..1\nnot ok 1 /a\n'), again=[('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n')])
    assert last_line(answer) == ('1 passed, 1 failed, 0 skipped', 1), answer


@suite.case('no tests at all is a failure')
def _():
    assert told() == ('0 passed, 0 failed, 0 skipped', 1)


suite.run()
