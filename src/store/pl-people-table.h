/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of people who were written to, offered while typing. Worker only. */
#pragma once

#include "payroc/payroc-recipient.h"
#include "pl-connection.h"

G_BEGIN_DECLS

gboolean   pl_people_table_put    (PlConnection *connection, const char *account, PayrocRecipient *recipient, const char *link_id, gint64 now, GError **error);
GPtrArray *pl_people_table_find   (PlConnection *connection, const char *account, const char *typed, guint limit, GError **error); /* (element-type PayrocRecipient) start of name, word or address; last used first */
gboolean   pl_people_table_forget (PlConnection *connection, const char *account, const char *email, GError **error);

G_END_DECLS
