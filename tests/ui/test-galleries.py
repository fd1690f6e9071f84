#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No window, dialog, question or popover is left out of the galleries, whose pages are walked as a screen reader does,
by keyboard, and on the smallest screen. Whoever adds one adds a page that opens it, and says here which."""

import pathlib
import re

from tap import Suite

HERE = pathlib.Path(__file__).resolve().parent
UI = HERE.parents[1] / 'src/ui'

# By class: the page of a gallery that shows it, or where else it is driven.
WINDOWS = {
    'PlAccountDialog': 'account',
    'PlBatchDialog': 'import-details',
    'PlBulkDialog': 'bulk-extend',
    'PlConnectDialog': 'connect',
    'PlCounterDesk': 'desk-code',
    'PlCounterWindow': 'counter-code',
    'PlCurrencyButton': 'new-link-currency',
    'PlDayRow': 'filter-days',
    'PlEditDialog': 'edit',
    'PlExpiryGroup': 'new-link-expiry',
    'PlFilterDialog': 'filter',
    'PlImportDialog': 'import-review',
    'PlImportRows': 'import-rows',
    'PlKeyDialog': 'key',
    'PlNameDialog': 'view-save',
    'PlNewLinkDialog': 'new-link',
    'PlPaperDialog': 'link-paper',
    'PlPeopleWindow': 'people',
    'PlPreferencesWindow': 'preferences',
    'PlShareDialog': 'share',
    'PlShortcutsWindow': 'shortcuts',
    'PlOrphanDialog': 'strays',
    'PlTemplateDialog': 'template-save',
    'PlTemplateWindow': 'templates',
    'PlWindow': 'list',
}
# What the others are made of.
ABSTRACT = {'PlCounterSideWindow', 'PlForm', 'PlIntentForm'}

# By file: who presents what it has made.
PRESENTED_BY = {'parts/pl-form-question.c': 'parts/pl-form.c'}

# By file: for each question that it asks, a page; or why there is none.
QUESTIONS = {
    'account/pl-account-dialog.c': ['account-remove'],
    # The last one only when the disk is full, or the like.
    'counter/pl-counter-ask.c': ['counter-ask', 'counter-paid-after-all', 'test-counter-unkept.c'],
    'edit/pl-edit-dialog.c': ['edit-new-address', 'edit-not-all'],
    'edit/pl-switch-off.c': ['switch-off'],
    'outbox/pl-batch-bar.c': ['batch-cancel'],
    'outbox/pl-intent-row.c': ['change-discard'],
    'outbox/pl-orphan-dialog.c': ['strays-question'],
    'paper/pl-paper-dialog.c': [None],
    'parts/pl-error-dialog.c': ['practice-did-not-start'],
    'parts/pl-form-question.c': ['new-link-discard'],
    'parts/pl-intent-form.c': ['new-link-mail-too'],
    'people/pl-people-window.c': ['people-forget-all'],
    'share/pl-hand-over-actions.c': ['web-button'],
    'window/pl-about.c': ['about'],
    'window/pl-damage-dialog.c': ['data-damaged'],
    'window/pl-window-leave.c': ['batch-close'],
    'window/pl-window-tables.c': ['import-no-table', 'payments-ask'],
}

# By form: the page where it is closed with work in it, and asks.
FORMS = {
    'account/pl-connect-dialog.ui': 'connect-discard',
    'account/pl-key-dialog.ui': 'key-discard',
    'bulk/pl-bulk-dialog.ui': 'bulk-discard',
    'create/pl-new-link-dialog.ui': 'new-link-discard',
    'create/pl-template-dialog.ui': 'template-discard',
    'edit/pl-edit-dialog.ui': 'edit-discard',
    'import/pl-import-dialog.ui': 'import-discard',
    'share/pl-share-dialog.ui': 'share-discard',
}

DEFINED = re.compile(r'G_DEFINE_\w*TYPE\w* \((Pl\w+),\s*pl_\w+,\s*'
                     r'(?:ADW|GTK|PL)_TYPE_\w*(?:WINDOW|DIALOG|POPOVER|FORM)\b')
ASKED = re.compile(r'(?<!include )\b(?:pl_question_new|adw_show_about_window|gtk_message_dialog_new) \(')
POPOVER = re.compile(r'<template class="(\w+)".*<object class="GtkPopover"', re.DOTALL)

suite = Suite('galleries')


def sources(pattern):
    return {str(path.relative_to(UI)): path.read_text() for path in sorted(UI.rglob(pattern))}


def galleries():
    return [HERE / 'pages.py', *HERE.glob('*_pages.py')]


def pages():
    found = set()
    for gallery in galleries():
        found.update(re.findall(r"^@page\('([\w-]+)'", gallery.read_text(), re.MULTILINE))
    return found


def assert_shown(places):
    known = pages()
    missing = [f'{what}: {place}' for what, place in places
               if place and place not in known and not (HERE / place).is_file()]
    assert not missing, '\n'.join(['no gallery has these pages:', *missing])


@suite.case('every window and popover has its page')
def _():
    found = {name for text in sources('*.c').values() for name in DEFINED.findall(text)} - ABSTRACT
    found |= {name for text in sources('*.ui').values() for name in POPOVER.findall(text)}
    assert len(found) > 15, found
    assert found == set(WINDOWS), (f'no page is named for {sorted(found - set(WINDOWS))};'
                                   f' there is no more {sorted(set(WINDOWS) - found)}')
    assert_shown(WINDOWS.items())


@suite.case('every question has its page')
def _():
    found = {file: len(ASKED.findall(text)) for file, text in sources('*.c').items() if ASKED.search(text)}
    assert found.pop('parts/pl-question.c') == 1
    assert len(found) > 8, found
    said = {file: len(places) for file, places in QUESTIONS.items()}
    assert found == said, f'{sorted(set(found.items()) ^ set(said.items()))}: asked and said here differ'
    assert_shown((file, place) for file, places in QUESTIONS.items() for place in places)


@suite.case('every form that asks before it is closed has a page of that')
def _():
    found = {file for file, text in sources('*.ui').items() if '<property name="question"' in text}
    assert found == FORMS.keys(), f'{sorted(found ^ FORMS.keys())}: asks, or is said here to, but not both'
    assert_shown(FORMS.items())


@suite.case('Enter, pressed too soon, never does what cannot be taken back')
def _():
    files = sources('*.c')
    asking = {file for file, text in files.items() if 'ADW_RESPONSE_DESTRUCTIVE' in text}
    assert len(asking) > 6, asking
    unsafe = sorted(file for file in asking
                    if 'pl_safe_answer_present (' not in files[PRESENTED_BY.get(file, file)])
    assert not unsafe, f'narrow windows put that answer first: pl_safe_answer_present () is for {unsafe}'


@suite.case('every gallery is walked, or at least looked at')
def _():
    used = (HERE / 'meson.build').read_text() + (HERE.parent / 'bed/shots').read_text()
    forgotten = [path.stem for path in galleries() if f"'{path.stem}'" not in used and f"'{path.name}'" not in used]
    assert not forgotten, f'neither in tests/ui/meson.build nor in tests/bed/shots: {forgotten}'


suite.run()
