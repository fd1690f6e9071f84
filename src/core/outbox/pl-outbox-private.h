/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PlOutbox as its own files see it. */
#pragma once

#include "pl-outbox-pump.h"
#include "pl-outbox.h"

G_BEGIN_DECLS

struct _PlOutbox
{
  GObject parent_instance;

  char         *account;  /* (owned) */
  PlDatabase   *database; /* (owned) */
  PlIntentList *list;     /* (owned) */
  GListStore   *batches;  /* (owned) (element-type PlBatch) */
  PlOutboxPump *pump;     /* (owned) */
};

G_END_DECLS
