/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a stranger moves nothing beside it: every direction it opens is closed, and it closes none of ours. */
#include <gtk/gtk.h>

#include "ui/parts/pl-bidi.h"

#define FSI "\342\201\250"
#define PDI "\342\201\251"
#define RLO "\342\200\256"
#define RLM "\342\200\217"

static const struct
{
  const char *text;
  const char *ltr; /* NULL: as it is */
  const char *rtl;
} cases[] = {
  { "", NULL, FSI PDI },
  { "INV-1", NULL, FSI "INV-1" PDI },
  { "שלום", FSI "שלום" PDI, FSI "שלום" PDI },
  { "evil" RLO "txt", FSI "eviltxt" PDI, FSI "eviltxt" PDI },
  { PDI PDI "x", FSI "x" PDI, FSI "x" PDI },
  { FSI "open", FSI "open" PDI, FSI "open" PDI },
  { "\342\200\252a\342\200\253b\342\200\254c\342\200\255d", FSI "abcd" PDI, FSI "abcd" PDI },
  { "\342\201\246a\342\201\247b", FSI "ab" PDI, FSI "ab" PDI },
  { "a" RLM "b", FSI "a" RLM "b" PDI, FSI "a" RLM "b" PDI },
  { "two\nlines\tand\001more", FSI "two lines and more" PDI, FSI "two lines and more" PDI },
  { "a\342\200\251b\342\200\250c", FSI "a b c" PDI, FSI "a b c" PDI },
};

static void
test_isolate (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ltr = NULL;
      g_autofree char *rtl = NULL;

      gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
      ltr = pl_bidi_isolate (cases[i].text);
      g_assert_cmpstr (ltr, ==, cases[i].ltr != NULL ? cases[i].ltr : cases[i].text);
      gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
      rtl = pl_bidi_isolate (cases[i].text);
      g_assert_cmpstr (rtl, ==, cases[i].rtl);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bidi/isolate", test_isolate);

  return g_test_run ();
}
