/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of links that were handed over outside Payroc: Payroc knows nothing of them. Worker only; no policy. */
#pragma once

#include "pl-connection.h"

G_BEGIN_DECLS

/* Stored as numbers: they grow at their end only. */
typedef enum
{
  PL_HAND_OVER_TEXT,    /* copied with a text around it */
  PL_HAND_OVER_MAIL,    /* given to the user's own mail program */
  PL_HAND_OVER_BUTTON,  /* the HTML button was copied */
  PL_HAND_OVER_PRINTED,
  PL_HAND_OVER_PDF,
} PlHandOverWay;

typedef struct
{
  PlHandOverWay  way;
  char          *address;   /* that it led to */
  gint64         handed_at; /* microseconds since the epoch */
} PlHandOverRow;

gboolean   pl_hand_over_table_add  (PlConnection  *connection,
                                    const char    *account,
                                    const char    *link_id,
                                    PlHandOverWay  way,
                                    const char    *address,
                                    gint64         handed_at,
                                    GError       **error);
/* (transfer full) (element-type PlHandOverRow): newest first */
GPtrArray *pl_hand_over_table_list (PlConnection  *connection,
                                    const char    *account,
                                    const char    *link_id,
                                    GError       **error);

G_END_DECLS
