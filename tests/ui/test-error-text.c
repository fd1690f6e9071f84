/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every error says what happened, whether anything moved, and what to do. */
#include <gio/gio.h>

#include "core/session/pl-workspace.h"
#include "ui/parts/pl-error-text.h"

/* No two reasons read the same: each calls for something else. */
static void
test_titles (void)
{
  g_autoptr(GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = PAYROC_ERROR_INVALID; code <= PAYROC_ERROR_BAD_REPLY; code++)
    {
      g_autoptr(GError) error = payroc_error_new_fields (code, NULL, "the machine's words");
      const char *title = pl_error_text_title (error);

      g_assert_null (strstr (title, "machine"));
      g_assert_true (g_str_has_suffix (title, "."));
      g_assert_true (g_hash_table_add (titles, (gpointer) title));
    }

  for (int code = PL_STORE_ERROR_FAILED; code <= PL_STORE_ERROR_KEYRING_UNREACHABLE; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (PL_STORE_ERROR, code, "the machine's words");

      g_assert_true (g_hash_table_add (titles, (gpointer) pl_error_text_title (error)));
    }
}

static void
test_effect (void)
{
  const struct
  {
    PlWork      work;
    gboolean    unknown;
    const char *expected;
  } cases[] = {
    { PL_WORK_READ, FALSE, "" },
    { PL_WORK_CONNECT, FALSE, "Nothing was changed." },
    { PL_WORK_CREATE, FALSE, "No link was created." },
    { PL_WORK_CREATE, TRUE, "It is not known whether the link was created; trying again never makes a second one." },
    { PL_WORK_SHARE, FALSE, "No e-mail was sent." },
    { PL_WORK_SHARE, TRUE, "It is not known whether the e-mail went out; trying again never sends a second one." },
    { PL_WORK_EDIT, FALSE, "The link is as it was." },
    { PL_WORK_EDIT, TRUE, "It is not known whether the link was changed; trying again never changes it twice." },
    { PL_WORK_DEACTIVATE, FALSE, "The link is as it was." },
    { PL_WORK_DEACTIVATE, TRUE, "It is not known whether the link was switched off." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "x");

      payroc_error_set_outcome_unknown (error, cases[i].unknown);
      g_assert_cmpstr (pl_error_text_effect (error, cases[i].work), ==, cases[i].expected);
    }
}

static void
test_body (void)
{
  g_autoptr(GError) error = payroc_error_new_fields (PAYROC_ERROR_UNREACHABLE, NULL, "x");
  g_autofree char *reading = pl_error_text_body (error, PL_WORK_READ);
  g_autofree char *sharing = pl_error_text_body (error, PL_WORK_SHARE);

  g_assert_cmpstr (reading, ==, "Payroc could not be reached. Check the internet connection and try again.");
  g_assert_cmpstr (sharing, ==, "Payroc could not be reached. No e-mail was sent. "
                                "Paylinks tries again by itself once there is a connection.");
}

/* A refusal that marks no field gives Payroc's own reason, and speaks of no marks. */
static void
test_said (void)
{
  const struct
  {
    PayrocErrorCode code;
    gboolean        marks;
    const char     *detail;
    const char     *expected;
  } cases[] = {
    { PAYROC_ERROR_INVALID, FALSE, "The amount\u202e exceeds the limit.",
      "Payroc did not accept what was entered. No link was created. "
      "Payroc says: \u2068The amount\ufffd exceeds the limit.\u2069" },
    { PAYROC_ERROR_INVALID, FALSE, NULL, "Payroc did not accept what was entered. No link was created." },
    { PAYROC_ERROR_INVALID, FALSE, "", "Payroc did not accept what was entered. No link was created." },
    { PAYROC_ERROR_INVALID, TRUE, "One field is invalid",
      "Payroc did not accept what was entered. No link was created. Correct what is marked and try again." },
    { PAYROC_ERROR_FORBIDDEN, FALSE, "This key may not.",
      "Payroc does not allow this for the account. No link was created. Payroc says: This key may not. "
      "Check the terminal number, or ask Payroc what the account may do." },
    { PAYROC_ERROR_BUSY, FALSE, "Overloaded",
      "Payroc is busy at the moment. No link was created. Paylinks tries again by itself." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
      g_autoptr (GError)    error = NULL;
      g_autofree char      *body = NULL;

      if (cases[i].marks)
        g_ptr_array_add (fields, payroc_field_error_new ("expiresOn", PAYROC_FIELD_REASON_SERVER, 0, "No."));
      error = payroc_error_new_fields (cases[i].code, fields, "x");
      payroc_error_set_http (error, 400, "bad-request", cases[i].detail);
      body = pl_error_text_body (error, PL_WORK_CREATE);
      g_assert_cmpstr (body, ==, cases[i].expected);
    }
}

/* Whatever a server sends, a form has room for the rest. */
static void
test_said_long (void)
{
  g_autofree char   *detail = g_strnfill (5000, 'x');
  g_autoptr (GError) error = payroc_error_new_fields (PAYROC_ERROR_INVALID, NULL, "x");
  g_autofree char   *said = NULL;

  payroc_error_set_http (error, 400, "bad-request", detail);
  said = pl_error_text_said (error);
  g_assert_cmpint (g_utf8_strlen (said, -1), <, 300);
  g_assert_nonnull (strstr (said, "x…"));
}

static void
test_foreign_domain (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  g_autofree char *body = pl_error_text_body (error, PL_WORK_CREATE);

  g_assert_cmpstr (body, ==, "Something went wrong on this computer. No link was created.");
}

static void
test_details (void)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) payroc_field_error_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *details = NULL;

  g_ptr_array_add (fields, payroc_field_error_new ("expiresOn", PAYROC_FIELD_REASON_SERVER, 0, "must be a day"));
  error = payroc_error_new_fields (PAYROC_ERROR_INVALID, fields, "Bad request");
  payroc_error_set_http (error, 400, "bad-request", "One or more fields are invalid");

  details = pl_error_text_details (error);
  g_assert_nonnull (strstr (details, "HTTP status: 400"));
  g_assert_nonnull (strstr (details, "type: bad-request"));
  g_assert_nonnull (strstr (details, "detail: One or more fields are invalid"));
  g_assert_nonnull (strstr (details, "field: expiresOn: must be a day"));
}

static void
test_field (void)
{
  const struct
  {
    PayrocFieldReason reason;
    gint64            limit;
    const char       *message;
    const char       *expected;
  } cases[] = {
    { PAYROC_FIELD_REASON_SERVER, 0, "no <b>good</b>", "Payroc says: no <b>good</b>" },
    { PAYROC_FIELD_REASON_SERVER, 0, NULL, "Payroc does not accept this." },
    { PAYROC_FIELD_REASON_SERVER, 0, "", "Payroc does not accept this." },
    { PAYROC_FIELD_REASON_REQUIRED, 0, NULL, "This is needed." },
    { PAYROC_FIELD_REASON_TOO_SHORT, 1, NULL, "At least 1 character." },
    { PAYROC_FIELD_REASON_TOO_SHORT, 4, NULL, "At least 4 characters." },
    { PAYROC_FIELD_REASON_TOO_LONG, 48, NULL, "At most 48 characters." },
    { PAYROC_FIELD_REASON_TOO_LONG, -1, NULL, "At most 0 characters." },
    { PAYROC_FIELD_REASON_TOO_PRECISE, 0, NULL, "This currency has no decimals. Write it like 1,234." },
    { PAYROC_FIELD_REASON_TOO_PRECISE, 2, NULL, "This currency has 2 decimals. Write it like 1,234.50." },
    { PAYROC_FIELD_REASON_TOO_PRECISE, 3, NULL, "This currency has 3 decimals. Write it like 1,234.500." },
    { PAYROC_FIELD_REASON_IN_PAST, 0, NULL, "This day is over." },
    { 99, 0, NULL, "This is not accepted." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PayrocFieldError) field = payroc_field_error_new ("x", cases[i].reason, cases[i].limit,
                                                                      cases[i].message);
      g_autofree char *text = pl_error_text_field (field);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_malformed (void)
{
  const struct
  {
    const char *parameter;
    const char *expected;
  } cases[] = {
    { "order.charge.amount", "This is not an amount. Write it like 1,234.50." },
    { "email", "This is not an e-mail address." },
    { "recipients[2].email", "This is not an e-mail address." },
    { "processingTerminalId", "A terminal number has 4 to 50 letters or digits." },
    { "apiKey", "A key has letters, digits and signs, but no spaces." },
    { "apiUrl", "This is not the address of a server." },
    { "order.description", "This cannot be read." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PayrocFieldError) field = payroc_field_error_new (cases[i].parameter,
                                                                  PAYROC_FIELD_REASON_MALFORMED, 0, NULL);
      g_autofree char *text = pl_error_text_field (field);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* The same reason is another mistake in another field. */
static void
test_reasons_by_field (void)
{
  const struct
  {
    const char        *parameter;
    PayrocFieldReason  reason;
    const char        *expected;
  } cases[] = {
    { "paymentMethods", PAYROC_FIELD_REASON_NOT_ALLOWED,
      "Money can be held on a card only, not with a bank transfer." },
    { "apiUrl", PAYROC_FIELD_REASON_NOT_ALLOWED,
      "It must begin with https://. Only a server on this computer may do with http://." },
    { "identityUrl", PAYROC_FIELD_REASON_NOT_ALLOWED,
      "It must begin with https://. Only a server on this computer may do with http://." },
    { "expiresOn", PAYROC_FIELD_REASON_NOT_ALLOWED, "This does not go together with the rest." },
    { "processingTerminalId", PAYROC_FIELD_REASON_DUPLICATE,
      "This terminal is connected already: choose its account from the menu." },
    { "name", PAYROC_FIELD_REASON_DUPLICATE, "Another account has this name." },
    { "recipients", PAYROC_FIELD_REASON_DUPLICATE, "This is given twice." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PayrocFieldError) field = payroc_field_error_new (cases[i].parameter, cases[i].reason, 0, NULL);
      g_autofree char *text = pl_error_text_field (field);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_field_name (void)
{
  g_assert_cmpstr (pl_error_text_field_name ("order.charge.amount"), ==, "Amount");
  g_assert_cmpstr (pl_error_text_field_name ("recipients[2].email"), ==, "Recipients");
  g_assert_cmpstr (pl_error_text_field_name ("credentialOnFile.tokenize"), ==, "Payment details");
  g_assert_cmpstr (pl_error_text_field_name ("name"), ==, "Name");
  g_assert_null (pl_error_text_field_name ("nameless"));
  g_assert_null (pl_error_text_field_name (""));
  g_assert_null (pl_error_text_field_name (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-text/titles", test_titles);
  g_test_add_func ("/error-text/effect", test_effect);
  g_test_add_func ("/error-text/body", test_body);
  g_test_add_func ("/error-text/said", test_said);
  g_test_add_func ("/error-text/said-long", test_said_long);
  g_test_add_func ("/error-text/foreign-domain", test_foreign_domain);
  g_test_add_func ("/error-text/details", test_details);
  g_test_add_func ("/error-text/field", test_field);
  g_test_add_func ("/error-text/malformed", test_malformed);
  g_test_add_func ("/error-text/reasons-by-field", test_reasons_by_field);
  g_test_add_func ("/error-text/field-name", test_field_name);

  return g_test_run ();
}
