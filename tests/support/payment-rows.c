/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payments as a test wants them, written to the fixture's database. */
#include "payment-rows.h"

#include "store/pl-payment-table.h"

typedef struct
{
  const char    *link_id;
  PayrocPayment *payment;
} Put;

static PayrocPayment *
create_payment (const PaymentRow *row)
{
  PayrocPaymentSource source = row->returned ? PAYROC_PAYMENT_SOURCE_BANK : PAYROC_PAYMENT_SOURCE_CARD;
  g_autoptr (GDateTime) time = row->paid_at < 0 ? NULL : g_date_time_new_from_unix_utc (row->paid_at);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;
  g_autofree char *date = text != NULL ? g_strdup_printf (",\"dateTime\":\"%s\"", text) : g_strdup ("");
  g_autofree char *refunds = NULL;
  g_autofree char *document = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  PayrocPayment *payment;

  refunds = row->refunded != 0 ? g_strdup_printf (",\"refunds\":[{\"amount\":%" G_GINT64_FORMAT ",\"status\":\"ready\","
                                                  "\"responseCode\":\"A\"}]", row->refunded)
                               : g_strdup ("");
  document = g_strdup_printf ("{\"paymentId\":\"%s\",\"order\":{\"orderId\":\"1\"%s},\"transactionResult\":{"
                              "\"type\":\"%s\",\"status\":\"%s\",\"responseCode\":\"%s\","
                              "\"authorizedAmount\":%" G_GINT64_FORMAT ",\"currency\":\"%s\"}%s%s}",
                              row->id, date, row->returned ? "payment" : "sale",
                              row->status != NULL ? row->status : "complete",
                              row->response != NULL ? row->response : "A", row->amount, row->currency, refunds,
                              row->returned ? ",\"returns\":[{\"paymentId\":\"R\"}]" : "");
  node = json_from_string (document, &error);
  g_assert_no_error (error);
  payment = payroc_payment_new_from_json (node, source, &error);
  g_assert_no_error (error);

  return payment;
}

static gboolean
put_work (PlConnection  *connection,
          gpointer       data,
          GError       **error)
{
  Put *put = data;

  return pl_payment_table_put (connection, STORE_FIXTURE_ACCOUNT, put->link_id, put->payment, 1, NULL, error);
}

void
payment_row_put (StoreFixture     *fixture,
                 const PaymentRow *row)
{
  g_autoptr (PayrocPayment) payment = create_payment (row);
  Put put = { .link_id = row->link_id != NULL ? row->link_id : "LINK000001", .payment = payment };

  store_write (fixture->database, put_work, &put);
}
