/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers the newest requests as JSON objects, with bodies cut to a bound. */
#include "practice-log.h"

#include "payroc/payroc-json.h"
#include "practice/practice-json.h"

#define MOST_BODY (64 * 1024)

struct _PracticeLog
{
  GObject parent_instance;

  GQueue entries; /* of JsonObject, oldest first */
  guint size;
  gint64 n; /* the last one given */
};

G_DEFINE_FINAL_TYPE (PracticeLog, practice_log, G_TYPE_OBJECT)

static gboolean
is_secret (const char *name)
{
  static const char *const secrets[] = { "authorization", "x-api-key", "proxy-authorization", "cookie", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (secrets, lower);
}

/* Both secrets are always named, so that a test sees their absence too. */
static JsonObject *
describe_headers (PracticeRequest *request)
{
  JsonObject *headers = json_object_new ();
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  json_object_set_string_member (headers, "authorization", "absent");
  json_object_set_string_member (headers, "x-api-key", "absent");
  soup_message_headers_iter_init (&iter, request->headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      json_object_set_string_member (headers, lower, is_secret (lower) ? "present" : valid);
    }

  return headers;
}

/* json-glib writes some numbers (1e308) as what is no JSON. */
static gboolean
can_be_told (JsonNode *node)
{
  g_autoptr (GBytes) bytes = payroc_json_to_bytes (node);
  g_autoptr (JsonNode) again = payroc_json_parse (bytes, NULL);

  return again != NULL;
}

static void
set_body (JsonObject      *entry,
          PracticeRequest *request)
{
  gsize size = g_bytes_get_size (request->body);
  g_autoptr (GBytes) start = g_bytes_new_from_bytes (request->body, 0, MIN (size, MOST_BODY));
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;
  const char *data;

  json_object_set_int_member (entry, "bodyBytes", (gint64) size);
  if (size == 0)
    return;

  node = size <= MOST_BODY ? payroc_json_parse (request->body, NULL) : NULL;
  if (node != NULL && can_be_told (node))
    {
      json_object_set_member (entry, "body", g_steal_pointer (&node));
      return;
    }

  data = g_bytes_get_data (start, &length);
  practice_json_take_string (entry, "body", g_utf8_make_valid (data, (gssize) length));
}

static void
practice_log_finalize (GObject *object)
{
  practice_log_clear (PRACTICE_LOG (object));

  G_OBJECT_CLASS (practice_log_parent_class)->finalize (object);
}

static void
practice_log_class_init (PracticeLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = practice_log_finalize;
}

static void
practice_log_init (PracticeLog *self)
{
  g_queue_init (&self->entries);
}

PracticeLog *
practice_log_new (guint size)
{
  PracticeLog *self = g_object_new (PRACTICE_TYPE_LOG, NULL);

  self->size = size;

  return self;
}

gint64
practice_log_add (PracticeLog     *self,
                  const char      *operation,
                  PracticeRequest *request,
                  const char      *at,
                  const char      *fault)
{
  JsonObject *entry = json_object_new ();
  g_autofree char *path = g_utf8_make_valid (request->path, -1);

  json_object_set_int_member (entry, "n", ++self->n);
  json_object_set_string_member (entry, "operation", operation);
  json_object_set_string_member (entry, "method", request->method);
  json_object_set_string_member (entry, "path", path);
  practice_json_take_string (entry, "query", g_utf8_make_valid (request->query != NULL ? request->query : "", -1));
  json_object_set_object_member (entry, "headers", describe_headers (request));
  set_body (entry, request);
  if (fault != NULL)
    json_object_set_string_member (entry, "fault", fault);
  json_object_set_string_member (entry, "at", at);

  g_queue_push_tail (&self->entries, entry);
  while (g_queue_get_length (&self->entries) > self->size)
    json_object_unref (g_queue_pop_head (&self->entries));

  return self->n;
}

void
practice_log_finish (PracticeLog *self,
                     gint64       n,
                     guint        status,
                     gboolean     replayed)
{
  for (GList *l = self->entries.tail; l != NULL; l = l->prev)
    {
      gint64 number = json_object_get_int_member (l->data, "n");

      if (number < n)
        return;
      if (number > n)
        continue;

      json_object_set_int_member (l->data, "status", status);
      if (replayed)
        json_object_set_boolean_member (l->data, "replayed", TRUE);
      return;
    }
}

void
practice_log_clear (PracticeLog *self)
{
  g_queue_clear_full (&self->entries, (GDestroyNotify) json_object_unref);
}

JsonArray *
practice_log_list (PracticeLog *self,
                   const char  *operation,
                   gint64       after)
{
  JsonArray *list = json_array_new ();

  for (GList *l = self->entries.head; l != NULL; l = l->next)
    {
      if (json_object_get_int_member (l->data, "n") > after
          && (operation == NULL || g_strcmp0 (json_object_get_string_member (l->data, "operation"), operation) == 0))
        json_array_add_object_element (list, json_object_ref (l->data));
    }

  return list;
}
