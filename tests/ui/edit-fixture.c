/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link, the form that changes it, and somebody in Payroc's portal who does the same. */
#include "edit-fixture.h"

#include "ui/edit/pl-edit-dialog.h"
#include "ui/parts/pl-amount-entry.h"

void
edit_fixture_set_up (EditFixture  *fixture,
                     gconstpointer data)
{
  session_fixture_set_up (&fixture->session, data);
  gtk_window_present (GTK_WINDOW (fixture->session.window));
}

void
edit_fixture_tear_down (EditFixture  *fixture,
                        gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->dialog);
  g_clear_object (&fixture->link);
  session_fixture_tear_down (&fixture->session, data);
}

PlOutbox *
edit_get_outbox (EditFixture *fixture)
{
  return pl_session_get_outbox (fixture->session.session);
}

PayrocLink *
edit_get_now (EditFixture *fixture)
{
  return session_fixture_find_link (&fixture->session, payroc_link_get_id (fixture->link));
}

void
edit_create (EditFixture     *fixture,
             PayrocLinkDraft *draft)
{
  g_autofree char *link_id = session_fixture_create (&fixture->session, draft);

  fixture->link = session_fixture_find_link (&fixture->session, link_id);
}

void
edit_create_many (EditFixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_order_id (draft, NULL);
  edit_create (fixture, draft);
}

void
edit_create_one (EditFixture *fixture)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  edit_create (fixture, draft);
}

void
edit_open_form (EditFixture *fixture,
                PlIntent    *refused)
{
  const gint64 now = g_get_real_time ();

  fixture->dialog = pl_edit_dialog_new (fixture->session.session, fixture->link, refused);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_set_transient_for (GTK_WINDOW (fixture->dialog), GTK_WINDOW (fixture->session.window));
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (fixture->dialog);
  /* It asks for the link anew. */
  session_fixture_await_asked (&fixture->session, payroc_link_get_id (fixture->link), now);
  if (payroc_link_get_kind (fixture->link) == PAYROC_LINK_KIND_SINGLE_USE && refused == NULL)
    g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)),
                                           ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY)));
}

gboolean
edit_is_shown (EditFixture *fixture,
               const char  *title)
{
  GtkWidget *row = session_find_row (fixture->dialog, title);

  return row != NULL && gtk_widget_get_mapped (row);
}

void
edit_type_label (EditFixture *fixture,
                 const char  *text)
{
  gtk_editable_set_text (GTK_EDITABLE (session_find_row (fixture->dialog, "_Text on the Pay Button")), text);
}

void
edit_save (EditFixture *fixture)
{
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

gboolean
edit_is_closed (gpointer user_data)
{
  return ((EditFixture *) user_data)->dialog == NULL;
}

gboolean
edit_is_idle (gpointer user_data)
{
  EditFixture *fixture = user_data;

  return fixture->dialog == NULL || !pl_form_is_busy (PL_FORM (fixture->dialog));
}

guint
edit_count_patches (EditFixture *fixture)
{
  return pl_test_practice_count_requests (fixture->session.practice, "editLink");
}

void
edit_answer (EditFixture *fixture,
             const char  *response)
{
  ui_answer (GTK_WINDOW (fixture->dialog), response);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static PayrocClient *
create_portal (EditFixture *fixture)
{
  PlTestPractice *practice = fixture->session.practice;

  return core_client_new (pl_test_practice_get_api_url (practice), pl_test_practice_get_identity_url (practice),
                          pl_test_practice_get_api_key (practice));
}

/* In Payroc's portal: another amount. */
void
edit_change_elsewhere (EditFixture *fixture,
                       gint64       amount)
{
  g_autoptr (CoreClient)      portal = create_portal (fixture);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (fixture->link);
  g_autoptr (PayrocLinkEdit)  edit = NULL;
  g_autoptr (GBytes)          body = NULL;
  g_autoptr (GAsyncResult)    result = NULL;
  g_autoptr (PayrocLink)      changed = NULL;
  g_autoptr (GError)          error = NULL;
  g_autofree char            *key = g_uuid_string_random ();

  payroc_link_draft_set_amount (wanted, amount);
  edit = payroc_link_edit_new (fixture->link, wanted);
  body = payroc_link_edit_to_body (edit, NULL, &error);
  g_assert_no_error (error);
  payroc_client_edit_link_async (portal, payroc_link_get_id (fixture->link), body, key, NULL, core_keep_result_cb,
                                 &result);
  changed = payroc_client_edit_link_finish (portal, core_await (&result), &error);
  g_assert_no_error (error);
}

void
edit_mail (EditFixture *fixture)
{
  g_autoptr (PayrocShare)  share = core_share_new ();
  g_autofree char         *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (GAsyncResult) settled = NULL;
  g_autoptr (PlIntent)     intent = NULL;

  pl_outbox_share_async (edit_get_outbox (fixture), payroc_link_get_id (fixture->link), share, key, NULL,
                         core_keep_result_cb, &submitted);
  intent = pl_outbox_submit_finish (edit_get_outbox (fixture), core_await (&submitted), NULL);
  pl_outbox_settle_async (edit_get_outbox (fixture), intent, NULL, core_keep_result_cb, &settled);
  g_assert_true (pl_outbox_settle_finish (edit_get_outbox (fixture), core_await (&settled), NULL));
}
