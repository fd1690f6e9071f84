/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as it is compared when somebody searches: "Müller" is found by "muller". */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        pl_search_text_append_folded (GString    *target,
                                          const char *text,
                                          gsize       length);
const char *pl_search_text_find          (const char *text,
                                          gsize       length,
                                          const char *word,
                                          gsize       word_length);
gboolean    pl_search_text_has           (const char *text,
                                          gsize       length,
                                          gsize       rest,
                                          const char *word,
                                          gsize       word_length);

G_END_DECLS
