/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every list of the API pages in the same way; only its rows and filters differ. */
#include "practice-paging.h"

#include "practice-link-rules.h"
#include "practice/practice-json.h"

#define MOST_ROWS 100

typedef struct
{
  gint64      limit;
  const char *cursor;    /* (nullable) */
  gboolean    backwards; /* the cursor is “before” */
  gint64      seq;       /* the cursor's row */
} Page;

PracticeListing *
practice_listing_new (void)
{
  PracticeListing *self = g_new0 (PracticeListing, 1);

  self->complaints = practice_complaints_new ();
  self->where = g_string_new (NULL);
  self->values = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
practice_listing_free (PracticeListing *self)
{
  practice_complaints_free (self->complaints);
  g_string_free (self->where, TRUE);
  g_ptr_array_unref (self->values);
  g_free (self);
}

void
practice_listing_where (PracticeListing *self,
                        const char      *condition,
                        const char      *value)
{
  g_string_append_printf (self->where, " AND %s", condition);
  if (value != NULL)
    g_ptr_array_add (self->values, g_strdup (value));
}

const char *
practice_listing_text (PracticeListing *self,
                       PracticeRequest *request,
                       const char      *name,
                       glong            least,
                       glong            most)
{
  const char *value = practice_request_get_query (request, name);
  glong length;

  if (value == NULL)
    return NULL;

  length = g_utf8_validate (value, -1, NULL) ? g_utf8_strlen (value, -1) : -1;
  if (length >= least && length <= most)
    return value;

  practice_complaints_add (self->complaints, name, "invalid length", "Expected %ld to %ld characters for %s", least,
                           most, name);

  return NULL;
}

const char *
practice_listing_choice (PracticeListing   *self,
                         PracticeRequest   *request,
                         const char        *name,
                         const char *const *choices)
{
  const char *value = practice_request_get_query (request, name);
  g_autofree char *list = NULL;

  if (value == NULL || g_strv_contains (choices, value))
    return value;

  list = g_strjoinv (", ", (GStrv) choices);
  practice_complaints_add (self->complaints, name, "invalid value", "Expected one of %s for %s", list, name);

  return NULL;
}

const char *
practice_listing_date (PracticeListing *self,
                       PracticeRequest *request,
                       const char      *name)
{
  const char *value = practice_request_get_query (request, name);

  if (value == NULL || practice_link_rules_is_date (value))
    return value;

  practice_complaints_add (self->complaints, name, "invalid date", "Expected a day as YYYY-MM-DD for %s", name);

  return NULL;
}

static void
read_limit (PracticeListing *self,
            PracticeState   *state,
            PracticeRequest *request,
            Page            *page)
{
  const char *text = practice_request_get_query (request, "limit");

  page->limit = state->options->page_size;
  if (text != NULL && !g_ascii_string_to_signed (text, 10, 1, MOST_ROWS, &page->limit, NULL))
    practice_complaints_add (self->complaints, "limit", "invalid value", "Expected 1 to %d for limit", MOST_ROWS);
}

static void
read_cursor (PracticeListing *self,
             PracticeState   *state,
             PracticeRequest *request,
             const char      *table,
             Page            *page)
{
  const char *before = practice_request_get_query (request, "before");
  const char *after = practice_request_get_query (request, "after");
  const char *name = before != NULL ? "before" : "after";
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;

  if (before != NULL && after != NULL)
    {
      practice_complaints_add (self->complaints, "before", "not allowed", "Send before or after, not both");
      return;
    }

  page->cursor = before != NULL ? before : after;
  page->backwards = before != NULL;
  if (page->cursor == NULL)
    return;

  if (!g_utf8_validate (page->cursor, -1, NULL))
    {
      practice_complaints_add (self->complaints, name, "invalid value", "Expected a row's id for %s", name);
      return;
    }

  sql = g_strdup_printf ("SELECT seq FROM %s WHERE id = ?", table);
  statement = practice_database_query (state->database, sql, "t", page->cursor);
  if (practice_database_step (state->database, statement))
    page->seq = sqlite3_column_int64 (statement, 0);
  else
    practice_complaints_add (self->complaints, name, "invalid value", "There is no row of that id for %s", name);
  practice_database_done (statement);
}

static void
add_neighbour (JsonArray       *links,
               PracticeState   *state,
               PracticeRequest *request,
               Page            *page,
               const char      *rel,
               const char      *direction,
               const char      *cursor)
{
  g_autoptr (GString) href = g_string_new (state->base_url);
  JsonObject *link = json_object_new ();

  g_string_append_printf (href, "%s?limit=%" G_GINT64_FORMAT, request->path, page->limit);
  for (guint i = 0; i + 1 < request->pairs->len; i += 2)
    {
      const char *name = g_ptr_array_index (request->pairs, i);
      const char *value = g_ptr_array_index (request->pairs, i + 1);

      if (g_str_equal (name, "limit") || g_str_equal (name, "before") || g_str_equal (name, "after"))
        continue;
      g_string_append_c (href, '&');
      g_string_append_uri_escaped (href, name, NULL, FALSE);
      g_string_append_c (href, '=');
      g_string_append_uri_escaped (href, value, NULL, FALSE);
    }
  g_string_append_printf (href, "&%s=%s", direction, cursor);

  json_object_set_string_member (link, "rel", rel);
  json_object_set_string_member (link, "method", "get");
  json_object_set_string_member (link, "href", href->str);
  json_array_add_object_element (links, link);
}

/* One row more than asked for tells whether there are more. */
static GPtrArray *
fetch_rows (PracticeListing *self,
            PracticeState   *state,
            const char      *table,
            const char      *columns,
            PracticeRowFunc  read_row,
            Page            *page,
            GPtrArray       *ids,
            gboolean        *more)
{
  gboolean descending = state->options->oldest_first == page->backwards;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *today = practice_clock_get_today (state->clock);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  int index = 1;

  g_string_printf (sql, "SELECT %s FROM %s WHERE 1%s", columns, table, self->where->str);
  if (page->cursor != NULL)
    g_string_append (sql, descending ? " AND seq < ?" : " AND seq > ?");
  g_string_append_printf (sql, " ORDER BY seq %s LIMIT ?", descending ? "DESC" : "ASC");

  statement = practice_database_query (state->database, sql->str, "");
  for (guint i = 0; i < self->values->len; i++)
    practice_database_bind_text (state->database, statement, index++, g_ptr_array_index (self->values, i));
  if (page->cursor != NULL)
    sqlite3_bind_int64 (statement, index++, page->seq);
  sqlite3_bind_int64 (statement, index, page->limit + 1);

  *more = FALSE;
  while (practice_database_step (state->database, statement))
    {
      if ((gint64) rows->len == page->limit)
        {
          *more = TRUE;
          break;
        }
      g_ptr_array_insert (ids, page->backwards ? 0 : -1, g_strdup (practice_database_column_text (statement, 1)));
      g_ptr_array_insert (rows, page->backwards ? 0 : -1, read_row (state, statement, today));
    }
  practice_database_done (statement);

  return g_steal_pointer (&rows);
}

PracticeReply *
practice_listing_reply (PracticeListing *self,
                        PracticeState   *state,
                        PracticeRequest *request,
                        const char      *table,
                        const char      *columns,
                        PracticeRowFunc  read_row)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = NULL;
  Page page = { 0, };
  gboolean more = FALSE;
  JsonObject *document;
  JsonArray *data;
  JsonArray *links;

  read_limit (self, state, request, &page);
  read_cursor (self, state, request, table, &page);
  if (!practice_complaints_is_empty (self->complaints))
    return practice_problem_complain (self->complaints);

  rows = fetch_rows (self, state, table, columns, read_row, &page, ids, &more);
  data = json_array_sized_new (rows->len);
  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (data, json_object_ref (g_ptr_array_index (rows, i)));

  links = json_array_new ();
  if (rows->len > 0 && (page.backwards || more))
    add_neighbour (links, state, request, &page, "next", "after", g_ptr_array_index (ids, ids->len - 1));
  if (rows->len > 0 && (page.backwards ? more : page.cursor != NULL))
    add_neighbour (links, state, request, &page, "previous", "before", g_ptr_array_index (ids, 0));

  document = json_object_new ();
  json_object_set_int_member (document, "limit", page.limit);
  json_object_set_int_member (document, "count", rows->len);
  json_object_set_boolean_member (document, "hasMore", more);
  json_object_set_array_member (document, "links", links);
  json_object_set_array_member (document, "data", data);

  return practice_reply_new_json (200, practice_json_new_object (document));
}
