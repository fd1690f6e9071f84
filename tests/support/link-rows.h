/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links as a test wants them, written to the fixture's database. */
#pragma once

#include "payroc/links/payroc-link.h"
#include "store-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *reference;
  const char *description; /* (nullable) */
  gint64      amount;      /* -1: the customer chooses */
  const char *currency;
  const char *status;
  const char *kind;        /* "singleUse", "multiUse" */
  const char *created_on;
  const char *expires_on;  /* (nullable) */
} LinkRow;

PayrocLink *link_row_create (const LinkRow *row);
gint64      link_row_put    (StoreFixture  *fixture,
                             const LinkRow *row);

G_END_DECLS
