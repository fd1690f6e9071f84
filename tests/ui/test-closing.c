/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is closed asks Payroc nothing more: a reply that is a minute late holds neither a page nor a form. */
#include "session-fixture.h"

#include "ui/create/pl-new-link-dialog.h"
#include "ui/edit/pl-edit-dialog.h"
#include "ui/link/pl-link-page.h"
#include "ui/outbox/pl-batch-dialog.h"

typedef struct
{
  SessionFixture session;
  char          *link_id;
  GtkWidget     *asking;  /* (nullable) weak */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  session_fixture_set_up (&fixture->session, data);
  fixture->link_id = session_fixture_create (&fixture->session, draft);
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'*','kind':'delay','ms':60000,'times':99}");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_free (fixture->link_id);
  session_fixture_tear_down (&fixture->session, data);
}

static gboolean
is_gone (gpointer user_data)
{
  return ((Fixture *) user_data)->asking == NULL;
}

static gboolean
is_asked (gpointer user_data)
{
  return pl_test_practice_count_requests (((Fixture *) user_data)->session.practice, "listSharingEvents") > 0;
}

static void
watch (Fixture   *fixture,
       GtkWidget *widget)
{
  fixture->asking = widget;
  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &fixture->asking);
}

static void
test_page (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *spinner;

  watch (fixture, g_object_new (PL_TYPE_LINK_PAGE, "session", fixture->session.session,
                                "link-id", fixture->link_id, NULL));
  session_fixture_show (&fixture->session, fixture->asking);
  spinner = ui_find_type (fixture->asking, GTK_TYPE_SPINNER);
  core_wait_until (is_asked, fixture);
  g_assert_true (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));

  gtk_window_destroy (GTK_WINDOW (fixture->session.window));
  core_wait_until (is_gone, fixture);
}

static GtkWidget *
create_edit (Fixture *fixture)
{
  g_autoptr (PayrocLink) link = session_fixture_find_link (&fixture->session, fixture->link_id);

  return pl_edit_dialog_new (fixture->session.session, link, NULL);
}

/* Looks for the reference at each letter. */
static GtkWidget *
create_new_link (Fixture *fixture)
{
  return pl_new_link_dialog_new (fixture->session.session, NULL, NULL);
}

static GtkWidget *
create_batches (Fixture *fixture)
{
  return pl_batch_dialog_new (pl_session_get_outbox (fixture->session.session), 0);
}

typedef struct
{
  const char *path;
  GtkWidget *(*create) (Fixture *fixture);
  gboolean    asks;    /* Payroc, before it is closed */
} Row;

static const Row rows[] = {
  { "/closing/edit", create_edit, TRUE },
  { "/closing/edit-at-once", create_edit },
  { "/closing/new-link", create_new_link },
  { "/closing/batches", create_batches },
};

static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  const Row *row = data;

  watch (fixture, row->create (fixture));
  gtk_window_present (GTK_WINDOW (fixture->asking));
  if (row->asks)
    core_wait_until (is_asked, fixture);

  gtk_window_destroy (GTK_WINDOW (fixture->asking));
  core_wait_until (is_gone, fixture);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add ("/closing/link-page", Fixture, NULL, set_up, test_page, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].path, Fixture, &rows[i], set_up, test_dialog, tear_down);

  return g_test_run ();
}
