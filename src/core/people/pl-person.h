/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who was sent a link. */
#pragma once

#include "payroc/sharing/payroc-recipient.h"
#include "store/pl-people-table.h"

G_BEGIN_DECLS

#define PL_TYPE_PERSON (pl_person_get_type ())
G_DECLARE_FINAL_TYPE (PlPerson, pl_person, PL, PERSON, GObject)

/* Immutable. */
PlPerson          *pl_person_new           (PlPersonRow    *row); /* takes it */
PayrocRecipient   *pl_person_get_recipient (PlPerson       *self);
const char        *pl_person_get_link_id   (PlPerson       *self); /* (nullable) */
const char        *pl_person_get_reference (PlPerson       *self); /* (nullable) of that link, as far as it is known */
gint64             pl_person_get_last_used (PlPerson       *self); /* microseconds */
const PlPersonRow *pl_person_get_row       (PlPerson       *self);
gboolean           pl_person_equal         (PlPerson       *self,
                                            PlPerson       *other);

G_END_DECLS
