#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bed itself: each way of reading and driving a window, tried on the sample window."""

import os
import subprocess
import sys

from bed import Screen, Suite, application, key, move_away, type_text, wait

suite = Suite('bed')
process = subprocess.Popen([sys.argv[1]])
sample = application(None, process.pid)
window = sample.find('frame', 'Sample')
status = window.find('label', text='Ready')


def says(words):
    wait(lambda: status.text == words, f'the status "{words}", not "{status.text}"')


@suite.case('the session is private')
def _():
    assert os.environ['HOME'].startswith(os.environ['PAYLINKS_BED'])
    names = subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus',
                            '-m', 'org.freedesktop.DBus.ListActivatableNames'], capture_output=True, text=True).stdout
    assert 'portal' not in names, names


@suite.case('a button with a mnemonic is found by its words and clicked')
def _():
    window.find('push button', 'Create').click()
    says('Created')


@suite.case('a check button is clicked')
def _():
    check = window.find('check box', 'Hold the money')
    check.click()
    says('Checked')
    assert check.checked
    key('space')
    says('Unchecked')


@suite.case('text is typed and read back')
def _():
    entry = window.find('text', 'Reference').click()
    type_text('INV-7 £ ü')
    wait(lambda: entry.text == 'INV-7 £ ü', f'the typed text, not {entry.text!r}')
    entry.set_text('INV-8')
    assert entry.text == 'INV-8', entry.text


@suite.case('a combo row opens and an item in its popover is clicked')
def _():
    window.find('combo box', 'Currency').click()
    Screen.settled()
    window.find('label', 'JPY', nth=0).click()
    says('JPY')


@suite.case('a switch row is clicked')
def _():
    window.find('list item', 'Let the customer choose').click()
    says('On')


@suite.case('a list row is clicked')
def _():
    window.find('list', 'Links').find('label', 'INV-2').click()
    says('Row 1')


@suite.case('of a stack only the page in front is found')
def _():
    assert window.find('label', 'What is first')
    assert not window.find_now('label', 'What is second')
    window.find(name='Second').click()
    window.find('label', 'What is second')
    window.wait_gone('label', 'What is first')


@suite.case('the keyboard moves the focus')
def _():
    window.find('check box', 'Hold the money').click()
    wait(lambda: 'Hold the money' in repr(window.focus()), 'the focus on what was clicked')
    key('shift+Tab')
    wait(lambda: 'Main Menu' in repr(window.focus()), 'the focus on the menu button')


@suite.case('a menu opens a dialog, whose button is clicked')
def _():
    window.find('push button', 'Main Menu').click()
    Screen.settled()
    window.find(name='Switch Off').click()
    dialog = sample.find(name='Switch off?')
    Screen.settled()
    sample.find('push button', 'Switch Off').click()
    says('off')
    assert dialog is not None


@suite.case('keys reach a dialog as soon as it opens')
def _():
    window.find('push button', 'Main Menu').click()
    Screen.settled()
    key('Return')
    sample.find(name='Switch off?')
    Screen.settled()
    key('Escape')
    says('cancel')


@suite.case('a window is resized and pictured')
def _():
    x_window, margin, _top = window.window()
    x_window.resize(360 + 2 * margin, 640 + 2 * margin)
    wait(lambda: window.extents[2:] == (360, 640), 'the new size')
    move_away()
    x_window, left, top = window.window()
    picture = Screen.settled().crop(x_window.x + left, x_window.y + top, 360, 640)
    assert (picture.width, picture.height) == (360, 640)
    assert picture.colours() > 100, 'the picture is empty'
    path = picture.save(suite.output / 'sample.png')
    assert path.stat().st_size > 2000


suite.on_failure.append(lambda: print('# ' + sample.tree().replace('\n', '\n# ')))
try:
    suite.run()
finally:
    process.terminate()
    process.wait()
