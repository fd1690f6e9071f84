/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates are kept as everything that has a name is kept. */
#include "pl-template-list.h"

#include "store/pl-setting-table.h"

struct _PlTemplateList
{
  PlNamedList parent_instance;
};

G_DEFINE_FINAL_TYPE (PlTemplateList, pl_template_list, PL_TYPE_NAMED_LIST)

static void
pl_template_list_class_init (PlTemplateListClass *klass)
{
  PlNamedListClass *list_class = PL_NAMED_LIST_CLASS (klass);

  list_class->table = PL_NAMED_TABLE_TEMPLATES;
  list_class->setting = PL_SETTING_KEEP "template-used";
  list_class->item_type = PL_TYPE_TEMPLATE;
}

static void
pl_template_list_init (PlTemplateList *self)
{
}

/**
 * pl_template_list_new:
 * @account: an account's UUID
 * @database: where its templates are stored
 *
 * Returns: (transfer full): the account's templates, one visit to the worker later (#PlNamedList:loaded)
 */
PlTemplateList *
pl_template_list_new (const char *account,
                      PlDatabase *database)
{
  PlTemplateList *self = g_object_new (PL_TYPE_TEMPLATE_LIST, NULL);

  pl_named_list_open (PL_NAMED_LIST (self), account, database);

  return self;
}
