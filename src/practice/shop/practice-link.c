/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links in and out of the database; status and addresses are computed when a link is shown. */
#include "practice-link.h"

#include <string.h>

#include "practice/practice-json.h"

#define COLUMNS "SELECT " PRACTICE_LINK_COLUMNS " FROM link "

static const char *
get_expiry (PracticeLink *self)
{
  return practice_json_get_string (self->doc, "expiresOn");
}

PracticeLink *
practice_link_read (sqlite3_stmt *statement)
{
  PracticeLink *self = g_new0 (PracticeLink, 1);

  self->seq = sqlite3_column_int64 (statement, 0);
  self->id = g_strdup (practice_database_column_text (statement, 1));
  self->terminal = g_strdup (practice_database_column_text (statement, 2));
  self->kind = g_strdup (practice_database_column_text (statement, 3));
  self->state = g_strdup (practice_database_column_text (statement, 4));
  self->created_on = g_strdup (practice_database_column_text (statement, 5));
  self->token = g_strdup (practice_database_column_text (statement, 6));
  self->doc = practice_json_object_from_text (practice_database_column_text (statement, 7));

  return self;
}

static PracticeLink *
find_one (PracticeState *state,
          const char    *sql,
          const char    *value)
{
  sqlite3_stmt *statement = practice_database_query (state->database, sql, "t", value);
  PracticeLink *self = practice_database_step (state->database, statement) ? practice_link_read (statement) : NULL;

  practice_database_done (statement);

  return self;
}

static char *
new_unused_id (PracticeState *state)
{
  while (TRUE)
    {
      g_autofree char *id = practice_state_new_id ();
      sqlite3_stmt *statement = practice_database_query (state->database, "SELECT 1 FROM link WHERE id = ?", "t", id);
      gboolean taken = practice_database_step (state->database, statement);

      practice_database_done (statement);
      if (!taken)
        return g_steal_pointer (&id);
    }
}

static void
insert_address (PracticeState *state,
                PracticeLink  *self)
{
  practice_database_run (state->database, "INSERT OR IGNORE INTO address VALUES (?, ?)", "ti", self->token, self->seq);
}

PracticeLink *
practice_link_insert (PracticeState *state,
                      const char    *terminal,
                      JsonObject    *doc)
{
  PracticeLink *self = g_new0 (PracticeLink, 1);
  JsonObject *order = practice_json_get_object (doc, "order");
  g_autofree char *text = NULL;

  self->id = new_unused_id (state);
  self->terminal = g_strdup (terminal);
  self->kind = g_strdup (practice_json_get_string (doc, "type"));
  self->state = g_strdup ("active");
  self->created_on = practice_clock_get_today (state->clock);
  self->token = g_uuid_string_random ();
  self->doc = practice_json_object_copy (doc);
  text = practice_json_object_to_text (self->doc);

  practice_database_run (state->database,
                         "INSERT INTO link (id, terminal, reference, kind, charge, state, created_on, expires_on,"
                         " token, doc) VALUES (?, ?, ?, ?, ?, 'active', ?, ?, ?, ?)",
                         "ttttttttt", self->id, terminal, practice_json_get_string (doc, "merchantReference"),
                         self->kind,
                         practice_json_get_string (practice_json_get_object (order, "charge"), "type"),
                         self->created_on, get_expiry (self), self->token, text);
  self->seq = practice_database_get_last_id (state->database);
  insert_address (state, self);

  return self;
}

PracticeLink *
practice_link_find (PracticeState *state,
                    const char    *id)
{
  return find_one (state, COLUMNS "WHERE id = ?", id);
}

PracticeLink *
practice_link_find_by_token (PracticeState *state,
                             const char    *token)
{
  return find_one (state, COLUMNS "WHERE seq = (SELECT link FROM address WHERE token = ?)", token);
}

gboolean
practice_link_has_reference (PracticeState *state,
                             const char    *terminal,
                             const char    *reference)
{
  sqlite3_stmt *statement = practice_database_query (state->database,
                                                     "SELECT 1 FROM link WHERE terminal = ? AND reference = ?", "tt",
                                                     terminal, reference);
  gboolean found = practice_database_step (state->database, statement);

  practice_database_done (statement);

  return found;
}

void
practice_link_renew_address (PracticeLink *self)
{
  g_free (self->token);
  self->token = g_uuid_string_random ();
}

void
practice_link_save (PracticeState *state,
                    PracticeLink  *self)
{
  g_autofree char *text = practice_json_object_to_text (self->doc);

  practice_database_run (state->database,
                         "UPDATE link SET state = ?, expires_on = ?, token = ?, doc = ? WHERE seq = ?", "tttti",
                         self->state, get_expiry (self), self->token, text, self->seq);
  insert_address (state, self);
}

const char *
practice_link_get_status (PracticeLink *self,
                          const char   *today)
{
  if (!g_str_equal (self->state, "active"))
    return self->state;

  return get_expiry (self) != NULL && strcmp (get_expiry (self), today) < 0 ? "expired" : "active";
}

gboolean
practice_link_accepts (PracticeLink *self,
                       const char   *method)
{
  JsonArray *methods = practice_json_get_array (self->doc, "paymentMethods");

  for (guint i = 0; methods != NULL && i < json_array_get_length (methods); i++)
    {
      if (g_str_equal (json_array_get_string_element (methods, i), method))
        return TRUE;
    }

  return FALSE;
}

const char *
practice_link_get_label (PracticeLink *self)
{
  JsonArray *labels = practice_json_get_array (self->doc, "customLabels");

  if (labels == NULL || json_array_get_length (labels) == 0)
    return NULL;

  return practice_json_get_string (json_array_get_object_element (labels, 0), "label");
}

char *
practice_link_dup_url (PracticeState *state,
                       PracticeLink  *self)
{
  return g_strconcat (state->base_url, "/pay/", self->token, NULL);
}

JsonObject *
practice_link_to_json (PracticeState *state,
                       PracticeLink  *self,
                       const char    *today)
{
  JsonObject *document = json_object_new ();
  JsonObject *assets = json_object_new ();
  const char *label = practice_link_get_label (self);
  g_autofree char *url = practice_link_dup_url (state, self);
  g_autofree char *button = g_markup_printf_escaped (
    "<a href=\"%s\" target=\"_blank\" style=\"display: inline-block; padding: 12px 24px; border-radius: 8px; "
    "background-color: #1a5fb4; color: #ffffff; font-family: sans-serif; text-decoration: none;\">%s</a>\n",
    url, label != NULL ? label : "Pay now");
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  json_object_set_string_member (assets, "paymentUrl", url);
  json_object_set_string_member (assets, "paymentButton", button);

  json_object_set_string_member (document, "type", self->kind);
  json_object_set_string_member (document, "paymentLinkId", self->id);
  json_object_iter_init_ordered (&iter, self->doc);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (document, name, json_node_copy (member));
  json_object_set_object_member (document, "assets", assets);
  json_object_set_string_member (document, "status", practice_link_get_status (self, today));
  json_object_set_string_member (document, "createdOn", self->created_on);

  return document;
}

void
practice_link_free (PracticeLink *self)
{
  g_free (self->id);
  g_free (self->terminal);
  g_free (self->kind);
  g_free (self->state);
  g_free (self->created_on);
  g_free (self->token);
  g_clear_pointer (&self->doc, json_object_unref);
  g_free (self);
}
