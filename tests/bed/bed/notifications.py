# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop was asked to show, in the order it came; see tests/bed/notifications."""

import json
import os
import pathlib
import subprocess


def shown():
    file = pathlib.Path(os.environ['PAYLINKS_BED']) / 'notifications'
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def press(number):
    """As a click on the notification does."""
    subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.Notifications',
                    '-o', '/org/freedesktop/Notifications', '-m', 'org.freedesktop.Notifications.Press', str(number)],
                   check=True, capture_output=True)
