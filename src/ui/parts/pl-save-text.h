/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a file that the merchant named was not written. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): which file it was to be, what stood in the way, what to do. */
char *pl_save_text_failure (GFile        *file,
                            const GError *error);

G_END_DECLS
