/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database full of intents, and what becomes of them and of its files. */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

#define STORE_INTENTS 400

/* "intent 000 of those who were there …", waiting and done by turns; two settings, of which one is kept; 3,000
 * links called "reference of link number 1", "document of LINK1"; one person. The fixture must have its account. */
gboolean store_intents_put_work              (PlConnection  *connection,
                                              gpointer       data,
                                              GError       **error);
gboolean store_intents_put_links_work        (PlConnection  *connection,
                                              gpointer       data,
                                              GError       **error); /* only the links */
void     store_intents_fill                  (StoreFixture  *fixture); /* and closes */

/* How many there are; those that are there are whole. */
guint    store_intents_check                 (StoreFixture  *fixture);

/* In the fixture's folder. */
char    *store_intents_read_file             (StoreFixture  *fixture,
                                              const char    *name,
                                              gsize         *length);
void     store_intents_write_file            (StoreFixture  *fixture,
                                              const char    *name,
                                              const char    *contents,
                                              gsize          length);
void     store_intents_damage                (StoreFixture  *fixture,
                                              const char    *text); /* the pages that hold it */
char   **store_intents_list_set_aside        (StoreFixture  *fixture);
void     store_intents_assert_none_set_aside (StoreFixture  *fixture);

G_END_DECLS
