/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of a link are read again and again: what stays keeps its object, and who holds which address is told. */
#include <json-glib/json-glib.h>

#include "core/links/pl-link-holders.h"
#include "core/links/pl-link-sync.h"
#include "core/links/pl-old-address.h"
#include "payroc/money/payroc-payment.h"
#include "payroc/sharing/payroc-recipient.h"
#include "store/pl-address-table.h"

static PayrocPayment *
make_payment (char id,
              int  amount)
{
  g_autofree char     *text = g_strdup_printf ("{\"paymentId\":\"%c\",\"order\":{\"currency\":\"USD\"},"
                                               "\"transactionResult\":{\"authorizedAmount\":%d}}", id, amount);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError)   error = NULL;
  PayrocPayment       *payment = payroc_payment_new_from_json (node, PAYROC_PAYMENT_SOURCE_CARD, &error);

  g_assert_no_error (error);

  return payment;
}

/* Small letters: with another amount. */
static GPtrArray *
make_payments (const char *ids)
{
  GPtrArray *payments = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *ids != '\0'; ids++)
    g_ptr_array_add (payments, make_payment (g_ascii_toupper (*ids), g_ascii_isupper (*ids) ? 100 : 200));

  return payments;
}

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            gpointer    user_data)
{
  g_string_append_printf (user_data, "%u-%u+%u ", position, removed, added);
}

static const struct
{
  const char *before;
  const char *after;
  const char *splices;
} cases[] = {
  { "", "", "" },
  { "", "AB", "0-0+2 " },
  { "ABC", "ABC", "" },
  { "ABC", "XABC", "0-0+1 " },
  { "ABC", "ABCX", "3-0+1 " },
  { "ABC", "AXBC", "1-0+1 " },
  { "ABC", "AbC", "1-1+1 " },
  { "ABC", "C", "0-2+0 " },
  { "ABC", "A", "1-2+0 " },
  { "ABC", "", "0-3+0 " },
  { "ABC", "AXYC", "1-1+2 " },
  { "ABCD", "XBYD", "0-1+1 2-1+1 " },
  { "ABC", "CAB", "0-2+0 1-0+2 " },
  { "ABCD", "bXc", "0-1+0 0-1+1 1-0+1 2-1+1 3-1+0 " },
  { "ABC", "xyz", "0-3+3 " },
};

static void
test_splices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GListStore) store = g_list_store_new (PAYROC_TYPE_PAYMENT);
      g_autoptr (GPtrArray)  before = make_payments (cases[i].before);
      g_autoptr (GPtrArray)  after = make_payments (cases[i].after);
      g_autoptr (GString)    splices = g_string_new (NULL);

      g_test_message ("%s -> %s", cases[i].before, cases[i].after);
      pl_link_sync_run (store, before);
      g_signal_connect (store, "items-changed", G_CALLBACK (changed_cb), splices);
      pl_link_sync_run (store, after);
      g_assert_cmpstr (splices->str, ==, cases[i].splices);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, after->len);
      for (guint j = 0; j < after->len; j++)
        {
          g_autoptr (PayrocPayment) shown = g_list_model_get_item (G_LIST_MODEL (store), j);

          g_assert_true (json_node_equal (payroc_payment_get_json (shown),
                                          payroc_payment_get_json (g_ptr_array_index (after, j))));
        }
    }
}

/* The very same object: its row keeps the focus. */
static void
test_identity (void)
{
  g_autoptr (GListStore)    store = g_list_store_new (PAYROC_TYPE_PAYMENT);
  g_autoptr (GPtrArray)     before = make_payments ("AB");
  g_autoptr (GPtrArray)     after = make_payments ("XaB");
  g_autoptr (PayrocPayment) kept = NULL;

  pl_link_sync_run (store, before);
  pl_link_sync_run (store, after);
  kept = g_list_model_get_item (G_LIST_MODEL (store), 2);
  g_assert_true (kept == g_ptr_array_index (before, 1));
}

static PayrocSharingEvent *
make_event (const char *time,
            const char *name,
            const char *email)
{
  g_autofree char     *id = g_strdelimit (g_strdup (name), " ", '-');
  g_autofree char     *text = g_strdup_printf ("{\"sharingEventId\":\"%s\",\"dateTime\":%s%s%s,"
                                               "\"recipients\":[{\"name\":\"%s\",\"email\":\"%s\"}]}", id,
                                               time != NULL ? "\"" : "", time != NULL ? time : "null",
                                               time != NULL ? "\"" : "", name, email);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GError)   error = NULL;
  PayrocSharingEvent  *event = payroc_sharing_event_new_from_json (node, &error);

  g_assert_no_error (error);

  return event;
}

static char *
join_names (GListModel *people)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (PayrocRecipient) person = g_list_model_get_item (people, i);

      g_string_append_printf (text, "%s;", payroc_recipient_get_name (person));
    }

  return g_string_free (text, FALSE);
}

static void
add_address (GPtrArray  *rows,
             const char *address,
             const char *ended_at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (ended_at, NULL);
  PlAddressRow         *row = g_new0 (PlAddressRow, 1);

  row->address = g_strdup (address);
  row->ended_at = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  g_ptr_array_add (rows, row);
}

/* Newest first, as the tables give them. */
static void
test_holders (void)
{
  g_autoptr (GPtrArray)  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_address_row_free);
  g_autoptr (GPtrArray)  events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray)  matched = NULL;
  g_autoptr (GListModel) everybody = NULL;
  g_autofree char       *first = NULL;
  g_autofree char       *second = NULL;
  g_autofree char       *all = NULL;

  add_address (rows, "https://pay.example.com/2", "2024-07-20T12:00:00Z");
  add_address (rows, "https://pay.example.com/1", "2024-07-10T12:00:00Z");
  g_ptr_array_add (events, make_event ("2024-07-25T12:00:00Z", "Late", "late@example.com"));
  g_ptr_array_add (events, make_event ("2024-07-15T12:00:00Z", "Sarah Hopper", "SARAH@example.com"));
  /* On the very second of the change, by another clock: told for both, rather than for none. */
  g_ptr_array_add (events, make_event ("2024-07-10T12:00:00Z", "Edge", "edge@example.com"));
  g_ptr_array_add (events, make_event ("2024-07-05T12:00:00Z", "Sarah", "sarah@example.com"));
  g_ptr_array_add (events, make_event (NULL, "Timeless", "timeless@example.com"));

  matched = pl_link_holders_match (rows, events);
  g_assert_cmpuint (matched->len, ==, 2);
  second = join_names (pl_old_address_get_holders (g_ptr_array_index (matched, 0)));
  first = join_names (pl_old_address_get_holders (g_ptr_array_index (matched, 1)));
  g_assert_cmpstr (second, ==, "Sarah Hopper;Edge;Timeless;");
  g_assert_cmpstr (first, ==, "Edge;Sarah;Timeless;");

  /* Each address once, with the last name. */
  everybody = pl_link_holders_between (events, G_MININT64, G_MAXINT64);
  all = join_names (everybody);
  g_assert_cmpstr (all, ==, "Late;Sarah Hopper;Edge;Timeless;");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-sync/splices", test_splices);
  g_test_add_func ("/link-sync/identity", test_identity);
  g_test_add_func ("/link-sync/holders", test_holders);

  return g_test_run ();
}
