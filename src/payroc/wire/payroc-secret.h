/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API keys and tokens in memory: wiped when done with, and fit for a header. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void      payroc_secret_free        (char       *secret); /* wipes, then frees; NULL is fine */
void      payroc_secret_clear       (char      **secret); /* the same, and sets *secret to NULL */
gboolean  payroc_secret_is_sendable (const char *secret);
GBytes   *payroc_secret_cover       (const char *secret,
                                     GBytes     *text);

G_END_DECLS
