/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the form for a new link share: the form on a session of its own, filled as a person does. */
#include "new-link-fixture.h"

#include "ui/parts/pl-amount-entry.h"
#include "ui/create/pl-new-link-dialog.h"

void
new_link_set_up (NewLinkFixture *fixture,
                 gconstpointer   data)
{
  session_fixture_set_up (&fixture->session, data);
}

void
new_link_tear_down (NewLinkFixture *fixture,
                    gconstpointer   data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (fixture->dialog);
  g_clear_pointer (&fixture->created, g_free);
  session_fixture_tear_down (&fixture->session, data);
}

static void
created_cb (PlNewLinkDialog *dialog,
            const char      *link_id,
            NewLinkFixture  *fixture)
{
  g_assert_null (fixture->created);
  fixture->created = g_strdup (link_id);
  fixture->n_created++;
}

void
new_link_open (NewLinkFixture  *fixture,
               PayrocLinkDraft *draft,
               PlIntent        *refused)
{
  fixture->dialog = pl_new_link_dialog_new (fixture->session.session, draft, refused);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  g_signal_connect (fixture->dialog, "created", G_CALLBACK (created_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (fixture->dialog);
}

GtkWidget *
new_link_row (NewLinkFixture *fixture,
              const char     *title)
{
  GtkWidget *found = session_find_row (fixture->dialog, title);

  if (found == NULL)
    g_error ("No row “%s”", title);

  return found;
}

void
new_link_type_amount (NewLinkFixture *fixture,
                      const char     *text)
{
  GtkWidget *entry = ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (pl_amount_entry_get_field (PL_AMOUNT_ENTRY (entry))), text);
}

void
new_link_toggle (NewLinkFixture *fixture,
                 const char     *title)
{
  gtk_widget_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (new_link_row (fixture, title))));
}

void
new_link_press_create (NewLinkFixture *fixture)
{
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
}

gboolean
new_link_is_closed (gpointer user_data)
{
  NewLinkFixture *fixture = user_data;

  return fixture->dialog == NULL;
}

gboolean
new_link_is_idle (gpointer user_data)
{
  NewLinkFixture *fixture = user_data;

  return fixture->dialog == NULL || ui_find_button (fixture->dialog, "Create") != NULL;
}

JsonObject *
new_link_dup_body (NewLinkFixture *fixture)
{
  g_autoptr (JsonArray)  requests = pl_test_practice_get_requests (fixture->session.practice, "createLink");
  guint                  n_requests = json_array_get_length (requests);
  JsonObject            *request;
  JsonNode              *body;
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_cmpuint (n_requests, >, 0);
  request = json_array_get_object_element (requests, n_requests - 1);
  body = json_object_get_member (request, "body");
  if (JSON_NODE_HOLDS_OBJECT (body))
    return json_object_ref (json_node_get_object (body));

  g_assert_true (json_parser_load_from_data (parser, json_node_get_string (body), -1, NULL));

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

const char *
new_link_get_summary (NewLinkFixture *fixture)
{
  GtkWidget *area = gtk_widget_get_ancestor (ui_find_button (fixture->dialog, "Create"), GTK_TYPE_STACK);

  return gtk_label_get_text (GTK_LABEL (ui_find_type (gtk_widget_get_parent (area), GTK_TYPE_LABEL)));
}

void
new_link_assert_summary (NewLinkFixture *fixture,
                         const char     *expected)
{
  g_assert_cmpstr (new_link_get_summary (fixture), ==, expected);
}
