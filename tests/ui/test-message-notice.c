/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That a mail replaces another is said once, and is in no mail that replaces none. */
#include <string.h>

#include "ui/share/pl-message-notice.h"

static const char *const texts[] = { "", "Hello", "Hello,\n\nhere is {link}.\n", "\n\n" };

static void
test_round (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *once = pl_message_notice_add (texts[i]);
      g_autofree char *twice = pl_message_notice_add (once);
      g_autofree char *dropped = pl_message_notice_drop (twice);
      g_autofree char *untouched = pl_message_notice_drop (texts[i]);

      g_assert_true (g_str_has_prefix (once, "This link replaces"));
      g_assert_true (g_str_has_suffix (once, texts[i]));
      g_assert_cmpstr (twice, ==, once);
      g_assert_cmpstr (dropped, ==, texts[i]);
      g_assert_cmpstr (untouched, ==, texts[i]);
    }
}

/* Moved to the end by the merchant, it is found all the same. */
static void
test_moved (void)
{
  g_autofree char *notice = pl_message_notice_add ("");
  g_autofree char *text = g_strdup_printf ("Hello\n\n%s", notice);
  g_autofree char *same = pl_message_notice_add (text);
  g_autofree char *dropped = pl_message_notice_drop (text);

  g_assert_cmpstr (same, ==, text);
  g_assert_null (strstr (dropped, "replaces"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-notice/round", test_round);
  g_test_add_func ("/message-notice/moved", test_moved);

  return g_test_run ();
}
