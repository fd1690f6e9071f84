/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of people who were written to, offered while typing. Worker only. */
#pragma once

#include "payroc/sharing/payroc-recipient.h"
#include "pl-connection.h"

G_BEGIN_DECLS

/* Somebody who was written to, and what about last. */
typedef struct
{
  char  *name;      /* (owned) */
  char  *email;     /* (owned) */
  char  *link_id;   /* (owned) (nullable) */
  char  *reference; /* (owned) (nullable) of that link, as far as it is stored */
  gint64 last_used; /* microseconds since the epoch */
} PlPersonRow;

void       pl_person_row_free         (PlPersonRow      *self);

/* One person is one e-mail address, case folded; the name last used is kept, but for one that is only the address. now
 * in microseconds. */
gboolean   pl_people_table_put    (PlConnection     *connection,
                                   const char       *account,
                                   PayrocRecipient  *recipient,
                                   const char       *link_id, /* (nullable) */
                                   gint64            now,
                                   GError          **error);

/* (transfer full) (element-type PayrocRecipient) whose name, a word of it, or address begins so, whatever the case
 * and the accents; last used first; typed "" finds all, limit 0 is none */
GPtrArray *pl_people_table_find   (PlConnection     *connection,
                                   const char       *account,
                                   const char       *typed,
                                   guint             limit,
                                   GError          **error);
/* (transfer full) (element-type PlPersonRow) as pl_people_table_find() */
GPtrArray *pl_people_table_list   (PlConnection     *connection,
                                   const char       *account,
                                   const char       *typed,
                                   guint             limit,
                                   guint            *n_found, /* (out) also beyond the limit */
                                   guint            *n_all,   /* (out) */
                                   GError          **error);
gboolean   pl_people_table_forget (PlConnection     *connection,
                                   const char       *account,
                                   const char       *email,
                                   GError          **error); /* nobody of that address is no error */
gboolean   pl_people_table_forget_all (PlConnection  *connection,
                                       const char    *account,
                                       GError       **error);
/* Takes a forgetting back; whoever was written to meanwhile stays as they are. */
gboolean   pl_people_table_restore (PlConnection      *connection,
                                    const char        *account,
                                    const PlPersonRow *row,
                                    GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPersonRow, pl_person_row_free)

G_END_DECLS
