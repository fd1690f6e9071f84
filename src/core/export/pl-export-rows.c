/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headings of links are those that an import understands. */
#include "pl-export-rows.h"

#include "core/links/pl-link-outcome.h"
#include "payroc/payroc-json-dup.h"
#include "payroc/sharing/payroc-recipient.h"

static const char *const link_headings[] = {
  "paymentLinkId", "reference", "status", "kind", "amount", "currency", "customer-amount", "description", "order-id",
  "methods", "hold", "button", "save-card", "expires", "created", "timesPaid", "paidAmount", "paidCurrency",
  "paymentUrl", "lastPaid", "refunded", "sentTo",
};

static const char *const payment_headings[] = {
  "paymentId", "date", "method", "state", "amount", "currency", "refunded", "income", "payer", "orderId",
};

/* What an accountant books by comes first. */
static const char *const list_payment_headings[] = {
  "paidOn", "reference", "linkId", "payer", "method", "amount", "currency", "state", "refunded", "income", "paymentId",
  "orderId", "date", "asOf",
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
  [PAYROC_PAYMENT_STATE_GONE] = "noLongerListed",
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

/* number: (nullable) */
static void
add_number (PlCsvWriter *writer,
            const guint *number)
{
  char text[16] = "";

  if (number != NULL)
    g_snprintf (text, sizeof text, "%u", *number);
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

/* The API's words, and those that it lacks. */
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
get_method (PayrocPayment *payment)
{
  return payroc_payment_get_source (payment) == PAYROC_PAYMENT_SOURCE_BANK ? "bank" : "card";
}

/* (nullable) */
static char *
dup_moment (PayrocPayment *payment)
{
  GDateTime *moment = payroc_payment_get_date_time (payment);

  return moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;
}

/* moment: (nullable). The shop's own day, in whose books it is. */
static char *
dup_local_day (GDateTime *moment)
{
  g_autoptr (GDateTime) here = moment != NULL ? g_date_time_to_local (moment) : NULL;

  return here != NULL ? g_date_time_format (here, "%Y-%m-%d") : NULL;
}

static char *
dup_day (PayrocPayment *payment)
{
  return dup_local_day (payroc_payment_get_date_time (payment));
}

/* "Sarah Hopper <sarah@example.com>; bob@example.com" */
static char *
dup_holders (GListModel *holders)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; holders != NULL && i < g_list_model_get_n_items (holders); i++)
    {
      g_autoptr (PayrocRecipient) holder = g_list_model_get_item (holders, i);
      g_autofree char *one = payroc_recipient_to_text (holder);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", one);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* as_of: microseconds since the epoch; 0: never. */
static char *
dup_as_of (gint64 as_of)
{
  g_autoptr (GDateTime) moment = as_of > 0 ? g_date_time_new_from_unix_utc (as_of / G_USEC_PER_SEC) : NULL;

  return moment != NULL ? g_date_time_format_iso8601 (moment) : NULL;
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
 * pl_export_standing_count:
 * @self: what is known of a link
 * @payments: (element-type PayrocPayment): its payments
 * @is_whole: whether these are all that can be there, as far as is known
 *
 * Finds when it was paid last, and what of that went back. What was declined, is held or on its way is no payment, and
 * what a bank took back is none any more. Of several currencies there is no sum, and where one payment may be missing,
 * or nobody can tell what it was, neither is known.
 */
void
pl_export_standing_count (PlExportStanding *self,
                          GPtrArray        *payments,
                          gboolean          is_whole)
{
  gboolean summable = TRUE;

  for (guint i = 0; i < payments->len; i++)
    {
      PayrocPayment *payment = g_ptr_array_index (payments, i);
      const PayrocPaymentState state = payroc_payment_get_state (payment);
      const PayrocMoney *refunded = payroc_payment_get_refunded (payment);
      GDateTime *moment = payroc_payment_get_date_time (payment);
      PayrocMoney income;

      is_whole = is_whole && ((state != PAYROC_PAYMENT_STATE_UNKNOWN && state != PAYROC_PAYMENT_STATE_GONE)
                              || payroc_payment_get_income (payment, &income));
      if (state != PAYROC_PAYMENT_STATE_PAID && state != PAYROC_PAYMENT_STATE_REFUNDED)
        continue;

      if (moment != NULL && (self->last_paid == NULL || g_date_time_compare (moment, self->last_paid) > 0))
        {
          g_clear_pointer (&self->last_paid, g_date_time_unref);
          self->last_paid = g_date_time_ref (moment);
        }
      if (refunded == NULL || refunded->minor <= 0)
        continue;

      if (!self->has_refunded)
        self->refunded = *refunded;
      else
        summable = payroc_money_add (&self->refunded, refunded, &self->refunded) && summable;
      self->has_refunded = TRUE;
    }

  self->has_refunded = self->has_refunded && summable && is_whole;
  if (!is_whole)
    g_clear_pointer (&self->last_paid, g_date_time_unref);
}

/**
 * pl_export_standing_clear:
 * @self: what is known of a link
 */
void
pl_export_standing_clear (PlExportStanding *self)
{
  g_clear_pointer (&self->last_paid, g_date_time_unref);
  g_clear_object (&self->holders);
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
 * @standing: what is known beside it
 * @naming: (nullable): what its words are
 *
 * Adds a row for a link.
 */
void
pl_export_add_link (PlCsvWriter            *writer,
                    PayrocLink             *link,
                    const PlExportStanding *standing,
                    PlExportNaming          naming)
{
  const gboolean prompt = payroc_link_get_charge_kind (link) == PAYROC_CHARGE_KIND_PROMPT;
  const gboolean hold = payroc_link_get_auth_type (link) == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION;
  g_autofree char *last_paid = dup_local_day (standing->last_paid);
  g_autofree char *holders = dup_holders (standing->holders);

  pl_csv_writer_add (writer, payroc_link_get_id (link));
  pl_csv_writer_add (writer, payroc_link_get_reference (link));
  pl_csv_writer_add (writer, get_words (naming, pl_link_outcome_to_word (standing->status)));
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
  add_number (writer, standing->has_count ? &standing->n_paid : NULL);
  add_money (writer, standing->has_paid ? &standing->paid : NULL);
  pl_csv_writer_add (writer, standing->has_paid ? standing->paid.currency : NULL);
  pl_csv_writer_add (writer, payroc_link_get_payment_url (link));
  pl_csv_writer_add (writer, last_paid);
  add_money (writer, standing->has_refunded ? &standing->refunded : NULL);
  pl_csv_writer_add (writer, holders);
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
  g_autofree char *date = dup_moment (payment);
  PayrocMoney income;

  pl_csv_writer_add (writer, payroc_payment_get_id (payment));
  pl_csv_writer_add (writer, date);
  pl_csv_writer_add (writer, get_words (naming, get_method (payment)));
  pl_csv_writer_add (writer, get_words (naming, get_state (payment)));
  add_money (writer, amount);
  pl_csv_writer_add (writer, amount != NULL ? amount->currency : NULL);
  add_money (writer, payroc_payment_get_refunded (payment));
  add_money (writer, payroc_payment_get_income (payment, &income) ? &income : NULL);
  pl_csv_writer_add (writer, payroc_payment_get_payer (payment));
  pl_csv_writer_add (writer, payroc_payment_get_order_id (payment));
  pl_csv_writer_end_row (writer);
}

/**
 * pl_export_add_list_payment_heading:
 * @writer: a writer
 * @naming: (nullable): what its words are
 *
 * Adds the row that stands above the payments of many links.
 */
void
pl_export_add_list_payment_heading (PlCsvWriter    *writer,
                                    PlExportNaming  naming)
{
  add_heading (writer, list_payment_headings, G_N_ELEMENTS (list_payment_headings), naming);
}

/**
 * pl_export_add_list_payment:
 * @writer: a writer
 * @link: the link that was paid
 * @payment: a payment of it
 * @as_of: when all of its payments were last read from Payroc, in microseconds since the epoch; 0: never
 * @naming: (nullable): what its words are
 *
 * Adds a row for a payment among those of many links. Its day is that of this computer's time zone.
 */
void
pl_export_add_list_payment (PlCsvWriter    *writer,
                            PayrocLink     *link,
                            PayrocPayment  *payment,
                            gint64          as_of,
                            PlExportNaming  naming)
{
  const PayrocMoney *amount = payroc_payment_get_amount (payment);
  g_autofree char *day = dup_day (payment);
  g_autofree char *date = dup_moment (payment);
  g_autofree char *known = dup_as_of (as_of);
  PayrocMoney income;

  pl_csv_writer_add (writer, day);
  pl_csv_writer_add (writer, payroc_link_get_reference (link));
  pl_csv_writer_add (writer, payroc_link_get_id (link));
  pl_csv_writer_add (writer, payroc_payment_get_payer (payment));
  pl_csv_writer_add (writer, get_words (naming, get_method (payment)));
  add_money (writer, amount);
  pl_csv_writer_add (writer, amount != NULL ? amount->currency : NULL);
  pl_csv_writer_add (writer, get_words (naming, get_state (payment)));
  add_money (writer, payroc_payment_get_refunded (payment));
  add_money (writer, payroc_payment_get_income (payment, &income) ? &income : NULL);
  pl_csv_writer_add (writer, payroc_payment_get_id (payment));
  pl_csv_writer_add (writer, payroc_payment_get_order_id (payment));
  pl_csv_writer_add (writer, date);
  pl_csv_writer_add (writer, known);
  pl_csv_writer_end_row (writer);
}

/* text: (nullable). Nothing is added for nothing. */
static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
set_money (JsonObject        *object,
           const char        *name,
           const PayrocMoney *money)
{
  g_autofree char *decimal = money != NULL ? payroc_money_to_decimal (money) : NULL;

  set_text (object, name, decimal);
}

/**
 * pl_export_create_link:
 * @link: a link
 * @standing: what is known beside it
 *
 * Returns: (transfer full): Payroc's own object, and in "paylinks" by the names of the table's columns what Payroc does
 *   not say in it
 */
JsonNode *
pl_export_create_link (PayrocLink             *link,
                       const PlExportStanding *standing)
{
  JsonNode *node = payroc_json_dup (payroc_link_get_json (link));
  JsonObject *object = json_object_new ();
  JsonArray *holders = json_array_new ();
  g_autofree char *last_paid = dup_local_day (standing->last_paid);

  set_text (object, "status", pl_link_outcome_to_word (standing->status));
  if (standing->has_count)
    json_object_set_int_member (object, "timesPaid", standing->n_paid);
  set_money (object, "paidAmount", standing->has_paid ? &standing->paid : NULL);
  set_text (object, "paidCurrency", standing->has_paid ? standing->paid.currency : NULL);
  set_text (object, "lastPaid", last_paid);
  set_money (object, "refunded", standing->has_refunded ? &standing->refunded : NULL);
  for (guint i = 0; standing->holders != NULL && i < g_list_model_get_n_items (standing->holders); i++)
    {
      g_autoptr (PayrocRecipient) holder = g_list_model_get_item (standing->holders, i);

      json_array_add_element (holders, payroc_recipient_to_json (holder));
    }
  json_object_set_array_member (object, "sentTo", holders);
  json_object_set_object_member (json_node_get_object (node), "paylinks", object);

  return node;
}

/**
 * pl_export_create_list_payment:
 * @link: the link that was paid
 * @payment: a payment of it
 * @as_of: when all of its payments were last read from Payroc, in microseconds since the epoch; 0: never
 *
 * Returns: (transfer full): what pl_export_add_list_payment() writes, by its stable names, and in "payment" Payroc's
 *   own object
 */
JsonNode *
pl_export_create_list_payment (PayrocLink    *link,
                               PayrocPayment *payment,
                               gint64         as_of)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  const PayrocMoney *amount = payroc_payment_get_amount (payment);
  g_autofree char *day = dup_day (payment);
  g_autofree char *date = dup_moment (payment);
  g_autofree char *known = dup_as_of (as_of);
  PayrocMoney income;

  json_node_take_object (node, object);
  set_text (object, "paidOn", day);
  set_text (object, "reference", payroc_link_get_reference (link));
  set_text (object, "linkId", payroc_link_get_id (link));
  set_text (object, "payer", payroc_payment_get_payer (payment));
  set_text (object, "method", get_method (payment));
  set_money (object, "amount", amount);
  set_text (object, "currency", amount != NULL ? amount->currency : NULL);
  set_text (object, "state", get_state (payment));
  set_money (object, "refunded", payroc_payment_get_refunded (payment));
  set_money (object, "income", payroc_payment_get_income (payment, &income) ? &income : NULL);
  set_text (object, "paymentId", payroc_payment_get_id (payment));
  set_text (object, "orderId", payroc_payment_get_order_id (payment));
  set_text (object, "date", date);
  set_text (object, "asOf", known);
  json_object_set_member (object, "payment", json_node_copy (payroc_payment_get_json (payment)));

  return node;
}
