/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of people who were written to, offered while typing. Worker only. */
#pragma once

#include "payroc/sharing/payroc-recipient.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* One person is one e-mail address, case folded; the name last used is kept. now in microseconds. */
gboolean   pl_people_table_put    (PlConnection     *connection,
                                   const char       *account,
                                   PayrocRecipient  *recipient,
                                   const char       *link_id, /* (nullable) */
                                   gint64            now,
                                   GError          **error);

/* (transfer full) (element-type PayrocRecipient) whose name, a word of it, or address begins so, whatever the case
 * and the accents; last used first; typed "" finds all, limit 0 is none */
GPtrArray *pl_people_table_find   (PlConnection     *connection,
                                   const char       *account,
                                   const char       *typed,
                                   guint             limit,
                                   GError          **error);
gboolean   pl_people_table_forget (PlConnection     *connection,
                                   const char       *account,
                                   const char       *email,
                                   GError          **error); /* nobody of that address is no error */

G_END_DECLS
