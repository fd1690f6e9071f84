/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an error carries survives copies and threads, is bounded, and foreign errors have none of it. */

#include "payroc/payroc-error.h"

#include <gio/gio.h>
#include <string.h>

#include "values.h"

static void
test_details (void)
{
  g_autoptr(GPtrArray) fields = payroc_field_errors_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) copy = NULL;

  payroc_field_errors_add (fields, "merchantReference", PAYROC_FIELD_REASON_TOO_LONG, 48);
  g_ptr_array_add (fields, payroc_field_error_new ("expiresOn", PAYROC_FIELD_REASON_SERVER, 0, "Must not be a Sunday"));
  error = payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "Refused after %d tries", 3);
  payroc_error_set_http (error, 400, "bad-request", "One or more fields are wrong");
  payroc_error_set_outcome_unknown (error, TRUE);

  /* The list was copied. */
  g_ptr_array_set_size (fields, 0);

  copy = g_error_copy (error);
  g_clear_error (&error);

  g_assert_error (copy, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpstr (copy->message, ==, "Refused after 3 tries");
  g_assert_cmpuint (payroc_error_get_status (copy), ==, 400);
  g_assert_cmpstr (payroc_error_get_type_name (copy), ==, "bad-request");
  g_assert_cmpstr (payroc_error_get_detail (copy), ==, "One or more fields are wrong");
  g_assert_true (payroc_error_outcome_unknown (copy));
  values_assert_errors (payroc_error_get_fields (copy), "merchantReference too-long 48, expiresOn server 0");
  g_assert_cmpstr (((PayrocFieldError *) g_ptr_array_index (payroc_error_get_fields (copy), 1))->message, ==,
                   "Must not be a Sunday");
}

static void
test_bare (void)
{
  g_autoptr(GPtrArray) none = payroc_field_errors_new ();
  g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_BUSY, none, "Busy");

  g_assert_null (payroc_error_get_fields (error));
  g_assert_cmpuint (payroc_error_get_status (error), ==, 0);
  g_assert_null (payroc_error_get_type_name (error));
  g_assert_null (payroc_error_get_detail (error));
  g_assert_false (payroc_error_outcome_unknown (error));
}

static void
test_foreign (void)
{
  g_autoptr(GError) foreign = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "Failed");
  const GError *errors[] = { NULL, foreign };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_null (payroc_error_get_fields (errors[i]));
      g_assert_cmpuint (payroc_error_get_status (errors[i]), ==, 0);
      g_assert_null (payroc_error_get_type_name (errors[i]));
      g_assert_null (payroc_error_get_detail (errors[i]));
      g_assert_false (payroc_error_outcome_unknown (errors[i]));
      g_assert_false (payroc_error_is_temporary (errors[i]));
    }
}

static void
test_temporary (void)
{
  static const struct
  {
    PayrocErrorCode code;
    gboolean        temporary;
  } rows[] = {
    { PAYROC_ERROR_INVALID, FALSE },
    { PAYROC_ERROR_KEY_REFUSED, FALSE },
    { PAYROC_ERROR_FORBIDDEN, FALSE },
    { PAYROC_ERROR_CAPABILITY_MISSING, FALSE },
    { PAYROC_ERROR_NOT_FOUND, FALSE },
    { PAYROC_ERROR_KEY_IN_USE, FALSE },
    { PAYROC_ERROR_CONFLICT, FALSE },
    { PAYROC_ERROR_NOT_CHANGEABLE, FALSE },
    { PAYROC_ERROR_REFUSED, FALSE },
    { PAYROC_ERROR_BUSY, TRUE },
    { PAYROC_ERROR_UNREACHABLE, TRUE },
    { PAYROC_ERROR_INSECURE, TRUE },
    { PAYROC_ERROR_BAD_REPLY, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = payroc_error_new_fields (rows[i].code, NULL, "An error");

      g_assert_cmpint (payroc_error_is_temporary (error), ==, rows[i].temporary);
    }
}

static void
test_bounds (void)
{
  g_autofree char *long_text = values_repeat ("ä", 100000);
  g_autoptr(PayrocFieldError) field = payroc_field_error_new (long_text, PAYROC_FIELD_REASON_SERVER, 0, long_text);
  g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_REFUSED, NULL, "Refused");

  payroc_error_set_http (error, 400, long_text, long_text);

  g_assert_cmpint (g_utf8_strlen (field->parameter, -1), ==, 256);
  g_assert_cmpint (g_utf8_strlen (field->message, -1), ==, 1024);
  g_assert_cmpint (g_utf8_strlen (payroc_error_get_type_name (error), -1), ==, 64);
  g_assert_cmpint (g_utf8_strlen (payroc_error_get_detail (error), -1), ==, 1024);
}

/* An escape sequence in an error would steer the terminal that paylinks-cli runs in. */
static void
test_clean (void)
{
  g_autoptr(PayrocFieldError) field =
    payroc_field_error_new ("a\x1b[2J", PAYROC_FIELD_REASON_SERVER, 0, "b\x07\xff\u202e" "c\xc2\x9b");
  g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_REFUSED, NULL, "Refused");

  payroc_error_set_http (error, 400, NULL, "d\x1b]0;e\x07");

  g_assert_cmpstr (field->parameter, ==, "a\ufffd[2J");
  g_assert_cmpstr (field->message, ==, "b\ufffd\ufffd\ufffd" "c\ufffd");
  g_assert_cmpstr (payroc_error_get_detail (error), ==, "d\ufffd]0;e\ufffd");
}

static void
test_field (void)
{
  g_autoptr(GError) error = payroc_error_new_field ("order.charge.amount", PAYROC_FIELD_REASON_TOO_SMALL, 1);
  g_autoptr(PayrocFieldError) unnamed = payroc_field_error_new (NULL, PAYROC_FIELD_REASON_SERVER, 0, NULL);

  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  values_assert_errors (payroc_error_get_fields (error), "order.charge.amount too-small 1");
  g_assert_cmpstr (unnamed->parameter, ==, "");
  g_assert_null (unnamed->message);
  payroc_field_error_free (NULL);
}

static void
test_check (void)
{
  g_autoptr(GPtrArray) fields = payroc_field_errors_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (payroc_error_check_fields (fields, "Refused: 100%s", &error));
  g_assert_no_error (error);

  payroc_field_errors_add (fields, "type", PAYROC_FIELD_REASON_REQUIRED, 0);
  g_assert_false (payroc_error_check_fields (fields, "Refused: 100%s", &error));
  g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Refused: 100%s");
  g_assert_false (payroc_error_check_fields (fields, "Refused", NULL));
}

static void
return_error (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = payroc_error_new_field ("message", PAYROC_FIELD_REASON_TOO_LONG, 1024);

  payroc_error_set_http (error, 400, "bad-request", NULL);
  g_task_return_error (task, error);
}

static void
test_thread (void)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_task_run_in_thread_sync (task, return_error);
  g_assert_false (g_task_propagate_boolean (task, &error));
  values_assert_errors (payroc_error_get_fields (error), "message too-long 1024");
  g_assert_cmpuint (payroc_error_get_status (error), ==, 400);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/details", test_details);
  g_test_add_func ("/error/bare", test_bare);
  g_test_add_func ("/error/foreign", test_foreign);
  g_test_add_func ("/error/temporary", test_temporary);
  g_test_add_func ("/error/bounds", test_bounds);
  g_test_add_func ("/error/clean", test_clean);
  g_test_add_func ("/error/field", test_field);
  g_test_add_func ("/error/check", test_check);
  g_test_add_func ("/error/thread", test_thread);

  return g_test_run ();
}
