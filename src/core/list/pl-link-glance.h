/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of the list says of a link that Payroc's document of it does not: read with the row, for those in sight,
 * and in memory for these only. */
#pragma once

#include "store/pl-link-key-table.h"

G_BEGIN_DECLS

/* Never changed once it is made, and shared by whoever shows it. */
typedef struct
{
  PlLinkPaid paid;
  gboolean   left_behind; /* somebody was sent an address that no longer works, and none since */
  char      *text;        /* (owned) (not nullable) what is searched, as pl_link_key_table_read() hands it out */
  char      *person;      /* (owned) (nullable) who was sent it last: the name, else the address */
  guint      n_others;    /* how many more were */
} PlLinkGlance;

/* (transfer full) text (nullable): "" */
PlLinkGlance *pl_link_glance_new   (const PlLinkPaid   *paid,
                                    gboolean            left_behind,
                                    const char         *text);
PlLinkGlance *pl_link_glance_ref   (PlLinkGlance       *self);
void          pl_link_glance_unref (PlLinkGlance       *self);
gboolean      pl_link_glance_equal (const PlLinkGlance *self,
                                    const PlLinkGlance *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkGlance, pl_link_glance_unref)

G_END_DECLS
