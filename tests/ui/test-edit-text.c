/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change means, who holds the old address, and what goes out once more: in words. */
#include <json-glib/json-glib.h>

#include "core/links/pl-old-address.h"
#include "payroc/sharing/payroc-recipient.h"
#include "ui/edit/pl-edit-text.h"
#include "ui/link/pl-send-again.h"
#include "ui/parts/pl-field-text.h"

static PayrocLink *
make_link (const char *rest)
{
  g_autofree char     *text = g_strdup_printf ("{\"type\":\"singleUse\",\"paymentLinkId\":\"CKHP6VVWYT\"%s}", rest);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError)   error = NULL;
  PayrocLink          *link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);

  return link;
}

static const struct
{
  const char *parameter;
  const char *rest;
  const char *value;
} values[] = {
  { "order.charge.amount", ",\"order\":{\"charge\":{\"type\":\"preset\",\"amount\":4999,\"currency\":\"USD\"}}",
    "$49.99" },
  { "order.charge.currency", ",\"order\":{\"charge\":{\"type\":\"prompt\",\"currency\":\"EUR\"}}", "EUR" },
  { "order.description", ",\"order\":{\"description\":\"Pizza\"}", "Pizza" },
  { "order.description", "", "none" },
  { "expiresOn", ",\"expiresOn\":\"2024-08-02\"", "2 August" },
  { "expiresOn", "", "never" },
  { "customLabels[0].label", ",\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"Pay\"}]", "Pay" },
  { "credentialOnFile", ",\"credentialOnFile\":{\"tokenize\":false}", "not saved" },
  { "merchantReference", ",\"merchantReference\":\"INV-7\"", "INV-7" },
};

static void
test_values (void)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 1, G_DATE_JULY, 2024);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (PayrocLink) link = make_link (values[i].rest);
      g_autoptr (PayrocLinkDraft) fields = payroc_link_draft_new_from_link (link);
      g_autofree char       *value = pl_field_text_value (fields, values[i].parameter, &today);

      g_assert_cmpstr (value, ==, values[i].value);
      g_assert_nonnull (pl_field_text_name (values[i].parameter));
    }
}

static GListModel *
make_people (guint n)
{
  GListStore *people = g_list_store_new (PAYROC_TYPE_RECIPIENT);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char            *email = g_strdup_printf ("sarah%u@example.com", i);
      g_autoptr (PayrocRecipient) person = payroc_recipient_new ("Sarah Hopper", email);

      g_list_store_append (people, person);
    }

  return G_LIST_MODEL (people);
}

static void
test_holders (void)
{
  /* How many there are, how many are named, how many are counted. */
  static const guint counts[][3] = { { 1, 1, 0 }, { 5, 5, 0 }, { 6, 4, 2 }, { 40, 4, 36 } };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GListModel) people = make_people (counts[i][0]);
      g_autofree char       *text = pl_edit_text_holders (people);
      g_auto (GStrv)         parts = g_strsplit (text, "Sarah Hopper", -1);
      g_autofree char       *others = g_strdup_printf ("and %u others", counts[i][2]);

      g_assert_cmpuint (g_strv_length (parts) - 1, ==, counts[i][1]);
      g_assert_cmpint (strstr (text, others) != NULL, ==, counts[i][2] > 0);
    }

  {
    g_autoptr (GListModel) nobody = make_people (0);
    g_autofree char       *text = pl_edit_text_holders (nobody);

    g_assert_nonnull (strstr (text, "not sent by e-mail"));
  }
}

static void
test_ignored (void)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new ();
  g_autofree char      *text = NULL;

  g_ptr_array_add (parameters, (gpointer) "order.charge.amount");
  g_ptr_array_add (parameters, (gpointer) "customLabels[0].label");
  g_ptr_array_add (parameters, (gpointer) "something.new");
  text = pl_edit_text_ignored (parameters);
  g_assert_true (g_str_has_suffix (text, "Amount, Button text, Another field"));
}

/* The same people and words, with the address that works now. */
static void
test_send_again (void)
{
  g_autoptr (JsonNode)           node = json_from_string ("{\"sharingEventId\":\"EVENT00001\","
                                                          "\"message\":\"Pay at https://pay.example.com/1, please\","
                                                          "\"recipients\":[{\"name\":\"Sarah Hopper\","
                                                          "\"email\":\"sarah@example.com\"}]}", NULL);
  g_autoptr (PayrocSharingEvent) event = payroc_sharing_event_new_from_json (node, NULL);
  g_autoptr (GListStore)         old = g_list_store_new (PL_TYPE_OLD_ADDRESS);
  g_autoptr (PlOldAddress)       first = pl_old_address_new ("https://pay.example.com/1", 1, make_people (0));
  g_autoptr (PayrocShare)        share = NULL;
  g_autoptr (PayrocShare)        unchanged = NULL;

  g_list_store_append (old, first);
  share = pl_send_again_create_share (event, G_LIST_MODEL (old), "https://pay.example.com/2");
  g_assert_cmpstr (payroc_share_get_message (share), ==, "Pay at https://pay.example.com/2, please");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (payroc_share_get_recipients (share))), ==, 1);
  g_assert_false (payroc_share_get_merchant_copy (share));

  unchanged = pl_send_again_create_share (event, G_LIST_MODEL (old), NULL);
  g_assert_cmpstr (payroc_share_get_message (unchanged), ==, "Pay at https://pay.example.com/1, please");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit-text/values", test_values);
  g_test_add_func ("/edit-text/holders", test_holders);
  g_test_add_func ("/edit-text/ignored", test_ignored);
  g_test_add_func ("/edit-text/send-again", test_send_again);

  return g_test_run ();
}
