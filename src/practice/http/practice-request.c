/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a request apart so that the rest of the server never touches libsoup or an encoded string. */
#include "practice-request.h"

#include <string.h>

/* Split before decoding: an encoded slash belongs to the segment. */
static GStrv
split_path (const char *path)
{
  g_auto (GStrv) raw = g_strsplit (*path == '/' ? path + 1 : path, "/", 16);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; raw[i] != NULL; i++)
    {
      g_autofree char *decoded = g_uri_unescape_string (raw[i], NULL);

      if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
        return NULL;
      g_strv_builder_add (builder, decoded);
    }

  return g_strv_builder_end (builder);
}

static GPtrArray *
split_query (const char *query)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  GUriParamsIter iter;

  if (query == NULL || *query == '\0')
    return g_steal_pointer (&pairs);

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &error))
    {
      g_ptr_array_add (pairs, g_steal_pointer (&name));
      g_ptr_array_add (pairs, g_steal_pointer (&value));
    }

  return error == NULL ? g_steal_pointer (&pairs) : NULL;
}

PracticeRequest *
practice_request_new (SoupServerMessage *message)
{
  PracticeRequest *self = g_new0 (PracticeRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  self->method = g_strdup (soup_server_message_get_method (message));
  self->path = g_strdup (g_uri_get_path (uri));
  self->query = g_strdup (g_uri_get_query (uri));
  self->segments = split_path (self->path);
  self->pairs = split_query (self->query);
  self->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  /* What was too large was not kept. */
  self->too_large = !soup_message_body_get_accumulate (body);
  self->body = self->too_large ? g_bytes_new_static ("", 0) : soup_message_body_flatten (body);

  return self;
}

void
practice_request_free (PracticeRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_strfreev (self->segments);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

const char *
practice_request_get_header (PracticeRequest *self,
                             const char      *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

const char *
practice_request_get_query (PracticeRequest *self,
                            const char      *name)
{
  for (guint i = 0; self->pairs != NULL && i + 1 < self->pairs->len; i += 2)
    {
      if (g_str_equal (g_ptr_array_index (self->pairs, i), name))
        return g_ptr_array_index (self->pairs, i + 1);
    }

  return NULL;
}

GStrv
practice_request_dup_values (PracticeRequest *self,
                             const char      *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; self->pairs != NULL && i + 1 < self->pairs->len; i += 2)
    {
      g_auto (GStrv) values = NULL;

      if (!g_str_equal (g_ptr_array_index (self->pairs, i), name))
        continue;
      values = g_strsplit (g_ptr_array_index (self->pairs, i + 1), ",", -1);
      if (values[0] == NULL)
        g_strv_builder_add (builder, ""); /* no value is a value too, and none that fits */
      g_strv_builder_addv (builder, (const char **) values);
    }

  return g_strv_builder_end (builder);
}

char *
practice_request_dup_target (PracticeRequest *self)
{
  return g_strdup_printf ("%s %s?%s", self->method, self->path, self->query != NULL ? self->query : "");
}

gboolean
practice_request_is_json (PracticeRequest *self)
{
  const char *type = soup_message_headers_get_content_type (self->headers, NULL);

  return type != NULL && g_ascii_strcasecmp (type, "application/json") == 0;
}

gboolean
practice_request_takes_json (PracticeRequest *self)
{
  const char *accept = soup_message_headers_get_list (self->headers, "Accept");
  GSList *unacceptable = NULL;
  GSList *ranges;
  gboolean takes = FALSE;

  if (accept == NULL)
    return TRUE;

  ranges = soup_header_parse_quality_list (accept, &unacceptable);
  for (GSList *l = ranges; l != NULL && !takes; l = l->next)
    {
      g_autofree char *range = g_ascii_strdown (l->data, -1);
      char *parameters = strchr (range, ';');

      if (parameters != NULL)
        *parameters = '\0';
      g_strstrip (range);
      takes = g_str_equal (range, "*/*") || g_str_equal (range, "application/*")
              || g_str_equal (range, "application/json");
    }
  soup_header_free_list (ranges);
  soup_header_free_list (unacceptable);

  return takes;
}
