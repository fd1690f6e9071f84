/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers that fail the test themselves, so that tests read as tables. */

#include "values.h"

#include <string.h>

#include "payroc/payroc-field-error.h"
#include "payroc/payroc-json.h"

/* In the order of PayrocFieldReason. */
static const char *const reasons[] = {
  "server",
  "required",
  "too-short",
  "too-long",
  "too-small",
  "too-large",
  "too-precise",
  "malformed",
  "unknown-value",
  "duplicate",
  "in-past",
  "not-allowed",
  "mixed-letters",
  "other-address",
};

GBytes *
values_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

JsonNode *
values_parse (const char *text)
{
  g_autoptr(GBytes) bytes = values_bytes (text);
  g_autoptr(GError) error = NULL;
  JsonNode *node = payroc_json_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);

  return node;
}

PayrocLink *
values_link (const char *text)
{
  g_autoptr(JsonNode) node = values_parse (text);
  g_autoptr(GError) error = NULL;
  PayrocLink *link = payroc_link_new_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_nonnull (link);

  return link;
}

/* Replaces the one place where old stands. */
char *
values_replace (const char *text,
                const char *old,
                const char *replacement)
{
  const char *place = strstr (text, old);

  g_assert_nonnull (place);
  g_assert_null (strstr (place + 1, old));

  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text, replacement, place + strlen (old));
}

char *
values_repeat (const char *character,
               guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, character);

  return g_string_free (text, FALSE);
}

/* "merchantReference required 1, order.charge.amount too-small 1"; "" for none. */
char *
values_describe (GPtrArray *errors)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < errors->len; i++)
    {
      PayrocFieldError *error = g_ptr_array_index (errors, i);

      g_assert_cmpuint (error->reason, <, G_N_ELEMENTS (reasons));
      g_string_append_printf (text, "%s%s %s %" G_GINT64_FORMAT, i > 0 ? ", " : "",
                              error->parameter, reasons[error->reason], error->limit);
    }

  return g_string_free (text, FALSE);
}

void
values_assert_errors (GPtrArray  *errors,
                      const char *expected)
{
  g_autofree char *actual = NULL;

  g_assert_nonnull (errors);
  actual = values_describe (errors);
  g_assert_cmpstr (actual, ==, expected);
}

void
values_assert_body (GBytes     *body,
                    const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_nonnull (body);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (g_bytes_get_size (body), ==, strlen (expected));
}
