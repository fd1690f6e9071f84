/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everybody who was sent a link from here: searched, forgotten, and remembered again. */
#pragma once

#include "core/links/pl-link-feed.h"
#include "pl-person.h"
#include "store/pl-database.h"

G_BEGIN_DECLS

/* Most people that are listed at once. */
#define PL_PEOPLE_MAX 200

#define PL_TYPE_PEOPLE (pl_people_get_type ())
G_DECLARE_FINAL_TYPE (PlPeople, pl_people, PL, PEOPLE, GObject)

/* Signal: "changed": the list was read; also when nobody in it is another. */
PlPeople     *pl_people_new               (const char           *account,
                                           PlDatabase           *database,
                                           PlLinkFeed           *feed);
GListModel   *pl_people_get_model         (PlPeople             *self); /* of PlPerson, last written to first */
void          pl_people_set_search        (PlPeople             *self,
                                           const char           *typed);
guint         pl_people_get_n_found       (PlPeople             *self); /* also beyond PL_PEOPLE_MAX */
guint         pl_people_get_n_all         (PlPeople             *self);
const GError *pl_people_get_error         (PlPeople             *self); /* (nullable) of the last reading */

void          pl_people_forget_async      (PlPeople             *self,
                                           PlPerson             *person,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void          pl_people_restore_async     (PlPeople             *self,
                                           PlPerson             *person,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void          pl_people_forget_all_async  (PlPeople             *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* Of any of the three. */
gboolean      pl_people_change_finish     (PlPeople             *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
