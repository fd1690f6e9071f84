/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form for a new link: one form is one link, and what is wrong stands at its field, whoever says so. */
#include "session-fixture.h"

#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-form.h"
#include "ui/create/pl-new-link-dialog.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *dialog;
  char          *created; /* the id that "created" brought */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
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
            Fixture         *fixture)
{
  g_assert_null (fixture->created);
  fixture->created = g_strdup (link_id);
}

static void
open_form (Fixture         *fixture,
           PayrocLinkDraft *draft,
           PlIntent        *refused)
{
  fixture->dialog = pl_new_link_dialog_new (fixture->session.session, draft, refused);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  g_signal_connect (fixture->dialog, "created", G_CALLBACK (created_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  gtk_test_widget_wait_for_draw (fixture->dialog);
}

static GtkWidget *
row (Fixture    *fixture,
     const char *title)
{
  GtkWidget *found = session_find_row (fixture->dialog, title);

  if (found == NULL)
    g_error ("No row “%s”", title);

  return found;
}

static void
type_amount (Fixture    *fixture,
             const char *text)
{
  GtkWidget *entry = ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (pl_amount_entry_get_field (PL_AMOUNT_ENTRY (entry))), text);
}

static void
toggle (Fixture    *fixture,
        const char *title)
{
  gtk_widget_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row (fixture, title))));
}

static void
press_create (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->dialog, "form.submit", NULL);
}

static gboolean
is_closed (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->dialog == NULL;
}

static gboolean
is_idle (gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->dialog == NULL || ui_find_button (fixture->dialog, "Create") != NULL;
}

/* The body of the newest createLink at the practice server. */
static JsonObject *
get_body (Fixture *fixture)
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

static const char *
get_summary (Fixture *fixture)
{
  GtkWidget *area = gtk_widget_get_ancestor (ui_find_button (fixture->dialog, "Create"), GTK_TYPE_STACK);

  return gtk_label_get_text (GTK_LABEL (ui_find_type (gtk_widget_get_parent (area), GTK_TYPE_LABEL)));
}

static void
assert_summary (Fixture    *fixture,
                const char *expected)
{
  g_assert_cmpstr (get_summary (fixture), ==, expected);
}

/* An amount is all that has to be typed. */
static void
test_amount_only (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (JsonObject) body = NULL;
  JsonObject            *order;

  open_form (fixture, NULL, NULL);
  type_amount (fixture, "49.99");
  g_assert_true (g_str_has_prefix (get_summary (fixture), "$49.99, one payment, until "));
  press_create (fixture);
  core_wait_until (is_closed, fixture);

  g_assert_nonnull (fixture->created);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
  body = get_body (fixture);
  order = json_object_get_object_member (body, "order");
  g_assert_cmpstr (json_object_get_string_member (body, "type"), ==, "singleUse");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (order, "charge"), "amount"), ==, 4999);
  g_assert_cmpuint (strlen (json_object_get_string_member (order, "orderId")), <=, 24);
}

static void
test_everything (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (JsonObject) body = NULL;
  JsonObject            *order;
  JsonObject            *charge;
  JsonObject            *saved;

  open_form (fixture, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Reference")), "INV-7");
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Description")), "Large Pepperoni Pizza");
  toggle (fixture, "_Let the Customer Choose the Amount");
  toggle (fixture, "Takes _Many Payments");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "_Works for")), 4);
  toggle (fixture, "Pay by Bank Transfer");
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "Text on the Pay Button")), "Donate");
  toggle (fixture, "Save the Customer’s Payment Details");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (fixture, "What For")), 2);
  press_create (fixture);
  core_wait_until (is_closed, fixture);

  g_assert_nonnull (fixture->created);
  body = get_body (fixture);
  order = json_object_get_object_member (body, "order");
  charge = json_object_get_object_member (order, "charge");
  saved = json_object_get_object_member (body, "credentialOnFile");
  g_assert_cmpstr (json_object_get_string_member (body, "type"), ==, "multiUse");
  g_assert_cmpstr (json_object_get_string_member (body, "merchantReference"), ==, "INV-7");
  g_assert_cmpstr (json_object_get_string_member (order, "description"), ==, "Large Pepperoni Pizza");
  g_assert_cmpstr (json_object_get_string_member (charge, "type"), ==, "prompt");
  g_assert_false (json_object_has_member (order, "orderId"));
  g_assert_false (json_object_has_member (body, "expiresOn"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (body, "paymentMethods")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (saved, "mitAgreement"), ==, "recurring");
}

/* Nothing is sent while something is missing; the first wrong field has the focus, and typing takes its error away. */
static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *too_long = g_strnfill (49, 'x');
  GtkWidget       *entry;

  open_form (fixture, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Reference")), too_long);
  press_create (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "Amount"), ==, "This is needed.");
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==, "At most 48 characters.");
  entry = ui_find_type (fixture->dialog, PL_TYPE_AMOUNT_ENTRY);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->dialog)), entry));
  gtk_test_accessible_assert_state (pl_amount_entry_get_field (PL_AMOUNT_ENTRY (entry)), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  type_amount (fixture, "5");
  g_assert_null (session_note_of (fixture->dialog, "Amount"));
  g_assert_nonnull (session_note_of (fixture->dialog, "_Reference"));
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Reference")), "INV-7");
  g_assert_null (session_note_of (fixture->dialog, "_Reference"));

  type_amount (fixture, "5.001");
  assert_summary (fixture, "Amount: This currency has 2 decimals.");
  press_create (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "Amount"), ==, "This currency has 2 decimals.");
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);
}

/* What stands there and is no amount is called wrong, not missing; it is work, too. */
static void
test_wrong_amount (Fixture       *fixture,
                   gconstpointer  data)
{
  open_form (fixture, NULL, NULL);
  assert_summary (fixture, "Enter an amount, or let the customer choose it.");
  type_amount (fixture, "five");
  assert_summary (fixture, "Amount: This is not an amount. Write it like 1,234.50.");
  g_assert_true (pl_form_has_work (PL_FORM (fixture->dialog)));
  toggle (fixture, "_Let the Customer Choose the Amount");
  g_assert_null (strstr (get_summary (fixture), "not an amount"));
  toggle (fixture, "_Let the Customer Choose the Amount");
  assert_summary (fixture, "Amount: This is not an amount. Write it like 1,234.50.");

  /* Both wrong fields are told at once, each at its place. */
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Reference")), "");
  press_create (fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "Amount"), ==, "This is not an amount. Write it like 1,234.50.");
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==, "This is needed.");
  type_amount (fixture, "");
  assert_summary (fixture, "Enter an amount, or let the customer choose it.");
}

/* Holding goes by card only: said at the switch, in a part that was closed, and taken back by either choice. */
static void
test_hold_and_bank (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *more;

  open_form (fixture, NULL, NULL);
  more = row (fixture, "Mor_e Choices");
  type_amount (fixture, "5");
  toggle (fixture, "Pay by Bank Transfer");
  toggle (fixture, "Hold the Money, Collect It Later");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (more), FALSE);
  press_create (fixture);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (more)));
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "Pay by Card"), "held on a card only"));
  toggle (fixture, "Pay by Bank Transfer");
  g_assert_null (session_note_of (fixture->dialog, "Pay by Card"));

  toggle (fixture, "Pay by Card");
  g_assert_cmpstr (session_note_of (fixture->dialog, "Pay by Card"), ==, "Choose at least one way to pay.");
  toggle (fixture, "Pay by Card");
  g_assert_null (session_note_of (fixture->dialog, "Pay by Card"));
}

static void
test_double_click (Fixture       *fixture,
                   gconstpointer  data)
{
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'createLink','kind':'delay','ms':300}");
  open_form (fixture, NULL, NULL);
  type_amount (fixture, "49.99");
  press_create (fixture);
  press_create (fixture);
  ui_run_for (100);
  press_create (fixture);
  core_wait_until (is_closed, fixture);
  ui_run_for (100);

  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 1);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
}

/* Payroc's no stands at its field; put right, it is another intent with another key, and the refused one is gone. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  PlOutbox              *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (JsonArray)  requests = NULL;

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request',"
                              "'errors':[{'parameter':'order.description','detail':'No pizza today',"
                              "'message':'No pizza today'}]}");
  open_form (fixture, NULL, NULL);
  type_amount (fixture, "49.99");
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Description")), "Pizza");
  press_create (fixture);
  core_wait_until (is_idle, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "_Description"), "No pizza today"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Description")), "Pasta");
  g_assert_null (session_note_of (fixture->dialog, "_Description"));
  press_create (fixture);
  core_wait_until (is_closed, fixture);
  ui_run_for (100);

  requests = pl_test_practice_get_requests (fixture->session.practice, "createLink");
  g_assert_cmpuint (json_array_get_length (requests), ==, 2);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (PlIntent) intent = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      g_assert_cmpint (pl_intent_get_state (intent), !=, PL_INTENT_REFUSED);
    }
}

/* Opened again for a refused intent, the form says at once what was wrong. */
static void
test_mend (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (PayrocLinkDraft) again = NULL;
  g_autoptr (PlIntent)        refused = NULL;

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':400,'type':'bad-request','errors':"
                              "[{'parameter':'merchantReference','detail':'Taken','message':'Taken'}]}");
  refused = session_fixture_submit (&fixture->session, draft);
  g_assert_cmpint (pl_intent_get_state (refused), ==, PL_INTENT_REFUSED);

  again = pl_intent_create_draft (refused);
  open_form (fixture, again, refused);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row (fixture, "_Reference"))), ==, "INV-7");
  g_assert_nonnull (strstr (session_note_of (fixture->dialog, "_Reference"), "Taken"));
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Reference")), "INV-8");
  press_create (fixture);
  core_wait_until (is_closed, fixture);
  g_assert_nonnull (fixture->created);
  g_assert_cmpint (pl_intent_get_state (refused), ==, PL_INTENT_DISCARDED);
}

/* Payroc out of reach: the form is done, the link is made later. */
static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  data)
{
  PlOutbox *outbox = pl_session_get_outbox (fixture->session.session);

  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'createLink','kind':'status','status':503,'times':100}");
  open_form (fixture, NULL, NULL);
  type_amount (fixture, "49.99");
  press_create (fixture);
  core_wait_until (is_closed, fixture);
  g_assert_null (fixture->created);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);
}

static gboolean
is_pointed_out (gpointer user_data)
{
  Fixture *fixture = user_data;

  return session_note_of (fixture->dialog, "_Reference") != NULL;
}

static gboolean
is_not_pointed_out (gpointer user_data)
{
  return !is_pointed_out (user_data);
}

/* A hint, and no error: Payroc does not say that references are unique. */
static void
test_reference_in_use (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *link_id = session_fixture_create (&fixture->session, draft);

  open_form (fixture, NULL, NULL);
  g_assert_null (session_note_of (fixture->dialog, "_Reference"));
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Reference")), "INV-7");
  core_wait_until (is_pointed_out, fixture);
  g_assert_cmpstr (session_note_of (fixture->dialog, "_Reference"), ==, "An open link has this reference already.");
  gtk_editable_set_text (GTK_EDITABLE (row (fixture, "_Reference")), "INV-70");
  core_wait_until (is_not_pointed_out, fixture);
}

static void
test_close_asks (Fixture       *fixture,
                 gconstpointer  data)
{
  open_form (fixture, NULL, NULL);
  g_assert_false (pl_form_has_work (PL_FORM (fixture->dialog)));
  type_amount (fixture, "49.99");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ui_answer (GTK_WINDOW (fixture->dialog), "keep");
  g_assert_nonnull (fixture->dialog);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  ui_answer (GTK_WINDOW (fixture->dialog), "discard");
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);
}

static void
test_close_untouched (Fixture       *fixture,
                      gconstpointer  data)
{
  open_form (fixture, NULL, NULL);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_closed, fixture);
}

/* Closed while it is being sent: nothing is asked, the link is made. */
static void
test_close_while_sending (Fixture       *fixture,
                          gconstpointer  data)
{
  pl_test_practice_add_fault (fixture->session.practice, "{'operation':'createLink','kind':'delay','ms':300}");
  open_form (fixture, NULL, NULL);
  type_amount (fixture, "49.99");
  press_create (fixture);
  ui_run_for (100);
  g_assert_nonnull (ui_find_button (fixture->dialog, "Close"));
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  core_wait_until (is_closed, fixture);
  ui_run_for (500);
  g_assert_cmpuint (pl_test_practice_count_links (fixture->session.practice), ==, 1);
}

/* Enter creates from where something is typed, and nowhere else: on a row it does what the row does. A key that is
 * held down creates one link. */
static void
test_enter (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *many;
  GtkWidget *reference;

  open_form (fixture, NULL, NULL);
  type_amount (fixture, "49.99");
  many = row (fixture, "Takes _Many Payments");
  gtk_widget_grab_focus (many);
  for (guint i = 0; i < 5; i++)
    g_signal_emit_by_name (fixture->dialog, "activate-default");
  ui_run_for (400);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (
    adw_action_row_get_activatable_widget (ADW_ACTION_ROW (many)))));
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 0);

  reference = row (fixture, "_Reference");
  gtk_widget_grab_focus (reference);
  for (guint i = 0; i < 50 && fixture->dialog != NULL; i++)
    {
      g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (reference)), "activate");
      g_main_context_iteration (NULL, FALSE);
    }
  core_wait_until (is_closed, fixture);
  g_assert_cmpuint (pl_test_practice_count_requests (fixture->session.practice, "createLink"), ==, 1);
}

/* (element-type GtkWidget): mnemonics of labels in the window, "_" before the letter. */
static void
collect_mnemonics (GtkWidget  *widget,
                   GHashTable *letters)
{
  guint keyval = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : 0;

  if (keyval != 0 && keyval != GDK_KEY_VoidSymbol)
    {
      gpointer letter = GUINT_TO_POINTER (gdk_keyval_to_lower (keyval));

      if (g_hash_table_contains (letters, letter))
        g_error ("“%s” has the letter of “%s”", gtk_label_get_label (GTK_LABEL (widget)),
                 (const char *) g_hash_table_lookup (letters, letter));
      g_hash_table_insert (letters, letter, (gpointer) gtk_label_get_label (GTK_LABEL (widget)));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      /* A field's title is there twice: as a title, and in place of the text that is missing. */
      if (!ADW_IS_ENTRY_ROW (child))
        collect_mnemonics (child, letters);
    }
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GHashTable) letters = g_hash_table_new (NULL, NULL);

  open_form (fixture, NULL, NULL);
  toggle (fixture, "Save the Customer’s Payment Details");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row (fixture, "Mor_e Choices")), TRUE);
  ui_assert_named (fixture->dialog);
  g_assert_cmpint (ui_get_minimum_width (fixture->dialog), <=, 360);
  collect_mnemonics (fixture->dialog, letters);
  g_assert_cmpuint (g_hash_table_size (letters), >, 5);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/new-link-dialog/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("amount-only", test_amount_only);
  ADD ("everything", test_everything);
  ADD ("errors", test_errors);
  ADD ("wrong-amount", test_wrong_amount);
  ADD ("hold-and-bank", test_hold_and_bank);
  ADD ("double-click", test_double_click);
  ADD ("refused", test_refused);
  ADD ("mend", test_mend);
  ADD ("unreachable", test_unreachable);
  ADD ("reference-in-use", test_reference_in_use);
  ADD ("close/asks", test_close_asks);
  ADD ("close/untouched", test_close_untouched);
  ADD ("close/while-sending", test_close_while_sending);
  ADD ("enter", test_enter);
  ADD ("accessible", test_accessible);
#undef ADD

  return g_test_run ();
}
