/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headings of links are those that an import understands. */
#include "pl-export-rows.h"

static const char *const link_headings[] = {
  "paymentLinkId", "reference", "status", "kind", "amount", "currency", "customer-amount", "description", "order-id",
  "methods", "hold", "button", "save-card", "expires", "created", "timesPaid", "paidAmount", "paidCurrency",
  "paymentUrl",
};

static const char *const payment_headings[] = {
  "paymentId", "date", "method", "state", "amount", "currency", "refunded", "income", "payer", "orderId",
};

static const char *const payment_states[] = {
  [PAYROC_PAYMENT_STATE_UNKNOWN] = "unknown",
  [PAYROC_PAYMENT_STATE_PAID] = "paid",
  [PAYROC_PAYMENT_STATE_PENDING] = "pending",
  [PAYROC_PAYMENT_STATE_HELD] = "held",
  [PAYROC_PAYMENT_STATE_DECLINED] = "declined",
  [PAYROC_PAYMENT_STATE_REVERSED] = "reversed",
  [PAYROC_PAYMENT_STATE_RETURNED] = "returned",
  [PAYROC_PAYMENT_STATE_REFUNDED] = "fullyRefunded",
};

/* name: (nullable) */
static const char *
get_words (PlExportNaming  naming,
           const char     *name)
{
  const char *words = naming != NULL && name != NULL ? naming (name) : NULL;

  return words != NULL ? words : name;
}

static void
add_heading (PlCsvWriter       *writer,
             const char *const *headings,
             gsize              n_headings,
             PlExportNaming     naming)
{
  for (gsize i = 0; i < n_headings; i++)
    pl_csv_writer_add (writer, get_words (naming, headings[i]));
  pl_csv_writer_end_row (writer);
}

static void
add_money (PlCsvWriter       *writer,
           const PayrocMoney *money)
{
  g_autofree char *decimal = money != NULL ? payroc_money_to_decimal (money) : NULL;

  pl_csv_writer_add (writer, decimal);
}

static void
add_day (PlCsvWriter *writer,
         const GDate *day)
{
  char text[16] = "";

  if (day != NULL)
    g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  pl_csv_writer_add (writer, text);
}

static void
add_number (PlCsvWriter *writer,
            guint        number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", number);
  pl_csv_writer_add (writer, text);
}

static void
add_methods (PlCsvWriter          *writer,
             PayrocPaymentMethods  methods,
             PlExportNaming        naming)
{
  const char *card = (methods & PAYROC_PAYMENT_METHODS_CARD) != 0 ? get_words (naming, "card") : "";
  const char *bank = (methods & PAYROC_PAYMENT_METHODS_BANK_TRANSFER) != 0 ? get_words (naming, "bank") : "";
  g_autofree char *both = g_strconcat (card, *card != '\0' && *bank != '\0' ? "+" : "", bank, NULL);

  pl_csv_writer_add (writer, both);
}

/* The API's words, and two that it lacks. */
static const char *
get_status (PayrocLinkStatus status)
{
  if (status == PAYROC_LINK_STATUS_REFUNDED)
    return "fullyRefunded";
  if (status == PAYROC_LINK_STATUS_PARTLY_REFUNDED)
    return "partlyRefunded";

  return payroc_link_status_to_wire (status);
}

static const char *
get_state (PayrocPayment *payment)
{
  const PayrocPaymentState state = payroc_payment_get_state (payment);
  const PayrocMoney *refunded = payroc_payment_get_refunded (payment);

  if (state == PAYROC_PAYMENT_STATE_PAID && refunded != NULL && refunded->minor > 0)
    return "partlyRefunded";

  return payment_states[state];
}

static const char *
get_kind (PayrocLinkKind kind)
{
  switch (kind)
    {
    case PAYROC_LINK_KIND_SINGLE_USE:
      return "single";
    case PAYROC_LINK_KIND_MULTI_USE:
      return "multi";
    case PAYROC_LINK_KIND_UNKNOWN:
    default:
      return NULL;
    }
}

static const char *
get_save_card (PayrocLink *link)
{
  if (!payroc_link_get_tokenize (link))
    return NULL;

  return payroc_link_get_mit_agreement (link) != PAYROC_MIT_AGREEMENT_NONE
           ? payroc_mit_agreement_to_wire (payroc_link_get_mit_agreement (link))
           : "yes";
}

/**
 * pl_export_add_link_heading:
 * @writer: a writer
 * @naming: (nullable): what its words are
 *
 * Adds the row that stands above links.
 */
void
pl_export_add_link_heading (PlCsvWriter    *writer,
                            PlExportNaming  naming)
{
  add_heading (writer, link_headings, G_N_ELEMENTS (link_headings), naming);
}

/**
 * pl_export_add_link:
 * @writer: a writer
 * @link: a link
 * @status: what it is; of a completed one what became of its money
 * @n_paid: how often it was paid, as last counted
 * @paid: (nullable): how much came in
 * @naming: (nullable): what its words are
 *
 * Adds a row for a link.
 */
void
pl_export_add_link (PlCsvWriter       *writer,
                    PayrocLink        *link,
                    PayrocLinkStatus   status,
                    guint              n_paid,
                    const PayrocMoney *paid,
                    PlExportNaming     naming)
{
  const gboolean prompt = payroc_link_get_charge_kind (link) == PAYROC_CHARGE_KIND_PROMPT;
  const gboolean hold = payroc_link_get_auth_type (link) == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION;

  pl_csv_writer_add (writer, payroc_link_get_id (link));
  pl_csv_writer_add (writer, payroc_link_get_reference (link));
  pl_csv_writer_add (writer, get_words (naming, get_status (status)));
  pl_csv_writer_add (writer, get_words (naming, get_kind (payroc_link_get_kind (link))));
  add_money (writer, payroc_link_get_amount (link));
  pl_csv_writer_add (writer, payroc_link_get_currency (link));
  pl_csv_writer_add (writer, get_words (naming, prompt ? "yes" : NULL));
  pl_csv_writer_add (writer, payroc_link_get_description (link));
  pl_csv_writer_add (writer, payroc_link_get_order_id (link));
  add_methods (writer, payroc_link_get_methods (link), naming);
  pl_csv_writer_add (writer, get_words (naming, hold ? "yes" : NULL));
  pl_csv_writer_add (writer, payroc_link_get_button_label (link));
  pl_csv_writer_add (writer, get_words (naming, get_save_card (link)));
  add_day (writer, payroc_link_get_expires_on (link));
  add_day (writer, payroc_link_get_created_on (link));
  add_number (writer, n_paid);
  add_money (writer, paid);
  pl_csv_writer_add (writer, paid != NULL ? paid->currency : NULL);
  pl_csv_writer_add (writer, payroc_link_get_payment_url (link));
  pl_csv_writer_end_row (writer);
}

/**
 * pl_export_add_payment_heading:
 * @writer: a writer
 * @naming: (nullable): what its words are
 *
 * Adds the row that stands above payments.
 */
void
pl_export_add_payment_heading (PlCsvWriter    *writer,
                               PlExportNaming  naming)
{
  add_heading (writer, payment_headings, G_N_ELEMENTS (payment_headings), naming);
}

/**
 * pl_export_add_payment:
 * @writer: a writer
 * @payment: a payment
 * @naming: (nullable): what its words are
 *
 * Adds a row for a payment.
 */
void
pl_export_add_payment (PlCsvWriter    *writer,
                       PayrocPayment  *payment,
                       PlExportNaming  naming)
{
  const PayrocMoney *amount = payroc_payment_get_amount (payment);
  GDateTime *moment = payroc_payment_get_date_time (payment);
  g_autofree char *date = moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;
  PayrocMoney income;

  pl_csv_writer_add (writer, payroc_payment_get_id (payment));
  pl_csv_writer_add (writer, date);
  pl_csv_writer_add (writer, get_words (naming, payroc_payment_get_source (payment) == PAYROC_PAYMENT_SOURCE_BANK
                                                ? "bank" : "card"));
  pl_csv_writer_add (writer, get_words (naming, get_state (payment)));
  add_money (writer, amount);
  pl_csv_writer_add (writer, amount != NULL ? amount->currency : NULL);
  add_money (writer, payroc_payment_get_refunded (payment));
  add_money (writer, payroc_payment_get_income (payment, &income) ? &income : NULL);
  pl_csv_writer_add (writer, payroc_payment_get_payer (payment));
  pl_csv_writer_add (writer, payroc_payment_get_order_id (payment));
  pl_csv_writer_end_row (writer);
}
