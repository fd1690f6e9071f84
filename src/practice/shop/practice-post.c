/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is ever sent: a mail is a row that the control path shows. */
#include "practice-post.h"

#include "practice/practice-json.h"

/* No greeting: that Payroc writes one is not known, and a message has its own. */
static char *
write_mail_text (PracticeState *state,
                 PracticeLink  *link,
                 const char    *message)
{
  const char *description = practice_json_get_string (practice_json_get_object (link->doc, "order"), "description");
  g_autofree char *url = practice_link_dup_url (state, link);
  g_autoptr (GString) text = g_string_new (NULL);

  if (message != NULL && *message != '\0')
    g_string_append_printf (text, "%s\n\n", message);
  if (description != NULL && *description != '\0')
    g_string_append_printf (text, "%s\n\n", description);
  g_string_append_printf (text, "Pay here: %s\n\nThis is practice: no money moves.\n", url);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_mail (PracticeState *state,
          PracticeLink  *link,
          const char    *event_id,
          const char    *at,
          const char    *name,
          const char    *email,
          const char    *message,
          gboolean       copy)
{
  g_autoptr (JsonObject) mail = json_object_new ();
  JsonObject *to = json_object_new ();
  g_autofree char *url = practice_link_dup_url (state, link);
  g_autofree char *text = write_mail_text (state, link, message);
  g_autofree char *subject = g_strdup_printf ("Payment request %s",
                                              practice_json_get_string (link->doc, "merchantReference"));
  g_autofree char *document = NULL;

  json_object_set_string_member (to, "name", name);
  json_object_set_string_member (to, "email", email);
  json_object_set_object_member (mail, "to", to);
  json_object_set_string_member (mail, "subject", subject);
  json_object_set_string_member (mail, "text", text);
  if (message != NULL)
    json_object_set_string_member (mail, "message", message);
  json_object_set_string_member (mail, "paymentUrl", url);
  json_object_set_string_member (mail, "paymentLinkId", link->id);
  json_object_set_string_member (mail, "sharingEventId", event_id);
  json_object_set_boolean_member (mail, "merchantCopy", copy);
  json_object_set_string_member (mail, "at", at);
  document = practice_json_object_to_text (mail);

  practice_database_run (state->database, "INSERT INTO mail (doc) VALUES (?)", "t", document);
}

JsonObject *
practice_post_share (PracticeState *state,
                     PracticeLink  *link,
                     JsonObject    *share)
{
  JsonObject *event = json_object_new ();
  JsonArray *recipients = practice_json_get_array (share, "recipients");
  const char *message = practice_json_get_string (share, "message");
  g_autofree char *id = practice_state_new_id ();
  g_autofree char *at = practice_clock_get_timestamp (state->clock);
  g_autofree char *document = NULL;
  gint64 seq;

  json_object_set_string_member (event, "sharingMethod", practice_json_get_string (share, "sharingMethod"));
  json_object_set_string_member (event, "sharingEventId", id);
  json_object_set_string_member (event, "dateTime", at);
  if (message != NULL)
    json_object_set_string_member (event, "message", message);
  json_object_set_array_member (event, "recipients", json_array_ref (recipients));
  document = practice_json_object_to_text (event);

  practice_database_run (state->database, "INSERT INTO share (id, link, doc) VALUES (?, ?, ?)", "tit", id, link->seq,
                         document);
  seq = practice_database_get_last_id (state->database);

  for (guint i = 0; i < json_array_get_length (recipients); i++)
    {
      JsonObject *recipient = json_array_get_object_element (recipients, i);
      const char *name = practice_json_get_string (recipient, "name");
      const char *email = practice_json_get_string (recipient, "email");
      g_autofree char *folded_name = g_utf8_casefold (name, -1);
      g_autofree char *folded_email = g_utf8_casefold (email, -1);

      practice_database_run (state->database, "INSERT INTO recipient VALUES (?, ?, ?, ?)", "iitt", seq, link->seq,
                             folded_name, folded_email);
      add_mail (state, link, id, at, name, email, message, FALSE);
    }

  if (practice_json_get_boolean (share, "merchantCopy"))
    add_mail (state, link, id, at, "Merchant", state->options->merchant_email, message, TRUE);

  return event;
}

JsonObject *
practice_post_read_share (PracticeState *state,
                          sqlite3_stmt  *statement,
                          const char    *today)
{
  return practice_json_object_from_text (practice_database_column_text (statement, 2));
}

JsonArray *
practice_post_list_mails (PracticeState *state,
                          const char    *link_id)
{
  JsonArray *mails = json_array_new ();
  sqlite3_stmt *statement = practice_database_query (state->database, "SELECT doc FROM mail ORDER BY seq", "");

  while (practice_database_step (state->database, statement))
    {
      g_autoptr (JsonObject) mail = practice_json_object_from_text (practice_database_column_text (statement, 0));

      if (link_id == NULL || g_strcmp0 (practice_json_get_string (mail, "paymentLinkId"), link_id) == 0)
        json_array_add_object_element (mails, json_object_ref (mail));
    }

  return mails;
}
