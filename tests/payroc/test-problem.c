/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every type of refusal, every number, and everything that is no problem document at all. */

#include <string.h>

#include "payroc/client/payroc-problem.h"
#include "payroc/payroc-error.h"

#define TYPE(fragment) "https://docs.payroc.com/api/errors#" fragment

static GError *
convert (guint       status,
         const char *body,
         gboolean    outcome_unknown)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr(PayrocReply) reply = payroc_reply_new (status, "application/problem+json", bytes);

  reply->outcome_unknown = outcome_unknown;

  return payroc_problem_to_error (reply);
}

typedef struct
{
  const char     *type;
  guint           status;
  PayrocErrorCode code;
  gboolean        settles; /* what an earlier attempt left open */
} TypeRow;

static const TypeRow types[] = {
  { "bad-request", 400, PAYROC_ERROR_INVALID, TRUE },
  { "idempotency-key-missing", 400, PAYROC_ERROR_INVALID, TRUE },
  { "capabilities-missing", 400, PAYROC_ERROR_CAPABILITY_MISSING, TRUE },
  { "not-authorized", 401, PAYROC_ERROR_KEY_REFUSED, FALSE },
  { "forbidden", 403, PAYROC_ERROR_FORBIDDEN, FALSE },
  { "not-found", 404, PAYROC_ERROR_NOT_FOUND, TRUE },
  { "not-acceptable", 406, PAYROC_ERROR_REFUSED, TRUE },
  { "idempotency-key-in-use", 409, PAYROC_ERROR_KEY_IN_USE, FALSE },
  { "resource-already-exists", 409, PAYROC_ERROR_CONFLICT, FALSE },
  { "attribute-conflict", 409, PAYROC_ERROR_CONFLICT, FALSE },
  { "cannot-be-modified", 409, PAYROC_ERROR_NOT_CHANGEABLE, FALSE },
  { "payload-too-large", 413, PAYROC_ERROR_REFUSED, TRUE },
  { "unsupported-media-type", 415, PAYROC_ERROR_REFUSED, TRUE },
  { "api-error", 500, PAYROC_ERROR_BUSY, FALSE },
};

static void
test_types (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"type\":\"" TYPE ("%s") "\",\"title\":\"No\",\"status\":%u,"
                                               "\"detail\":\"Because\"}", types[i].type, types[i].status);
      g_autoptr(GError) plain = convert (types[i].status, body, FALSE);
      g_autoptr(GError) lost = convert (types[i].status, body, TRUE);
      /* By type, not by the number. */
      g_autoptr(GError) renumbered = convert (418, body, FALSE);

      g_assert_error (plain, PAYROC_ERROR, (int) types[i].code);
      g_assert_error (renumbered, PAYROC_ERROR, (int) types[i].code);
      g_assert_cmpuint (payroc_error_get_status (plain), ==, types[i].status);
      g_assert_cmpstr (payroc_error_get_type_name (plain), ==, types[i].type);
      g_assert_cmpstr (payroc_error_get_detail (plain), ==, "Because");
      g_assert_null (payroc_error_get_fields (plain));
      g_assert_false (payroc_error_outcome_unknown (plain));
      g_assert_cmpint (payroc_error_outcome_unknown (lost), ==, !types[i].settles);
      /* What Payroc said may name a person; what is logged must not. */
      g_assert_null (strstr (plain->message, "Because"));
    }
}

typedef struct
{
  guint           status;
  PayrocErrorCode code;
} StatusRow;

static const StatusRow statuses[] = {
  { 100, PAYROC_ERROR_BAD_REPLY }, { 399, PAYROC_ERROR_BAD_REPLY }, { 400, PAYROC_ERROR_INVALID },
  { 401, PAYROC_ERROR_KEY_REFUSED }, { 402, PAYROC_ERROR_REFUSED }, { 403, PAYROC_ERROR_FORBIDDEN },
  { 404, PAYROC_ERROR_NOT_FOUND }, { 405, PAYROC_ERROR_REFUSED }, { 406, PAYROC_ERROR_REFUSED },
  { 407, PAYROC_ERROR_REFUSED }, { 408, PAYROC_ERROR_BUSY }, { 409, PAYROC_ERROR_CONFLICT },
  { 413, PAYROC_ERROR_REFUSED }, { 415, PAYROC_ERROR_REFUSED }, { 422, PAYROC_ERROR_INVALID },
  { 425, PAYROC_ERROR_BUSY }, { 429, PAYROC_ERROR_BUSY }, { 499, PAYROC_ERROR_REFUSED },
  { 500, PAYROC_ERROR_BUSY }, { 502, PAYROC_ERROR_BUSY }, { 503, PAYROC_ERROR_BUSY }, { 599, PAYROC_ERROR_BUSY },
};

static const char *const no_problems[] = {
  "",
  " ",
  "<html><body><h1>502 Bad Gateway</h1></body></html>",
  "{",
  "[]",
  "null",
  "42",
  "\"text\"",
  "{}",
  "\xff\xfe\x00",
  "{\"type\":null}",
  "{\"type\":42,\"detail\":[],\"title\":{},\"errors\":\"none\"}",
  "{\"type\":\"about:blank\"}",
  "{\"type\":\"https://docs.payroc.com/api/errors#\"}",
  "{\"type\":\"https://docs.payroc.com/api/errors#Bad-Request\"}",
  "{\"type\":\"https://docs.payroc.com/api/errors#bad-request-and-more\"}",
  "{\"errors\":[null,1,\"x\",[],{}]}",
  "{\"errors\":{\"parameter\":\"merchantReference\"}}",
};

static void
test_statuses (void)
{
  guint i;
  guint j;

  for (i = 0; i < G_N_ELEMENTS (statuses); i++)
    for (j = 0; j < G_N_ELEMENTS (no_problems); j++)
      {
        g_autoptr(GError) error = convert (statuses[i].status, no_problems[j], FALSE);
        g_autoptr(GError) lost = convert (statuses[i].status, no_problems[j], TRUE);

        g_assert_error (error, PAYROC_ERROR, (int) statuses[i].code);
        g_assert_cmpuint (payroc_error_get_status (error), ==, statuses[i].status);
        g_assert_false (payroc_error_outcome_unknown (error));
        /* Nobody who could know has answered: a gateway's 404 settles nothing. */
        g_assert_true (payroc_error_outcome_unknown (lost));
      }
}

static void
test_fields (void)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *fields;
  const PayrocFieldError *field;

  error = convert (400,
                   "{\"type\":\"" TYPE ("bad-request") "\",\"title\":\"Bad request\",\"status\":400,"
                   "\"detail\":\"One or more validation errors occurred.\",\"errors\":["
                   "{\"parameter\":\"merchantReference\",\"detail\":\"Length\",\"message\":\"At most 48 characters\"},"
                   "{\"parameter\":\"order.charge.amount\",\"detail\":\"Positive\"},"
                   "{\"parameter\":\"recipients[2].email\",\"detail\":\"D\",\"message\":\"  \"},"
                   "{\"message\":\"Nameless\"},"
                   "{\"parameter\":7,\"message\":null}]}", FALSE);
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);

  fields = payroc_error_get_fields (error);
  g_assert_cmpuint (fields->len, ==, 5);

  field = g_ptr_array_index (fields, 0);
  g_assert_cmpint (field->reason, ==, PAYROC_FIELD_REASON_SERVER);
  g_assert_cmpstr (field->parameter, ==, "merchantReference");
  g_assert_cmpstr (field->message, ==, "At most 48 characters");

  field = g_ptr_array_index (fields, 1);
  g_assert_cmpstr (field->parameter, ==, "order.charge.amount");
  g_assert_cmpstr (field->message, ==, "Positive");

  field = g_ptr_array_index (fields, 2);
  g_assert_cmpstr (field->parameter, ==, "recipients[2].email");
  g_assert_cmpstr (field->message, ==, "D");

  field = g_ptr_array_index (fields, 3);
  g_assert_cmpstr (field->parameter, ==, "");
  g_assert_cmpstr (field->message, ==, "Nameless");

  field = g_ptr_array_index (fields, 4);
  g_assert_cmpstr (field->parameter, ==, "");
  g_assert_null (field->message);
}

static void
test_bounds (void)
{
  g_autoptr(GString) body = g_string_new ("{\"type\":\"" TYPE ("bad-request") "\",\"detail\":\"");
  g_autofree char *long_text = g_strnfill (1000 * 1000, 'x');
  g_autoptr(GError) error = NULL;
  GPtrArray *fields;
  guint i;

  g_string_append_printf (body, "%s\",\"errors\":[", long_text);
  for (i = 0; i < 1000; i++)
    g_string_append_printf (body, "%s{\"parameter\":\"%.500s\",\"message\":\"\\u001b[31m\\u202e%.5000s\"}",
                            i > 0 ? "," : "", long_text, long_text);
  g_string_append (body, "]}");

  error = convert (400, body->str, FALSE);
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpuint (g_utf8_strlen (payroc_error_get_detail (error), -1), <=, 1024);

  fields = payroc_error_get_fields (error);
  g_assert_cmpuint (fields->len, ==, 50);
  for (i = 0; i < fields->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (fields, i);

      g_assert_cmpuint (g_utf8_strlen (field->parameter, -1), <=, 128);
      g_assert_cmpuint (g_utf8_strlen (field->message, -1), <=, 512);
      g_assert_null (strchr (field->message, 0x1b));
    }
}

static void
test_nested (void)
{
  g_autofree char *deep = g_strnfill (100 * 1000, '[');
  g_autofree char *body = g_strdup_printf ("{\"errors\":%s", deep);
  g_autoptr(GError) error = convert (400, body, FALSE);

  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
}

static void
test_server_error_stays_open (void)
{
  /* A 5xx that calls itself a bad request has still not said that nothing was done. */
  g_autoptr(GError) error = convert (500, "{\"type\":\"" TYPE ("bad-request") "\"}", TRUE);

  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_true (payroc_error_outcome_unknown (error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/problem/types", test_types);
  g_test_add_func ("/problem/statuses", test_statuses);
  g_test_add_func ("/problem/fields", test_fields);
  g_test_add_func ("/problem/bounds", test_bounds);
  g_test_add_func ("/problem/nested", test_nested);
  g_test_add_func ("/problem/server-error-stays-open", test_server_error_stays_open);

  return g_test_run ();
}
