/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail that says $25 about a link that asks for $30 must not go out: neither when it is mended, nor when the link is
 * changed while the mail waits for its turn. */
#include "pl-outbox-mail.h"

#include <string.h>

#include "core/templates/pl-message-template.h"
#include "payroc/payroc-json.h"
#include "store/pl-link-table.h"
#include "store/pl-store-error.h"

/* What of a link is written into a message, by the word that stands for it. The reference cannot change. */
static const struct
{
  const char *word;
  const char *member;
} facts[] = {
  { "amount", "amount" },
  { "expires", "lastDay" },
  { "link", "address" },
};

static char *
dup_fact (PayrocLink *link,
          const char *member)
{
  if (g_str_equal (member, "amount"))
    {
      const PayrocMoney *amount = payroc_link_get_amount (link);

      return amount != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT " %s", amount->minor, amount->currency)
                            : g_strdup ("");
    }

  if (g_str_equal (member, "lastDay"))
    {
      const GDate *day = payroc_link_get_expires_on (link);

      return day != NULL ? payroc_json_format_date (day) : g_strdup ("");
    }

  return g_strdup (payroc_link_get_payment_url (link) != NULL ? payroc_link_get_payment_url (link) : "");
}

/* (transfer full) (nullable) */
static JsonNode *
read_base (const PlOutboxRow *row)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (row->kind != PL_INTENT_SHARE || row->base == NULL)
    return NULL;

  bytes = g_bytes_new_static (row->base, strlen (row->base));
  node = payroc_json_parse (bytes, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/* (transfer none) (nullable) */
static const char *
get_member (JsonNode   *base,
            const char *name)
{
  const char *value = NULL;

  return payroc_json_get_string (json_node_get_object (base), name, FALSE, &value, NULL) ? value : NULL;
}

/* NULL without an error: it is not stored. */
static PayrocLink *
find_link (PlConnection       *connection,
           const PlOutboxRow  *row,
           GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) link = pl_link_table_get (connection, row->account, row->link_id, &local_error);

  if (link == NULL && !g_error_matches (local_error, PL_STORE_ERROR, PL_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return g_steal_pointer (&link);
}

static gboolean
has_words (const char *template)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      if (pl_message_template_uses (template, facts[i].word))
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_outbox_mail_to_base:
 * @share: a mail
 *
 * Returns: (transfer full) (nullable): JSON for the base of its row; %NULL when it is not known what its message was
 *   filled in from
 */
char *
pl_outbox_mail_to_base (PayrocShare *share)
{
  const char *template = payroc_share_get_template (share);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (template == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "template", template);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return payroc_json_to_text (node);
}

/**
 * pl_outbox_mail_to_share:
 * @row: a share
 *
 * Returns: (transfer full) (nullable): the mail that it is, with its template where that is known; %NULL for bytes that
 *   this version cannot read
 */
PayrocShare *
pl_outbox_mail_to_share (const PlOutboxRow *row)
{
  g_autoptr (PayrocShare) share = payroc_share_new_from_body (row->body, NULL);
  g_autoptr (JsonNode) base = read_base (row);

  if (share != NULL && base != NULL)
    payroc_share_set_template (share, get_member (base, "template"));

  return g_steal_pointer (&share);
}

/**
 * pl_outbox_mail_note_link:
 * @connection: the connection, in a write transaction
 * @row: a row that is about to be inserted
 * @error: `PL_STORE_ERROR`
 *
 * Keeps what the words in the message stood for, as far as its link is stored. A mail that waits for its create or edit
 * needs none: it goes out only when that was done exactly as asked.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_mail_note_link (PlConnection  *connection,
                          PlOutboxRow   *row,
                          GError       **error)
{
  g_autoptr (JsonNode) base = row->waits_for == 0 && row->link_id != NULL ? read_base (row) : NULL;
  const char *template = base != NULL ? get_member (base, "template") : NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (JsonNode) noted = NULL;
  JsonObject *object;

  if (template == NULL || !has_words (template))
    return TRUE;

  link = find_link (connection, row, &local_error);
  if (link == NULL)
    {
      if (local_error == NULL)
        return TRUE;

      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "template", template);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *fact = dup_fact (link, facts[i].member);

      if (pl_message_template_uses (template, facts[i].word))
        json_object_set_string_member (object, facts[i].member, fact);
    }
  noted = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (noted, object);
  g_free (row->base);
  row->base = payroc_json_to_text (noted);

  return TRUE;
}

/**
 * pl_outbox_mail_is_outdated:
 * @connection: the worker's connection
 * @row: a row
 * @outdated: (out): whether @row is a mail that never left, and its message was filled in for another amount, last day
 *   or address than its link has now
 * @error: `PL_STORE_ERROR`
 *
 * Returns: %FALSE on error
 */
gboolean
pl_outbox_mail_is_outdated (PlConnection       *connection,
                            const PlOutboxRow  *row,
                            gboolean           *outdated,
                            GError            **error)
{
  g_autoptr (JsonNode) base = row->state == PL_INTENT_WAITING && row->first_sent_at == 0 ? read_base (row) : NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PayrocLink) link = NULL;

  *outdated = FALSE;
  if (base == NULL || row->link_id == NULL)
    return TRUE;

  link = find_link (connection, row, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; link != NULL && i < G_N_ELEMENTS (facts); i++)
    {
      const char *noted = get_member (base, facts[i].member);
      g_autofree char *now = dup_fact (link, facts[i].member);

      if (noted != NULL && !g_str_equal (noted, now))
        *outdated = TRUE;
    }

  return TRUE;
}
