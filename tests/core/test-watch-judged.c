/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an earlier version has stored is understood by this one: once, from the store alone. */
#include "core/watch/pl-watch-store.h"

#include "store/pl-link-table.h"
#include "store/pl-payment-table.h"
#include "support/link-rows.h"

#define APPROVED "\"status\":\"complete\",\"responseCode\":\"A\",\"authorizedAmount\":4999,\"currency\":\"USD\""
#define AS_OF    G_GINT64_CONSTANT (1790000000000000)

static const struct
{
  LinkRow              link;
  const char          *payment;
  PayrocPaymentSource  source;
  PayrocLinkStatus     status;
  gint64               n_paid;
  guint                n_counted; /* by the version that stored it */
  gint64               counted;
} rows[] = {
  { { "AAAAAAAAAA", "Refunded", NULL, 4999, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" },
    "{\"paymentId\":\"P1\",\"transactionResult\":{" APPROVED "},\"refunds\":[{\"amount\":4999,\"currency\":\"USD\"}]}",
    PAYROC_PAYMENT_SOURCE_CARD, PAYROC_LINK_STATUS_REFUNDED, 0, 1, 4999 },
  { { "BBBBBBBBBB", "Half", NULL, 4999, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" },
    "{\"paymentId\":\"P2\",\"transactionResult\":{" APPROVED "},\"refunds\":[{\"amount\":1,\"currency\":\"USD\"}]}",
    PAYROC_PAYMENT_SOURCE_CARD, PAYROC_LINK_STATUS_PARTLY_REFUNDED, 1, 1, 4999 },
  { { "CCCCCCCCCC", "Returned", NULL, 4999, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" },
    "{\"paymentId\":\"P3\",\"transactionResult\":{" APPROVED "},\"returns\":[{\"amount\":4999}]}",
    PAYROC_PAYMENT_SOURCE_BANK, PAYROC_LINK_STATUS_RETURNED, 0, 1, 4999 },
  { { "EEEEEEEEEE", "Part", NULL, 4999, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" },
    "{\"paymentId\":\"P5\",\"transactionResult\":{\"status\":\"complete\",\"responseCode\":\"P\","
    "\"authorizedAmount\":100,\"currency\":\"USD\"}}",
    PAYROC_PAYMENT_SOURCE_CARD, PAYROC_LINK_STATUS_PARTLY_PAID, 1, 1, 100 },
  { { "FFFFFFFFFF", "Hold", NULL, 4999, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" },
    "{\"paymentId\":\"P6\",\"transactionResult\":{\"status\":\"pending\",\"responseCode\":\"A\","
    "\"authorizedAmount\":4999,\"currency\":\"USD\"}}",
    PAYROC_PAYMENT_SOURCE_CARD, PAYROC_LINK_STATUS_HELD, 0, 0, 0 },
  { { "GGGGGGGGGG", "Declined", NULL, 4999, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" },
    "{\"paymentId\":\"P7\",\"transactionResult\":{\"status\":\"declined\",\"responseCode\":\"D\","
    "\"authorizedAmount\":0,\"currency\":\"USD\"}}",
    PAYROC_PAYMENT_SOURCE_BANK, PAYROC_LINK_STATUS_DECLINED, 0, 0, 0 },
  { { "DDDDDDDDDD", "Kept", NULL, 4999, "USD", "completed", "singleUse", "2026-01-01", "2026-03-01" },
    "{\"paymentId\":\"P4\",\"transactionResult\":{" APPROVED "},\"refunds\":[],\"returns\":null}",
    PAYROC_PAYMENT_SOURCE_CARD, PAYROC_LINK_STATUS_COMPLETED, 1, 1, 4999 },
};

static gboolean
put_work (PlConnection  *connection,
          gpointer       data,
          GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode)      node = json_from_string (rows[i].payment, error);
      g_autoptr (PayrocPayment) payment = payroc_payment_new_from_json (node, rows[i].source, error);

      g_assert_true (pl_payment_table_put (connection, STORE_FIXTURE_ACCOUNT, rows[i].link.id, payment, AS_OF, NULL,
                                           error));
      g_assert_true (pl_link_table_set_paid (connection, STORE_FIXTURE_ACCOUNT, rows[i].link.id, rows[i].n_counted,
                                             rows[i].counted, "USD", AS_OF, error));
    }

  return TRUE;
}

static guint
sort (StoreFixture *fixture)
{
  g_autoptr (PlWatchSort) self = pl_watch_sort_new (STORE_FIXTURE_ACCOUNT);

  store_write (fixture->database, pl_watch_sort_work, self);
  g_assert_cmpuint (self->asks->len, ==, 0);
  g_assert_cmpuint (self->links->len, ==, self->rowids->len);

  return self->links->len;
}

static gint64
get (StoreFixture *fixture,
     const char   *column,
     const char   *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM links WHERE id = '%s'", column, id);

  return store_query_int (fixture->database, sql);
}

static void
test_judged (StoreFixture  *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    link_row_put (fixture, &rows[i].link);
  store_write (fixture->database, put_work, NULL);
  /* As a version stored it that knew of nothing but "paid". */
  store_exec (fixture->database, "UPDATE payments SET state = 1 WHERE id < 'P5'");
  /* And one that knew of no decline. */
  store_exec (fixture->database, "UPDATE links SET status = 12 WHERE id = 'GGGGGGGGGG'");

  /* All but the one that was kept, which nobody need hear of. */
  g_assert_cmpuint (sort (fixture), ==, G_N_ELEMENTS (rows) - 1);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (get (fixture, "status", rows[i].link.id), ==, rows[i].status);
      g_assert_cmpint (get (fixture, "paid_count", rows[i].link.id), ==, rows[i].n_paid);
      g_assert_cmpint (get (fixture, "paid_as_of", rows[i].link.id), ==, AS_OF);
    }
  g_assert_cmpint (store_query_int (fixture->database, "SELECT count (*) FROM payments WHERE state = 1"), ==, 3);

  g_assert_cmpuint (sort (fixture), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/watch-judged/once", StoreFixture, STORE_FIXTURE_ACCOUNT, store_fixture_set_up, test_judged,
              store_fixture_tear_down);

  return g_test_run ();
}
