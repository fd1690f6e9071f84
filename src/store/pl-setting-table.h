/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small facts that must live in the same transaction as the rows: last refresh, cursor of a first filling, templates. Worker only. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

gboolean pl_setting_table_get (PlConnection *connection, const char *account, const char *name, char **value, GError **error); /* *value NULL when unset */
gboolean pl_setting_table_set (PlConnection *connection, const char *account, const char *name, const char *value, GError **error);

G_END_DECLS
