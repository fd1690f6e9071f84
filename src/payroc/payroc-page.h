/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of a list: rows and where the next page starts. Never a host: the token goes only where we configured it. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PAYROC_PAGE_LIMIT_MAX 100
#define PAYROC_PAGE_ROWS      "data"

#define PAYROC_TYPE_PAGE (payroc_page_get_type ())
G_DECLARE_FINAL_TYPE (PayrocPage, payroc_page, PAYROC, PAGE, GObject)

/* Makes one row of a page; NULL + error drops that row and counts it in n_unreadable. */
typedef GObject *(*PayrocPageRowFunc) (JsonNode *node, gpointer user_data, GError **error);

/* id_field: the member that serves as cursor ("paymentLinkId"). Uses the "after" of the next href's query, else the
 * last row's id; a href's scheme, host and path are ignored. Errors: PAYROC_ERROR_BAD_REPLY, also when there is more
 * but no cursor to it. */
PayrocPage *payroc_page_new_from_json    (JsonNode           *node,
                                          GType               row_type,
                                          const char         *id_field,
                                          PayrocPageRowFunc   make_row,
                                          gpointer            user_data,
                                          GError            **error);
GListModel *payroc_page_get_rows         (PayrocPage         *self); /* (transfer none) */
const char *payroc_page_get_next_cursor  (PayrocPage         *self); /* (nullable) NULL when this is the last page */
guint       payroc_page_get_n_unreadable (PayrocPage         *self);
/* Of the reply that it came in, in bytes: whoever keeps many pages keeps so much, and more. */
gsize       payroc_page_get_size         (PayrocPage         *self);
void        payroc_page_set_size         (PayrocPage         *self,
                                          gsize               size);

G_END_DECLS
