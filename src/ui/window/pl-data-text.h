/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about the data on this computer when it cannot be opened, or was damaged and begun anew: pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *pl_data_text_failure   (const GError *error);
/* n_saved: changes taken over from the damaged file. */
char *pl_data_text_set_aside (guint         n_accounts,
                              guint         n_saved);

G_END_DECLS
