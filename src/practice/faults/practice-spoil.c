/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bad network, a proxy or a changed server could make of a reply. */
#include "practice-spoil.h"

#include <libsoup/soup.h>
#include <string.h>

#include "payroc/payroc-json.h"
#include "practice/http/practice-problem.h"
#include "practice/practice-json.h"

static gint64
get_number (PracticeFault *fault,
            const char    *name,
            gint64         usual)
{
  practice_json_get_int (fault->details, name, &usual);

  return usual;
}

static guint
get_status (PracticeFault *fault,
            guint          usual)
{
  return (guint) get_number (fault, "status", usual);
}

static PracticeReply *
refuse (PracticeState *state,
        PracticeFault *fault)
{
  PracticeReply *reply = practice_problem_reply_raw (get_status (fault, 500),
                                                     practice_json_get_string (fault->details, "type"),
                                                     practice_json_get_string (fault->details, "detail"),
                                                     practice_json_get_array (fault->details, "errors"));
  const char *text = practice_json_get_string (fault->details, "retryAfter");
  gint64 seconds = 0;
  g_autofree char *value = NULL;

  if (text != NULL && g_str_has_prefix (text, "date:"))
    {
      /* By the computer's clock, not the movable one: the client compares it with its own. */
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autoptr (GDateTime) then = g_date_time_add_seconds (now, g_ascii_strtod (text + 5, NULL));

      if (then != NULL)
        value = soup_date_time_to_string (then, SOUP_DATE_HTTP);
    }
  else if (text != NULL)
    {
      value = g_strdup (text);
    }
  else if (practice_json_get_int (fault->details, "retryAfter", &seconds))
    {
      value = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
    }

  if (value != NULL)
    practice_reply_set_header (reply, "Retry-After", value);

  return reply;
}

static PracticeReply *
halve (PracticeReply *reply)
{
  GBytes *half = g_bytes_new_from_bytes (reply->body, 0, g_bytes_get_size (reply->body) / 2);

  g_bytes_unref (reply->body);
  reply->body = half;

  return reply;
}

/* {"data":["xxx…"]}: whole, well-formed, and of exactly that size. */
static PracticeReply *
inflate (PracticeFault *fault)
{
  static const char head[] = "{\"data\":[\"";
  static const char tail[] = "\"]}";
  gsize least = strlen (head) + strlen (tail);
  gsize size = MAX ((gsize) get_number (fault, "bytes", 50 * 1024 * 1024), least);
  char *body = g_malloc (size);
  PracticeReply *reply;

  memset (body, 'x', size);
  memcpy (body, head, strlen (head));
  memcpy (body + size - strlen (tail), tail, strlen (tail));
  reply = practice_reply_new (get_status (fault, 200), "application/json", g_bytes_new_take (body, size));
  if (practice_json_get_boolean (fault->details, "chunked"))
    practice_reply_set_header (reply, "Transfer-Encoding", "chunked");

  return reply;
}

static PracticeReply *
nest (PracticeFault *fault)
{
  gsize depth = (gsize) get_number (fault, "depth", 100000);
  char *body = g_malloc (MAX (2 * depth, 1));

  memset (body, '[', depth);
  memset (body + depth, ']', depth);

  return practice_reply_new (get_status (fault, 200), "application/json", g_bytes_new_take (body, 2 * depth));
}

static JsonNode *
mistype (JsonNode *node)
{
  JsonNode *other = json_node_alloc ();

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_object_new ();
      JsonObjectIter iter;
      const char *name = NULL;
      JsonNode *member = NULL;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        json_object_set_member (object, name, mistype (member));
      json_node_init_object (other, object);
      json_object_unref (object);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonObject *object = json_object_new ();

      json_node_init_object (other, object);
      json_object_unref (object);
    }
  else if (practice_json_is_string (node))
    {
      json_node_init_int (other, 42);
    }
  else
    {
      json_node_init_string (other, "forty-two");
    }

  return other;
}

static PracticeReply *
mistype_reply (PracticeReply *reply) /* takes reply */
{
  g_autoptr (PracticeReply) old = reply;
  g_autoptr (JsonNode) node = payroc_json_parse (old->body, NULL);

  return node != NULL ? practice_reply_new_json (old->status, mistype (node)) : g_steal_pointer (&old);
}

/* In the bytes as they go out, so that it can also be what no JSON writer makes. */
static PracticeReply *
replace_text (PracticeReply *reply, /* takes reply */
              const char    *text,
              const char    *by)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (reply->body, &length);
  g_autoptr (GString) body = g_string_new_len (data, (gssize) length);

  g_string_replace (body, text, by, 0);
  g_bytes_unref (reply->body);
  reply->body = g_bytes_new (body->str, body->len);

  return reply;
}

static PracticeReply *
lead_elsewhere (PracticeReply *reply, /* takes reply */
                const char    *href)
{
  g_autoptr (PracticeReply) old = reply;
  g_autoptr (JsonNode) node = payroc_json_parse (old->body, NULL);
  JsonArray *links;
  JsonObject *document;
  JsonObject *next;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || practice_json_get_array (json_node_get_object (node), "links") == NULL)
    return g_steal_pointer (&old);

  next = json_object_new ();
  json_object_set_string_member (next, "rel", "next");
  json_object_set_string_member (next, "method", "get");
  json_object_set_string_member (next, "href", href);
  links = json_array_new ();
  json_array_add_object_element (links, next);
  document = practice_json_object_copy (json_node_get_object (node));
  json_object_set_boolean_member (document, "hasMore", TRUE);
  json_object_set_array_member (document, "links", links);

  return practice_reply_new_json (old->status, practice_json_new_object (document));
}

PracticeReply *
practice_spoil (PracticeState  *state,
                PracticeFault  *fault,
                PracticeReply  *reply,
                PracticeEnding *ending)
{
  g_autoptr (PracticeReply) done = reply != NULL ? reply : practice_reply_new_text (200, "application/json", "{}");
  PracticeReply *redirect;

  *ending = PRACTICE_ENDING_WHOLE;
  switch (fault->kind)
    {
    case PRACTICE_FAULT_STATUS:
      return refuse (state, fault);
    case PRACTICE_FAULT_CUT_BEFORE:
    case PRACTICE_FAULT_CUT_AFTER:
      *ending = PRACTICE_ENDING_CUT;
      return g_steal_pointer (&done);
    case PRACTICE_FAULT_HTML:
      return practice_reply_new_text (get_status (fault, 200), "text/html; charset=utf-8",
                                      "<!DOCTYPE html><html lang=\"en\"><title>Sorry</title>"
                                      "<h1>The service is being looked after</h1></html>\n");
    case PRACTICE_FAULT_EMPTY:
      return practice_reply_new (get_status (fault, 200), NULL, NULL);
    case PRACTICE_FAULT_TRUNCATED:
      if (json_object_has_member (fault->details, "http") && !practice_json_get_boolean (fault->details, "http"))
        return halve (g_steal_pointer (&done));
      *ending = PRACTICE_ENDING_HALF;
      return g_steal_pointer (&done);
    case PRACTICE_FAULT_HUGE:
      return inflate (fault);
    case PRACTICE_FAULT_NESTED:
      return nest (fault);
    case PRACTICE_FAULT_WRONG_TYPES:
      return mistype_reply (g_steal_pointer (&done));
    case PRACTICE_FAULT_REPLACE:
      return replace_text (g_steal_pointer (&done), practice_json_get_string (fault->details, "text"),
                           practice_json_get_string (fault->details, "by"));
    case PRACTICE_FAULT_REDIRECT:
      redirect = practice_reply_new (get_status (fault, 307), NULL, NULL);
      practice_reply_set_header (redirect, "Location", practice_json_get_string (fault->details, "location"));
      return redirect;
    case PRACTICE_FAULT_NEXT_ELSEWHERE:
      return lead_elsewhere (g_steal_pointer (&done), practice_json_get_string (fault->details, "href"));
    case PRACTICE_FAULT_TOKEN_EXPIRED:
      return practice_problem_reply (PRACTICE_PROBLEM_NOT_AUTHORIZED, NULL);
    case PRACTICE_FAULT_DELAY:
    case PRACTICE_FAULT_IGNORE_EDIT:
    case PRACTICE_FAULT_IGNORE_FILTER:
    case PRACTICE_FAULT_RANDOM:
      return g_steal_pointer (&done);
    default:
      g_assert_not_reached ();
    }
}
