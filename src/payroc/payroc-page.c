/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of any of the API's lists, which all have the same frame around their rows. */

#include "payroc-page.h"

#include <string.h>

#include "payroc-error.h"
#include "payroc-json.h"
#include "payroc-text.h"

#define CURSOR_MAX 128

struct _PayrocPage
{
  GObject parent_instance;

  GListStore *rows;        /* (owned) */
  char       *next_cursor; /* (owned) (nullable) */
  guint       n_unreadable;
  gsize       size;
};

G_DEFINE_FINAL_TYPE (PayrocPage, payroc_page, G_TYPE_OBJECT)

static gboolean
is_cursor (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= CURSOR_MAX &&
         payroc_text_is_printable (text, PAYROC_TEXT_ONE_LINE);
}

/* Only the query is looked at: an official example's href is malformed, another names a foreign path. */
static char *
parse_after (const char *href)
{
  const char *query = strchr (href, '?');
  g_autoptr(GHashTable) params = NULL;
  g_autofree char *text = NULL;
  const char *after = NULL;

  if (query == NULL)
    return NULL;

  text = g_strndup (query + 1, strcspn (query + 1, "#"));
  params = g_uri_parse_params (text, -1, "&", G_URI_PARAMS_NONE, NULL);
  after = params != NULL ? g_hash_table_lookup (params, "after") : NULL;

  return is_cursor (after) ? g_strdup (after) : NULL;
}

/* What cannot be read here is passed over: a row's id serves as well. */
static char *
find_after (JsonArray *links)
{
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      JsonObject *link = payroc_json_as_object (json_array_get_element (links, i), NULL);
      const char *rel = NULL;
      const char *href = NULL;

      if (link != NULL && payroc_json_get_string (link, "rel", TRUE, &rel, NULL) && g_str_equal (rel, "next") &&
          payroc_json_get_string (link, "href", TRUE, &href, NULL))
        return parse_after (href);
    }

  return NULL;
}

/* Of the last row that has one: rows behind it come again on the next page. */
static char *
find_last_id (JsonArray  *data,
              const char *id_field)
{
  for (guint i = json_array_get_length (data); i > 0; i--)
    {
      JsonObject *row = payroc_json_as_object (json_array_get_element (data, i - 1), NULL);
      const char *id = NULL;

      if (row != NULL && payroc_json_get_string (row, id_field, TRUE, &id, NULL) && is_cursor (id))
        return g_strdup (id);
    }

  return NULL;
}

static void
add_rows (PayrocPage       *self,
          JsonArray        *data,
          GType             row_type,
          PayrocPageRowFunc make_row,
          gpointer          user_data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      g_autoptr(GError) error = NULL;
      GObject *row = make_row (json_array_get_element (data, i), user_data, &error);

      if (row != NULL)
        {
          g_ptr_array_add (rows, row);
        }
      else
        {
          g_debug ("A row of a page cannot be read: %s", error != NULL ? error->message : "no reason given");
          self->n_unreadable++;
        }
    }

  self->rows = g_list_store_new (row_type);
  g_list_store_splice (self->rows, 0, 0, rows->pdata, rows->len);
}

static void
payroc_page_finalize (GObject *object)
{
  PayrocPage *self = PAYROC_PAGE (object);

  g_clear_object (&self->rows);
  g_free (self->next_cursor);

  G_OBJECT_CLASS (payroc_page_parent_class)->finalize (object);
}

static void
payroc_page_class_init (PayrocPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = payroc_page_finalize;
}

static void
payroc_page_init (PayrocPage *self)
{
}

/**
 * payroc_page_new_from_json:
 * @node: (nullable): the reply to a list request
 * @row_type: what @make_row makes
 * @id_field: the rows' member that serves as cursor, for example "paymentLinkId"
 * @make_row: makes a row of an element of `data`
 * @user_data: for @make_row
 * @error: return location for a #GError
 *
 * Reads `{limit, count, hasMore, links, data}` (CONTRACT.md, "Lists"). A row that cannot be read is dropped and
 * counted: one odd link must not hide all others. The cursor of the next page is the `after` of the next link's
 * query, else the id of the last row that has one; scheme, host and path of a link are never used.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY, also where there is more but nothing says from where on.
 *
 * Returns: (transfer full): the page, or %NULL with @error set
 */
PayrocPage *
payroc_page_new_from_json (JsonNode          *node,
                           GType              row_type,
                           const char        *id_field,
                           PayrocPageRowFunc  make_row,
                           gpointer           user_data,
                           GError           **error)
{
  g_autoptr(PayrocPage) self = NULL;
  g_autofree char *after = NULL;
  JsonObject *object = NULL;
  JsonArray *links = NULL;
  JsonArray *data = NULL;
  gboolean has_more = FALSE;

  g_return_val_if_fail (g_type_is_a (row_type, G_TYPE_OBJECT), NULL);
  g_return_val_if_fail (id_field != NULL && make_row != NULL, NULL);

  object = payroc_json_as_object (node, error);
  if (object == NULL ||
      !payroc_json_get_array (object, PAYROC_PAGE_ROWS, TRUE, &data, error) ||
      !payroc_json_get_boolean (object, "hasMore", FALSE, &has_more, error) ||
      !payroc_json_get_array (object, "links", FALSE, &links, error))
    return NULL;

  after = find_after (links);
  if (!json_object_has_member (object, "hasMore"))
    has_more = after != NULL;
  if (has_more && after == NULL)
    after = find_last_id (data, id_field);
  if (has_more && after == NULL)
    {
      g_set_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "There is another page, but no way to it");
      return NULL;
    }

  self = g_object_new (PAYROC_TYPE_PAGE, NULL);
  if (has_more)
    self->next_cursor = g_steal_pointer (&after);
  add_rows (self, data, row_type, make_row, user_data);

  return g_steal_pointer (&self);
}

/**
 * payroc_page_get_rows:
 * @self: a page
 *
 * Returns: (transfer none): the rows that could be read, in the server's order
 */
GListModel *
payroc_page_get_rows (PayrocPage *self)
{
  g_return_val_if_fail (PAYROC_IS_PAGE (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/**
 * payroc_page_get_next_cursor:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the `after` that asks for the next page, %NULL when this is the last
 */
const char *
payroc_page_get_next_cursor (PayrocPage *self)
{
  g_return_val_if_fail (PAYROC_IS_PAGE (self), NULL);

  return self->next_cursor;
}

/**
 * payroc_page_get_n_unreadable:
 * @self: a page
 *
 * Returns: how many rows were dropped
 */
guint
payroc_page_get_n_unreadable (PayrocPage *self)
{
  g_return_val_if_fail (PAYROC_IS_PAGE (self), 0);

  return self->n_unreadable;
}

/**
 * payroc_page_get_size:
 * @self: a page
 *
 * Returns: how many bytes the reply had that it came in; 0 when it came in none
 */
gsize
payroc_page_get_size (PayrocPage *self)
{
  g_return_val_if_fail (PAYROC_IS_PAGE (self), 0);

  return self->size;
}

/**
 * payroc_page_set_size:
 * @self: a page
 * @size: in bytes
 *
 * Sets how large the reply was that it came in.
 */
void
payroc_page_set_size (PayrocPage *self,
                      gsize       size)
{
  g_return_if_fail (PAYROC_IS_PAGE (self));

  self->size = size;
}
