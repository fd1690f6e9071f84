/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row or more in each table, as this very version writes them. */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

#define STORE_SAMPLE_LINK    "CKHP6VVWYT"
#define STORE_SAMPLE_MISSING "GONE000001"
#define STORE_SAMPLE_TIME    G_GINT64_CONSTANT (1792000000000000)

/* `mark` is in all that a person could have typed. Both links, event, payment and person have the same ids in each
 * account; the keys of the two intents are made of `mark`. */
typedef struct
{
  const char *account; /* a UUID */
  const char *mark;    /* up to 4 hexadecimal digits */
} StoreSample;

/* A PlDatabaseWork; data: a StoreSample. */
gboolean store_sample_put_work    (PlConnection       *connection,
                                   gpointer            data,
                                   GError            **error);
/* Through the tables; aborts when something is missing, or from another sample. */
void     store_sample_check       (PlConnection       *connection,
                                   const StoreSample  *sample);
/* There is nothing of that account. */
void     store_sample_check_empty (PlConnection       *connection,
                                   const char         *account);

G_END_DECLS
