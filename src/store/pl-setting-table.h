/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small facts that must live in the same transaction as the rows: last refresh, cursor of a first filling, templates.
 * Worker only. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

/* Names that begin so hold the user's own words (a template) and are taken over from a damaged file. All others
 * tell about rows that are then fetched again, and are forgotten with them. */
#define PL_SETTING_KEEP "keep:"

/* account: NULL for what belongs to none. */
gboolean pl_setting_table_get      (PlConnection  *connection,
                                    const char    *account,
                                    const char    *name,
                                    char         **value,
                                    GError       **error); /* *value NULL when unset */
gboolean pl_setting_table_set      (PlConnection  *connection,
                                    const char    *account,
                                    const char    *name,
                                    const char    *value,
                                    GError       **error); /* NULL unsets */
/* Microseconds since the epoch; 0 when unset. */
gboolean pl_setting_table_get_time (PlConnection  *connection,
                                    const char    *account,
                                    const char    *name,
                                    gint64        *time,
                                    GError       **error);
gboolean pl_setting_table_set_time (PlConnection  *connection,
                                    const char    *account,
                                    const char    *name,
                                    gint64         time,
                                    GError       **error);

G_END_DECLS
