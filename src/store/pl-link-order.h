/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of two links of one day is the newer one. Worker only. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

/* The rows from first on came in a list whose newest links were first, or its oldest. */
gboolean pl_link_order_set          (PlConnection  *connection,
                                     const char    *account,
                                     gint64         first_rowid,
                                     gboolean       newest_first,
                                     GError       **error);
/* > 0: the row stored first was made on a later day than the one stored last; < 0: on an earlier one. */
gboolean pl_link_order_compare_ends (PlConnection  *connection,
                                     const char    *account,
                                     int           *result,
                                     GError       **error);

G_END_DECLS
