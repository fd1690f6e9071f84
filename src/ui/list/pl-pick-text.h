/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about the links that are picked: pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "3 Selected" */
char *pl_pick_text_title  (guint      n);
/* "$120.00 · €40.00 · 2 without a fixed amount · 3 paid or over". sums: (element-type PayrocMoney): of those that can
 * be paid. "" when there is nothing. */
char *pl_pick_text_sums   (GPtrArray *sums,
                           guint      n_open,
                           guint      n_over);
/* (nullable): NULL when all of them are in sight. */
char *pl_pick_text_hidden (guint      n_hidden);

G_END_DECLS
