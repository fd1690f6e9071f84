/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a link was sent to, in a line: a pure function. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* sharing: of PayrocSharingEvent, newest first. address_ended_at: of the address before the present one, 0: none; both
 * times in microseconds. (transfer full) (nullable): it was sent to nobody. */
char *pl_sent_text (GListModel *sharing,
                    gint64      address_ended_at,
                    gint64      now);

G_END_DECLS
