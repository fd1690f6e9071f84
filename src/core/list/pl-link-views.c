/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views are kept as everything that has a name is kept. */
#include "pl-link-views.h"

#include "store/pl-setting-table.h"

struct _PlLinkViews
{
  PlNamedList parent_instance;
};

G_DEFINE_FINAL_TYPE (PlLinkViews, pl_link_views, PL_TYPE_NAMED_LIST)

static void
pl_link_views_class_init (PlLinkViewsClass *klass)
{
  PlNamedListClass *list_class = PL_NAMED_LIST_CLASS (klass);

  list_class->table = PL_NAMED_TABLE_VIEWS;
  list_class->setting = PL_SETTING_KEEP "view";
  list_class->item_type = PL_TYPE_LINK_VIEW;
}

static void
pl_link_views_init (PlLinkViews *self)
{
}

/**
 * pl_link_views_new:
 * @account: an account's UUID
 * @database: where its views are stored
 *
 * Returns: (transfer full): the account's views, one visit to the worker later (#PlNamedList:loaded)
 */
PlLinkViews *
pl_link_views_new (const char *account,
                   PlDatabase *database)
{
  PlLinkViews *self = g_object_new (PL_TYPE_LINK_VIEWS, NULL);

  pl_named_list_open (PL_NAMED_LIST (self), account, database);

  return self;
}
