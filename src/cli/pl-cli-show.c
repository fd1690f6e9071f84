/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show, history, payments: one link from three sides. */
#include "config.h"

#include <glib/gi18n.h>

#include "core/links/pl-old-address.h"
#include "pl-cli-command.h"
#include "pl-cli-document.h"
#include "pl-cli-table.h"
#include "pl-cli-text.h"

/* (transfer full): the link in full, as new as the options allow */
static PlLinkDetails *
read_details (PlCli   *self,
              GError **error)
{
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (PlLinkDetails) details = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) updated = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!(self->options->no_refresh ? pl_cli_open_stored (self, error) : pl_cli_open_session (self, error)))
    return NULL;

  link = pl_cli_find_link (self, self->options->words[0], error);
  if (link == NULL)
    return NULL;

  details = pl_session_create_details (self->session, payroc_link_get_id (link));
  pl_link_details_load_async (details, self->cancellable, pl_cli_done_cb, &loaded);
  if (!pl_link_details_load_finish (details, pl_cli_wait (&loaded), error))
    return NULL;
  if (self->options->no_refresh)
    return g_steal_pointer (&details);

  pl_link_details_update_async (details, self->cancellable, pl_cli_done_cb, &updated);
  if (!pl_link_details_update_finish (details, pl_cli_wait (&updated), &local_error) &&
      !pl_cli_tolerates (self, local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&details);
}

static void
document_link (PlCli         *self,
               PlLinkDetails *details)
{
  json_object_set_member (self->document, "link",
                          pl_cli_document_link (pl_link_details_get_link (details),
                                                pl_link_details_get_status (details)));
}

/* item: (transfer none) */
typedef JsonNode *(*DescribeFunc) (gpointer item);

static void
document_list (PlCli        *self,
               const char   *name,
               GListModel   *items,
               DescribeFunc  describe)
{
  const guint n_items = g_list_model_get_n_items (items);
  JsonArray  *array = json_array_sized_new (n_items);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      json_array_add_element (array, describe (item));
    }
  json_object_set_array_member (self->document, name, array);
}

static JsonNode *
describe_event (gpointer item)
{
  return json_node_copy (payroc_sharing_event_get_json (item));
}

static void
document_sharing (PlCli         *self,
                  PlLinkDetails *details)
{
  document_list (self, "sharingEvents", pl_link_details_get_sharing (details), describe_event);
  json_object_set_int_member (self->document, "unreadableSharingEvents",
                              pl_link_details_get_n_unreadable_sharing (details));
}

static JsonNode *
describe_payment (gpointer item)
{
  return json_node_copy (payroc_payment_get_json (item));
}

static JsonNode *
describe_hand_over (gpointer item)
{
  JsonNode   *node = json_node_init_object (json_node_alloc (), NULL);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "way", pl_hand_over_way_to_text (pl_hand_over_get_way (item)));
  json_object_set_string_member (object, "paymentUrl", pl_hand_over_get_address (item));
  pl_cli_document_set_time (object, "handedAt", pl_hand_over_get_handed_at (item));
  json_node_take_object (node, object);

  return node;
}

static JsonNode *
describe_address (gpointer item)
{
  JsonNode   *node = json_node_init_object (json_node_alloc (), NULL);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "paymentUrl", pl_old_address_get_address (item));
  pl_cli_document_set_time (object, "endedAt", pl_old_address_get_ended_at (item));
  json_node_take_object (node, object);

  return node;
}

static void
document_payments (PlCli         *self,
                   PlLinkDetails *details)
{
  g_autoptr (GPtrArray) totals = pl_link_details_get_totals (details);

  document_list (self, "payments", pl_link_details_get_payments (details), describe_payment);
  json_object_set_member (self->document, "totals",
                          totals != NULL ? pl_cli_document_totals (totals) : json_node_new (JSON_NODE_NULL));
  json_object_set_int_member (self->document, "unreadablePayments",
                              pl_link_details_get_n_unreadable_payments (details));
  pl_cli_document_set_time (self->document, "asOf", pl_link_details_get_as_of (details));
}

static void
add_line (PlCliTable *table,
          const char *label,
          const char *value)
{
  g_autofree char *clean = pl_cli_text_clean (value);

  if (*clean != '\0')
    pl_cli_table_add (table, label, clean);
}

static char *
name_methods (PayrocPaymentMethods methods)
{
  if (methods == (PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER))
    return g_strdup (_("card, bank transfer"));
  if (methods == PAYROC_PAYMENT_METHODS_CARD)
    return g_strdup (_("card"));
  if (methods == PAYROC_PAYMENT_METHODS_BANK_TRANSFER)
    return g_strdup (_("bank transfer"));

  return g_strdup ("");
}

/* (transfer full) */
static char *
write_state (PlLinkDetails *details)
{
  const PayrocLinkStatus status = pl_link_details_get_status (details);
  const PayrocMoney *asked = payroc_link_get_amount (pl_link_details_get_link (details));
  g_autoptr (GPtrArray) totals = NULL;
  g_autofree char *part = NULL;
  g_autofree char *whole = NULL;

  if (status == PAYROC_LINK_STATUS_PARTLY_PAID)
    totals = pl_link_details_get_totals (details);
  if (totals == NULL || totals->len != 1 || asked == NULL)
    return g_strdup (pl_cli_text_status (status));

  part = pl_cli_text_money (g_ptr_array_index (totals, 0));
  whole = pl_cli_text_money (asked);

  /* Translators: a link's state, then how much of what was asked for came in. */
  return g_strdup_printf (_("%s: %s of %s"), pl_cli_text_status (status), part, whole);
}

static void
tell_link (PlCli         *self,
           PlLinkDetails *details)
{
  PayrocLink *link = pl_link_details_get_link (details);
  g_autoptr (PlCliTable) table = pl_cli_table_new (2, 0);
  g_autofree char *state = write_state (details);
  g_autofree char *amount = pl_cli_text_amount (link);
  g_autofree char *expires = pl_cli_text_day (payroc_link_get_expires_on (link));
  g_autofree char *created = payroc_link_get_created_on (link) != NULL
                               ? pl_cli_text_day (payroc_link_get_created_on (link))
                               : g_strdup ("");
  g_autofree char *address = pl_cli_text_address (link);
  g_autofree char *methods = name_methods (payroc_link_get_methods (link));

  add_line (table, _("Link"), payroc_link_get_id (link));
  add_line (table, _("State"), state);
  add_line (table, _("Amount"), amount);
  add_line (table, _("Kind"), pl_cli_text_kind (payroc_link_get_kind (link)));
  add_line (table, _("Reference"), payroc_link_get_reference (link));
  add_line (table, _("Order"), payroc_link_get_order_id (link));
  add_line (table, _("Description"), payroc_link_get_description (link));
  add_line (table, _("Created"), created);
  add_line (table, _("Expires"), expires);
  add_line (table, _("Ways to pay"), methods);
  if (payroc_link_get_auth_type (link) == PAYROC_AUTH_TYPE_PRE_AUTHORIZATION)
    add_line (table, _("Money"), _("held, to be collected later"));
  add_line (table, _("Button"), payroc_link_get_button_label (link));
  if (payroc_link_get_tokenize (link))
    add_line (table, _("Saves"), _("the payment details"));
  add_line (table, _("Address"), address);

  pl_cli_table_print (table, 0, self->text);
}

static void
tell_sharing (PlCli         *self,
              PlLinkDetails *details)
{
  GListModel *sharing = pl_link_details_get_sharing (details);
  g_autoptr (PlCliTable) table = pl_cli_table_new (3, 0);
  guint n_events = g_list_model_get_n_items (sharing);
  guint n_unreadable = pl_link_details_get_n_unreadable_sharing (details);

  if (n_unreadable > 0)
    {
      g_string_append_printf (self->text,
                              ngettext ("%'u mail could not be read: who got it is not known.",
                                        "%'u mails could not be read: who got them is not known.", n_unreadable),
                              n_unreadable);
      g_string_append_c (self->text, '\n');
    }
  if (n_events == 0)
    {
      if (n_unreadable == 0)
        g_string_append_printf (self->text, "%s\n", _("Not sent to anybody."));
      return;
    }

  pl_cli_table_add (table, C_("column", "SENT"), C_("column", "TO"), C_("column", "MESSAGE"));
  for (guint i = 0; i < n_events; i++)
    {
      g_autoptr (PayrocSharingEvent) event = g_list_model_get_item (sharing, i);
      g_autofree char *moment = pl_cli_text_moment (payroc_sharing_event_get_date_time (event));
      g_autofree char *message = pl_cli_text_clean (payroc_sharing_event_get_message (event));
      GListModel *recipients = payroc_sharing_event_get_recipients (event);
      guint n_recipients = g_list_model_get_n_items (recipients);

      for (guint j = 0; j < n_recipients; j++)
        {
          g_autoptr (PayrocRecipient) recipient = g_list_model_get_item (recipients, j);
          g_autofree char *written = payroc_recipient_to_text (recipient);
          g_autofree char *person = pl_cli_text_clean (written);

          pl_cli_table_add (table, j == 0 ? moment : "", person, j == 0 ? message : "");
        }
    }
  pl_cli_table_print (table, pl_cli_table_width (), self->text);
}

static const char *
name_way (PlHandOverWay way)
{
  switch (way)
    {
    case PL_HAND_OVER_MAIL:
      return _("opened in a mail program");
    case PL_HAND_OVER_BUTTON:
      return _("button for a web page copied");
    case PL_HAND_OVER_PRINTED:
      return _("given to the printer");
    case PL_HAND_OVER_PDF:
      return _("saved as PDF");
    case PL_HAND_OVER_TEXT:
    default:
      return _("copied with a text");
    }
}

static void
tell_hand_overs (PlCli         *self,
                 PlLinkDetails *details)
{
  GListModel *hand_overs = pl_link_details_get_hand_overs (details);
  g_autoptr (PlCliTable) table = pl_cli_table_new (2, 0);
  guint n_hand_overs = g_list_model_get_n_items (hand_overs);

  if (n_hand_overs == 0)
    return;

  pl_cli_table_add (table, C_("column", "WHEN"), C_("column", "HANDED OVER OUTSIDE PAYROC"));
  for (guint i = 0; i < n_hand_overs; i++)
    {
      g_autoptr (PlHandOver) hand_over = g_list_model_get_item (hand_overs, i);
      g_autoptr (GDateTime) time = NULL;
      g_autofree char *moment = NULL;

      time = g_date_time_new_from_unix_utc (pl_hand_over_get_handed_at (hand_over) / G_USEC_PER_SEC);
      moment = pl_cli_text_moment (time);
      pl_cli_table_add (table, moment, name_way (pl_hand_over_get_way (hand_over)));
    }
  g_string_append_c (self->text, '\n');
  pl_cli_table_print (table, pl_cli_table_width (), self->text);
}

static void
tell_addresses (PlCli         *self,
                PlLinkDetails *details)
{
  GListModel *addresses = pl_link_details_get_old_addresses (details);
  g_autoptr (PlCliTable) table = pl_cli_table_new (2, 0);
  guint n_addresses = g_list_model_get_n_items (addresses);

  if (n_addresses == 0)
    return;

  pl_cli_table_add (table, C_("column", "ENDED"), C_("column", "ADDRESS THAT NO LONGER WORKS"));
  for (guint i = 0; i < n_addresses; i++)
    {
      g_autoptr (PlOldAddress) address = g_list_model_get_item (addresses, i);
      g_autoptr (GDateTime) ended = g_date_time_new_from_unix_utc (pl_old_address_get_ended_at (address)
                                                                   / G_USEC_PER_SEC);
      g_autofree char *moment = pl_cli_text_moment (ended);
      g_autofree char *clean = pl_cli_text_clean (pl_old_address_get_address (address));

      pl_cli_table_add (table, moment, clean);
    }
  g_string_append_c (self->text, '\n');
  pl_cli_table_print (table, 0, self->text);
}

/* Payroc calls a link completed before it lists the payment, or lists it for another link: "nothing was paid" beside
 * "State  paid" would be one word against the other. */
static const char *
find_words_for_none (PlLinkDetails *details)
{
  PayrocLink *link = pl_link_details_get_link (details);

  if (pl_link_details_get_as_of (details) <= 0)
    return _("No payment is known yet.");

  return link != NULL && payroc_link_get_status (link) == PAYROC_LINK_STATUS_COMPLETED
           ? _("Payroc calls this link paid, but lists no payment of it yet.") : _("Nothing was paid yet.");
}

static void
tell_payments (PlCli         *self,
               PlLinkDetails *details)
{
  GListModel *payments = pl_link_details_get_payments (details);
  g_autoptr (GPtrArray) totals = pl_link_details_get_totals (details);
  g_autoptr (PlCliTable) table = pl_cli_table_new (5, 1u << 2 | 1u << 3);
  guint n_payments = g_list_model_get_n_items (payments);
  guint n_unreadable = pl_link_details_get_n_unreadable_payments (details);

  if (n_unreadable > 0)
    {
      g_string_append_printf (self->text,
                              ngettext ("%'u payment could not be read.", "%'u payments could not be read.",
                                        n_unreadable),
                              n_unreadable);
      g_string_append_c (self->text, '\n');
    }
  if (n_payments == 0)
    {
      if (n_unreadable == 0)
        g_string_append_printf (self->text, "%s\n", find_words_for_none (details));
      return;
    }

  pl_cli_table_add (table, C_("column", "WHEN"), C_("column", "STATE"), C_("column", "AMOUNT"),
                    C_("column", "REFUNDED"), C_("column", "BY"));
  for (guint i = 0; i < n_payments; i++)
    {
      g_autoptr (PayrocPayment) payment = g_list_model_get_item (payments, i);
      gboolean declined = payroc_payment_get_state (payment) == PAYROC_PAYMENT_STATE_DECLINED;
      const PayrocMoney *amount = declined ? payroc_payment_get_asked (payment) : payroc_payment_get_amount (payment);
      const PayrocMoney *refunded = payroc_payment_get_refunded (payment);
      g_autofree char *moment = pl_cli_text_moment (payroc_payment_get_date_time (payment));
      g_autofree char *amount_text = amount != NULL ? pl_cli_text_money (amount) : NULL;
      g_autofree char *refunded_text = refunded != NULL && refunded->minor != 0 ? pl_cli_text_money (refunded) : NULL;
      g_autofree char *payer = pl_cli_text_clean (payroc_payment_get_payer (payment));

      pl_cli_table_add (table, moment, pl_cli_text_payment_state (payment), amount_text,
                        refunded_text, payer);
    }
  pl_cli_table_print (table, pl_cli_table_width (), self->text);

  if (totals == NULL)
    g_string_append_printf (self->text, "%s\n", _("Came in: not known, as not every payment can be counted."));
  for (guint i = 0; totals != NULL && i < totals->len; i++)
    {
      g_autofree char *total = pl_cli_text_money (g_ptr_array_index (totals, i));

      /* Translators: %s is an amount: what came in on this link, less refunds. */
      g_string_append_printf (self->text, _("Came in: %s"), total);
      g_string_append_c (self->text, '\n');
    }
}

gboolean
pl_cli_show (PlCli   *self,
             GError **error)
{
  g_autoptr (PlLinkDetails) details = read_details (self, error);

  if (details == NULL)
    return FALSE;

  document_link (self, details);
  document_sharing (self, details);
  document_list (self, "handOvers", pl_link_details_get_hand_overs (details), describe_hand_over);
  document_payments (self, details);

  tell_link (self, details);
  g_string_append_c (self->text, '\n');
  tell_sharing (self, details);
  tell_hand_overs (self, details);
  g_string_append_c (self->text, '\n');
  tell_payments (self, details);

  return TRUE;
}

gboolean
pl_cli_history (PlCli   *self,
                GError **error)
{
  g_autoptr (PlLinkDetails) details = read_details (self, error);

  if (details == NULL)
    return FALSE;

  document_sharing (self, details);
  document_list (self, "oldAddresses", pl_link_details_get_old_addresses (details), describe_address);
  document_list (self, "handOvers", pl_link_details_get_hand_overs (details), describe_hand_over);
  tell_sharing (self, details);
  tell_addresses (self, details);
  tell_hand_overs (self, details);

  return TRUE;
}

gboolean
pl_cli_payments (PlCli   *self,
                 GError **error)
{
  g_autoptr (PlLinkDetails) details = read_details (self, error);

  if (details == NULL)
    return FALSE;

  document_payments (self, details);
  tell_payments (self, details);

  return TRUE;
}
