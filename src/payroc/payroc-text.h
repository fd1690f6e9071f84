/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that goes to Payroc or comes from it: lengths in characters, no control characters. Private to this room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PAYROC_TEXT_OPTIONAL,
  PAYROC_TEXT_REQUIRED,
} PayrocTextNeed;

typedef enum
{
  PAYROC_TEXT_ONE_LINE,
  PAYROC_TEXT_LINES,
} PayrocTextForm;

gboolean  payroc_text_is_blank     (const char     *text);
gboolean  payroc_text_is_printable (const char     *text,
                                    PayrocTextForm  form);
char     *payroc_text_clean        (const char     *text,
                                    gsize           max_chars);
gboolean  payroc_text_check        (const char     *text,
                                    const char     *parameter,
                                    PayrocTextNeed  need,
                                    PayrocTextForm  form,
                                    gsize           max_chars,
                                    GPtrArray      *errors);

G_END_DECLS
