/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is mailed: limits, exact bytes, and back from what the outbox stored. */

#include "payroc/sharing/payroc-share.h"

#include "payroc/payroc-error.h"
#include "values.h"

static PayrocShare *
new_share (const char *name,
           const char *email)
{
  g_autoptr(PayrocRecipient) recipient = payroc_recipient_new (name, email);
  PayrocShare *share = payroc_share_new ();

  g_list_store_append (payroc_share_get_recipients (share), recipient);

  return share;
}

static void
add (PayrocShare *share,
     const char  *name,
     const char  *email)
{
  g_autoptr(PayrocRecipient) recipient = payroc_recipient_new (name, email);

  g_list_store_append (payroc_share_get_recipients (share), recipient);
}

static void
assert_errors (PayrocShare *share,
               const char  *expected)
{
  g_autoptr(GPtrArray) errors = payroc_share_validate (share);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = payroc_share_to_body (share, &error);

  values_assert_errors (errors, expected);
  if (*expected == '\0')
    {
      g_assert_no_error (error);
      g_assert_nonnull (body);
    }
  else
    {
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_INVALID);
      values_assert_errors (payroc_error_get_fields (error), expected);
      g_assert_null (body);
    }
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

static void
test_properties (void)
{
  g_autoptr(PayrocShare) share = payroc_share_new ();
  g_autoptr(GListModel) recipients = NULL;
  g_autofree char *message = NULL;
  gboolean copy = TRUE;
  guint n_notified = 0;

  g_signal_connect (share, "notify", G_CALLBACK (count_cb), &n_notified);
  g_object_get (share, "recipients", &recipients, "message", &message, "merchant-copy", &copy, NULL);
  g_assert_true (recipients == G_LIST_MODEL (payroc_share_get_recipients (share)));
  g_assert_cmpstr (message, ==, "");
  g_assert_false (copy);

  payroc_share_set_message (share, NULL);
  payroc_share_set_message (share, "");
  payroc_share_set_merchant_copy (share, FALSE);
  g_assert_cmpuint (n_notified, ==, 0);
  g_object_set (share, "message", "Hello", "merchant-copy", TRUE, NULL);
  payroc_share_set_message (share, "Hello");
  payroc_share_set_merchant_copy (share, 2);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpstr (payroc_share_get_message (share), ==, "Hello");
  g_assert_true (payroc_share_get_merchant_copy (share));

  g_clear_object (&recipients);
  g_assert_finalize_object (g_steal_pointer (&share));
}

static void
test_body (void)
{
  g_autoptr(PayrocShare) share = new_share ("Sarah Hopper", "sarah@example.com");
  g_autoptr(GBytes) small = payroc_share_to_body (share, NULL);
  g_autoptr(GBytes) full = NULL;
  g_autoptr(GBytes) again = NULL;

  values_assert_body (small, "{\"sharingMethod\":\"email\",\"recipients\":"
                             "[{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"}]}");

  add (share, "Bob", "bob@example.com");
  payroc_share_set_message (share, "Dear all,\n\"pay\" ä 😀 </script> \t.");
  payroc_share_set_merchant_copy (share, TRUE);
  full = payroc_share_to_body (share, NULL);
  again = payroc_share_to_body (share, NULL);
  values_assert_body (full, "{\"sharingMethod\":\"email\",\"recipients\":"
                            "[{\"name\":\"Sarah Hopper\",\"email\":\"sarah@example.com\"},"
                            "{\"name\":\"Bob\",\"email\":\"bob@example.com\"}],"
                            "\"message\":\"Dear all,\\n\\\"pay\\\" ä 😀 </script> \\t.\",\"merchantCopy\":true}");
  g_assert_true (g_bytes_equal (full, again));
}

static void
test_from_body (void)
{
  g_autoptr(PayrocShare) share = new_share ("Sarah Hopper", "sarah@example.com");
  g_autoptr(PayrocShare) again = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GBytes) body_again = NULL;
  g_autoptr(GError) error = NULL;

  add (share, "Bob \\ \"B\"", "bob@example.com");
  payroc_share_set_message (share, " Dear Sarah,\r\n\u200eplease \\ pay \u00a0\n");
  payroc_share_set_merchant_copy (share, TRUE);

  body = payroc_share_to_body (share, NULL);
  again = payroc_share_new_from_body (body, &error);
  g_assert_no_error (error);
  body_again = payroc_share_to_body (again, NULL);
  g_assert_true (g_bytes_equal (body, body_again));
  g_assert_cmpstr (payroc_share_get_message (again), ==, payroc_share_get_message (share));
  g_assert_true (payroc_share_get_merchant_copy (again));
}

static void
test_from_bad_body (void)
{
  static const char *const rows[] = {
    "", "[]", "{}", "null", "{\"recipients\":{}}", "{\"recipients\":[1]}", "{\"recipients\":[{\"name\":1}]}",
    "{\"recipients\":[],\"message\":1}", "{\"recipients\":[],\"merchantCopy\":\"yes\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) body = values_bytes (rows[i]);
      g_autoptr(GError) error = NULL;

      g_assert_null (payroc_share_new_from_body (body, &error));
      g_assert_error (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY);
    }
}

static void
test_recipients (void)
{
  g_autoptr(PayrocShare) share = payroc_share_new ();

  assert_errors (share, "recipients required 1");
  add (share, "Sarah", "sarah@example.com");
  assert_errors (share, "");
  add (share, "Bob", "bob@example.com");
  assert_errors (share, "");
  add (share, "Sarah Hopper", "SARAH@example.com");
  assert_errors (share, "recipients[2].email duplicate 0");
  add (share, "", "x");
  assert_errors (share, "recipients[2].email duplicate 0, recipients[3].name required 1, "
                        "recipients[3].email too-short 6");
}

static void
test_message (void)
{
  static const char *const characters[] = { "a", "ä", "あ", "😀" };
  g_autoptr(PayrocShare) share = new_share ("Sarah", "sarah@example.com");

  for (gsize i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      for (guint n = PAYROC_SHARE_MESSAGE_MAX - 1; n <= PAYROC_SHARE_MESSAGE_MAX + 1; n++)
        {
          g_autofree char *message = values_repeat (characters[i], n);

          payroc_share_set_message (share, message);
          assert_errors (share, n > PAYROC_SHARE_MESSAGE_MAX ? "message too-long 1024" : "");
        }
    }

  payroc_share_set_message (share, "a\x1b[2Jb");
  assert_errors (share, "message malformed 0");
  payroc_share_set_message (share, "a\xff");
  assert_errors (share, "message malformed 0");
}

static void
test_blank_message (void)
{
  g_autoptr(PayrocShare) share = new_share ("Sarah", "sarah@example.com");
  g_autoptr(GBytes) without = payroc_share_to_body (share, NULL);
  g_autoptr(GBytes) blank = NULL;

  payroc_share_set_message (share, " \n\u00a0\u200b\t");
  blank = payroc_share_to_body (share, NULL);
  g_assert_true (g_bytes_equal (without, blank));
}

/* What a server may write in its own way is no other message; anything else is. */
static void
test_worded_as (void)
{
  static const struct
  {
    const char *message;
    const char *written;
    gboolean    is_same;
  } cases[] = {
    { NULL, NULL, TRUE },
    { NULL, "", TRUE },
    { "", " \n", TRUE },
    { "Hello", "Hello", TRUE },
    { "Hello,\n\nplease pay.", "Hello,\r\n\r\nplease pay.\r\n", TRUE },
    { "  Hello  there", "Hello there ", TRUE },
    { "Caf\303\251", "Cafe\314\201", TRUE },
    { "Hello", NULL, FALSE },
    { NULL, "Hello", FALSE },
    { "Hello", "hello", FALSE },
    { "Hello there", "Hellothere", FALSE },
    { "Please pay $30.", "Please pay $25.", FALSE },
    { "Hello", "Hello, Sarah", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PayrocShare) share = payroc_share_new ();

      payroc_share_set_message (share, cases[i].message);
      g_assert_cmpint (payroc_share_is_worded_as (share, cases[i].written), ==, cases[i].is_same);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/share/properties", test_properties);
  g_test_add_func ("/share/body", test_body);
  g_test_add_func ("/share/from-body", test_from_body);
  g_test_add_func ("/share/from-bad-body", test_from_bad_body);
  g_test_add_func ("/share/recipients", test_recipients);
  g_test_add_func ("/share/message", test_message);
  g_test_add_func ("/share/blank-message", test_blank_message);
  g_test_add_func ("/share/worded-as", test_worded_as);

  return g_test_run ();
}
