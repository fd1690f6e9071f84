/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An error goes into a row and comes back as it was; what another version wrote is still an error. */
#include <gio/gio.h>

#include "core/outbox/pl-intent-error.h"
#include "payroc/payroc-error.h"
#include "store/pl-store-error.h"

static void
assert_same (const GError *before)
{
  g_autofree char *json = pl_intent_error_to_json (before);
  g_autoptr (GError) after = pl_intent_error_from_json (json);

  g_assert_error (after, before->domain, before->code);
  g_assert_cmpstr (after->message, ==, before->message);
  g_assert_cmpuint (payroc_error_get_status (after), ==, payroc_error_get_status (before));
  g_assert_cmpstr (payroc_error_get_type_name (after), ==, payroc_error_get_type_name (before));
  g_assert_cmpstr (payroc_error_get_detail (after), ==, payroc_error_get_detail (before));
  g_assert_cmpint (payroc_error_outcome_unknown (after), ==, payroc_error_outcome_unknown (before));
}

static void
test_codes (void)
{
  for (int code = PAYROC_ERROR_INVALID; code <= PAYROC_ERROR_BAD_REPLY; code++)
    {
      g_autoptr (GError) error = payroc_error_new_fields ((PayrocErrorCode) code, NULL, "Code %d", code);

      assert_same (error);
      payroc_error_set_http (error, 409, "idempotency-key-in-use", "Pick \"another\" key");
      payroc_error_set_outcome_unknown (error, TRUE);
      assert_same (error);
    }

  for (int code = PL_INTENT_ERROR_DECISION; code <= PL_INTENT_ERROR_FINISHED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PL_INTENT_ERROR, code, "Why");

      assert_same (error);
    }

  for (int code = PL_STORE_ERROR_FAILED; code <= PL_STORE_ERROR_KEYRING_UNREACHABLE; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PL_STORE_ERROR, code, "Why");

      assert_same (error);
    }
}

static void
test_fields (void)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  g_autoptr (GError) before = NULL;
  g_autoptr (GError) after = NULL;
  g_autofree char *json = NULL;
  GPtrArray *read;

  for (int reason = PAYROC_FIELD_REASON_SERVER; reason <= PAYROC_FIELD_REASON_NOT_ALLOWED; reason++)
    g_ptr_array_add (fields, payroc_field_error_new ("recipients[2].email", (PayrocFieldReason) reason, reason * 10,
                                                     reason % 2 == 0 ? "Länge" : NULL));

  before = payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "Invalid");
  json = pl_intent_error_to_json (before);
  after = pl_intent_error_from_json (json);
  read = payroc_error_get_fields (after);

  g_assert_nonnull (read);
  g_assert_cmpuint (read->len, ==, fields->len);
  for (guint i = 0; i < read->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (read, i);

      g_assert_cmpstr (field->parameter, ==, "recipients[2].email");
      g_assert_cmpint (field->reason, ==, i);
      g_assert_cmpint (field->limit, ==, i * 10);
      g_assert_cmpstr (field->message, ==, i % 2 == 0 ? "Länge" : NULL);
    }
}

static void
test_strange (void)
{
  const char *const strange[] = {
    "", "nonsense", "[]", "{}", "null", "{\"domain\":\"payroc\"}",
    "{\"domain\":\"payroc\",\"code\":\"from-the-future\",\"message\":\"m\"}",
    "{\"domain\":7,\"code\":[],\"message\":{},\"fields\":7}",
  };
  g_autofree char *none = pl_intent_error_to_json (NULL);

  g_assert_null (none);
  g_assert_null (pl_intent_error_from_json (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autoptr (GError) error = pl_intent_error_from_json (strange[i]);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    }
}

static void
test_half_fields (void)
{
  g_autoptr (GError) error = NULL;

  error = pl_intent_error_from_json ("{\"domain\":\"payroc\",\"code\":\"invalid\",\"message\":\"m\",\"status\":-1,"
                                     "\"fields\":[7,{},{\"parameter\":\"a\",\"reason\":\"from-the-future\"},"
                                     "{\"parameter\":\"b\",\"limit\":\"x\"}]}");
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpuint (payroc_error_get_status (error), ==, 0);
  g_assert_cmpuint (payroc_error_get_fields (error)->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intent-error/codes", test_codes);
  g_test_add_func ("/intent-error/fields", test_fields);
  g_test_add_func ("/intent-error/strange", test_strange);
  g_test_add_func ("/intent-error/half-fields", test_half_fields);

  return g_test_run ();
}
