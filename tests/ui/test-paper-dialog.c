/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words on paper are said to be those of Preferences, and can be changed where they are seen. */
#include "session-fixture.h"

#include "ui/paper/pl-paper-dialog.h"
#include "ui/parts/pl-settings.h"

static void
test_words (SessionFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (fixture, draft);
  g_autoptr (PlLinkDetails)   details = pl_session_create_details (fixture->session, link_id);
  g_autoptr (GSettings)       settings = pl_settings_open ();
  g_autofree char            *words = NULL;
  GtkWidget                  *dialog;
  GtkWidget                  *row;

  g_settings_set_string (settings, "counter-words", "Tips for the band");
  dialog = pl_paper_dialog_new (fixture->session, details);
  gtk_window_present (GTK_WINDOW (dialog));
  row = session_find_row (dialog, "W_ords");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Tips for the band");
  gtk_editable_set_text (GTK_EDITABLE (row), "Thank you");
  words = g_settings_get_string (settings, "counter-words");
  g_assert_cmpstr (words, ==, "Thank you");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_settings_reset (settings, "counter-words");
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add ("/paper-dialog/words", SessionFixture, NULL, session_fixture_set_up, test_words,
              session_fixture_tear_down);

  return g_test_run ();
}
