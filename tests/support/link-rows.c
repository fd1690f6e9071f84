/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links as a test wants them, written to the fixture's database. */
#include "link-rows.h"

#include "store/pl-link-table.h"

typedef struct
{
  PayrocLink *link;
  gint64      rowid;
} Put;

/* Returns: (transfer full) */
PayrocLink *
link_row_create (const LinkRow *row)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    node = NULL;
  g_autoptr (GError)      error = NULL;
  PayrocLink             *link;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, row->kind);
  json_builder_set_member_name (builder, "paymentLinkId");
  json_builder_add_string_value (builder, row->id);
  json_builder_set_member_name (builder, "merchantReference");
  json_builder_add_string_value (builder, row->reference);
  json_builder_set_member_name (builder, "status");
  json_builder_add_string_value (builder, row->status);
  json_builder_set_member_name (builder, "createdOn");
  json_builder_add_string_value (builder, row->created_on);
  if (row->expires_on != NULL)
    {
      json_builder_set_member_name (builder, "expiresOn");
      json_builder_add_string_value (builder, row->expires_on);
    }
  json_builder_set_member_name (builder, "order");
  json_builder_begin_object (builder);
  if (row->description != NULL)
    {
      json_builder_set_member_name (builder, "description");
      json_builder_add_string_value (builder, row->description);
    }
  json_builder_set_member_name (builder, "charge");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, row->amount < 0 ? "prompt" : "preset");
  if (row->amount >= 0)
    {
      json_builder_set_member_name (builder, "amount");
      json_builder_add_int_value (builder, row->amount);
    }
  json_builder_set_member_name (builder, "currency");
  json_builder_add_string_value (builder, row->currency);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  node = json_builder_get_root (builder);
  link = payroc_link_new_from_json (node, &error);
  g_assert_no_error (error);

  return link;
}

static gboolean
put_work (PlConnection  *connection,
          gpointer       work_data,
          GError       **error)
{
  Put *put = work_data;

  return pl_link_table_put (connection, STORE_FIXTURE_ACCOUNT, put->link, 1, &put->rowid, error);
}

gint64
link_row_put (StoreFixture  *fixture,
              const LinkRow *row)
{
  g_autoptr (PayrocLink) link = link_row_create (row);
  Put                    put = { .link = link };

  store_write (fixture->database, put_work, &put);

  return put.rowid;
}
