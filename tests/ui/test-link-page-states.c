/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link in full, in each state that it can be in, and when Payroc does not answer. */
#include "session-fixture.h"

#include "core/pl-today.h"
#include "payroc/payroc-enums.h"
#include "ui/link/pl-link-page.h"
#include "ui/link/pl-old-address-row.h"
#include "ui/link/pl-payment-row.h"
#include "ui/link/pl-link-head.h"
#include "ui/link/pl-sharing-row.h"
#include "ui/share/pl-share-dialog.h"

typedef struct
{
  SessionFixture session;
  GtkWidget     *page;
  char          *link_id; /* of INV-7 */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  session_fixture_set_up (&fixture->session, data);
  fixture->page = g_object_new (PL_TYPE_LINK_PAGE, NULL);
  session_fixture_show (&fixture->session, fixture->page);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GObject) page = g_object_ref (G_OBJECT (fixture->page));

  gtk_window_destroy (GTK_WINDOW (fixture->session.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&page));
  g_clear_pointer (&fixture->link_id, g_free);
  session_fixture_tear_down (&fixture->session, data);
}

static void
open_page (Fixture    *fixture,
           const char *link_id)
{
  session_page_begin (&fixture->session, fixture->page);
  g_object_set (fixture->page, "session", fixture->session.session, "link-id", link_id, NULL);
  session_page_await (&fixture->session, fixture->page);
  gtk_test_widget_wait_for_draw (fixture->session.window);
}

static void
create (Fixture         *fixture,
        PayrocLinkDraft *draft)
{
  fixture->link_id = session_fixture_create (&fixture->session, draft);
  open_page (fixture, fixture->link_id);
}

static void
update (Fixture *fixture)
{
  session_page_begin (&fixture->session, fixture->page);
  gtk_widget_activate_action (fixture->page, "link.update", NULL);
  session_page_await (&fixture->session, fixture->page);
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return ui_find_text (fixture->page, text) != NULL;
}

static gboolean
can_share (Fixture *fixture)
{
  return gtk_widget_is_sensitive (ui_find_action (fixture->page, "link.share"));
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *shared = NULL;

  create (fixture, draft);
  g_assert_true (says (fixture, "$49.99"));
  g_assert_true (says (fixture, "INV-7"));
  g_assert_true (says (fixture, "Large Pepperoni Pizza"));
  g_assert_true (says (fixture, "No payment yet"));
  g_assert_true (says (fixture, "Not sent yet"));
  g_assert_true (can_share (fixture));
  ui_click (ui_find_action (fixture->page, "link.share"));
  shared = g_strdup_printf ("share %s;", fixture->link_id);
  g_assert_cmpstr (fixture->session.actions->str, ==, shared);
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer user_data)
{
  return *(char **) user_data != NULL;
}

static gboolean
is_noted (gpointer user_data)
{
  Fixture *fixture = user_data;

  return says (fixture, "Copied with a text") && says (fixture, "Outside Payroc: whether it arrived is not known.");
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *address = NULL;
  g_autofree char            *html = NULL;

  create (fixture, draft);
  ui_click (ui_find_action (fixture->page, "address.copy"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->page), NULL, copied_cb, &address);
  core_wait_until (is_set, &address);
  g_assert_true (g_str_has_prefix (address, "http://127.0.0.1:"));
  g_assert_true (says (fixture, address));

  gtk_widget_activate_action (fixture->page, "link.copy-text", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (fixture->page), NULL, copied_cb, &html);
  core_wait_until (is_set, &html);
  g_assert_nonnull (strstr (html, address));
  g_assert_nonnull (strstr (html, "INV-7"));
  core_wait_until (is_noted, fixture);
}

static void
test_paid (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *payment = NULL;
  GtkWidget                  *row;

  create (fixture, draft);
  payment = pl_test_practice_pay (fixture->session.practice, fixture->link_id, 0);
  update (fixture);
  g_assert_true (says (fixture, "Paid"));
  g_assert_true (says (fixture, "This link took its one payment. It cannot be shared any more."));
  g_assert_nonnull (ui_find_type (fixture->page, PL_TYPE_PAYMENT_ROW));
  g_assert_false (can_share (fixture));

  pl_test_practice_refund (fixture->session.practice, payment, 1000);
  update (fixture);
  row = ui_find_type (fixture->page, PL_TYPE_PAYMENT_ROW);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "$10.00 refunded"));
  g_assert_true (says (fixture, "Partly Refunded"));
  g_assert_true (says (fixture, "Partly refunded"));
  g_assert_false (says (fixture, "Paid"));

  pl_test_practice_refund (fixture->session.practice, payment, 3999);
  update (fixture);
  g_assert_true (says (fixture, "Refunded"));
  g_assert_false (says (fixture, "Partly Refunded"));
  g_assert_false (says (fixture, "Partly refunded"));
  g_assert_false (says (fixture, "Paid"));
  g_assert_true (says (fixture,
                       "This link took its one payment, and it was refunded. It cannot be paid or shared any more."));
  g_assert_false (can_share (fixture));
}

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  create (fixture, draft);
  pl_test_practice_move_clock (fixture->session.practice, 40 * 24 * 60 * 60);
  update (fixture);
  g_assert_true (says (fixture, "This link has expired. It cannot be paid or shared while its last day is over."));
  g_assert_false (can_share (fixture));
}

static PlIntent *
settle (Fixture       *fixture,
        GAsyncResult **submitted)
{
  PlOutbox                *outbox = pl_session_get_outbox (fixture->session.session);
  PlIntent                *intent = pl_outbox_submit_finish (outbox, core_await (submitted), NULL);
  g_autoptr (GAsyncResult) settled = NULL;

  pl_outbox_settle_async (outbox, intent, NULL, core_keep_result_cb, &settled);
  g_assert_true (pl_outbox_settle_finish (outbox, core_await (&settled), NULL));

  return intent;
}

static gboolean
says_switched_off (gpointer user_data)
{
  return says (user_data, "This link was switched off for good.");
}

static void
test_switched_off (Fixture       *fixture,
                   gconstpointer  data)
{
  PlOutbox                   *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult)    submitted = NULL;
  g_autoptr (PlIntent)        intent = NULL;

  create (fixture, draft);
  pl_outbox_deactivate_async (outbox, fixture->link_id, key, NULL, core_keep_result_cb, &submitted);
  intent = settle (fixture, &submitted);
  /* Nobody asked for it: the page heard of the change. */
  core_wait_until (says_switched_off, fixture);
  session_page_await_rest (fixture->page);
  g_assert_false (can_share (fixture));
}

static void
test_never_expires (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  payroc_link_draft_set_kind (draft, PAYROC_LINK_KIND_MULTI_USE);
  payroc_link_draft_set_order_id (draft, NULL);
  payroc_link_draft_set_expires_on (draft, NULL);
  create (fixture, draft);
  g_assert_true (says (fixture, "Open · Never expires"));
  g_assert_true (says (fixture, "Never expires"));
}

static gint64
read_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

/* A page that is left open over night. */
static void
test_midnight (Fixture       *fixture,
               gconstpointer  data)
{
  gint64                      now = g_get_real_time ();
  g_autoptr (PlToday)         today = pl_today_new (read_clock, &now);
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  GDate                       tomorrow;

  pl_today_set_default (today);
  fixture->page = g_object_new (PL_TYPE_LINK_PAGE, NULL);
  session_fixture_show (&fixture->session, fixture->page);
  pl_today_get (today, &tomorrow);
  g_date_add_days (&tomorrow, 1);
  payroc_link_draft_set_expires_on (draft, &tomorrow);
  create (fixture, draft);
  g_assert_true (says (fixture, "Open · Until tomorrow"));
  now += G_TIME_SPAN_DAY;
  pl_today_check (today);
  g_assert_true (says (fixture, "Open · Last day today"));
  pl_today_set_default (NULL);
}

/* (nullable): what stands at the top of the page of its mails. */
static const char *
get_sent (Fixture *fixture)
{
  GtkWidget *head = ui_find_type (fixture->page, PL_TYPE_LINK_HEAD);
  GObject   *label = gtk_widget_get_template_child (head, PL_TYPE_LINK_HEAD, "sent");

  return gtk_widget_get_mapped (GTK_WIDGET (label)) ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

static void
mail (Fixture *fixture)
{
  PlOutbox                *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (PayrocShare)  share = core_share_new ();
  g_autofree char         *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) submitted = NULL;
  g_autoptr (PlIntent)     intent = NULL;

  pl_outbox_share_async (outbox, fixture->link_id, share, key, NULL, core_keep_result_cb, &submitted);
  intent = settle (fixture, &submitted);
  update (fixture);
}

static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  create (fixture, draft);
  g_assert_null (get_sent (fixture));
  mail (fixture);
  g_assert_nonnull (ui_find_type (fixture->page, PL_TYPE_SHARING_ROW));
  g_assert_false (says (fixture, "Not sent yet"));
  g_assert_true (g_str_has_prefix (get_sent (fixture), "Sent to Sarah Hopper · "));
}

/* What is stored stays on the page. */
static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  fixture->link_id = session_fixture_create (&fixture->session, draft);
  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'*','kind':'status','status':403,'type':'forbidden','times':100}");
  open_page (fixture, fixture->link_id);
  g_assert_true (says (fixture, "$49.99"));
  g_assert_true (says (fixture, "Not asked yet"));
  g_assert_true (can_share (fixture));
}

/* Neither stored nor known to Payroc. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  open_page (fixture, "NOSUCHLINK");
  g_assert_true (says (fixture, "This Link Cannot Be Shown"));
  g_assert_nonnull (ui_find_button (fixture->page, "Try Again"));
}

/* The page shows the next link and nothing of the last. */
static void
test_next (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (PayrocLinkDraft) other = core_draft_new ("INV-8");
  g_autofree char            *payment = NULL;
  g_autofree char            *other_id = NULL;

  payroc_link_draft_set_amount (other, 100);
  other_id = session_fixture_create (&fixture->session, other);
  create (fixture, draft);
  payment = pl_test_practice_pay (fixture->session.practice, fixture->link_id, 0);
  update (fixture);
  open_page (fixture, other_id);
  g_assert_true (says (fixture, "$1.00"));
  g_assert_false (says (fixture, "Paid"));
  g_assert_true (says (fixture, "No payment yet"));
  g_assert_true (can_share (fixture));
}

static void
change_label (Fixture *fixture)
{
  PlOutbox                   *outbox = pl_session_get_outbox (fixture->session.session);
  g_autoptr (PayrocLink)      link = session_fixture_find_link (&fixture->session, fixture->link_id);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit)  edit = NULL;
  g_autofree char            *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult)    submitted = NULL;
  g_autoptr (PlIntent)        intent = NULL;

  session_page_begin (&fixture->session, fixture->page);
  payroc_link_draft_set_button_label (wanted, "Settle Up");
  edit = payroc_link_edit_new (link, wanted);
  pl_outbox_edit_async (outbox, link, edit, NULL, key, NULL, core_keep_result_cb, &submitted);
  intent = settle (fixture, &submitted);
  g_assert_cmpint (pl_intent_get_state (intent), ==, PL_INTENT_DONE);
  /* It hears of the change, and asks anew. */
  session_page_await (&fixture->session, fixture->page);
}

static GtkWidget *
get_details_row (Fixture    *fixture,
                 const char *name)
{
  return session_find_row (fixture->page, name);
}

/* What changed is changed in its place: whoever has the focus there keeps it, and marked text stays marked. */
static void
test_in_place (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  GtkWidget                  *reference;
  GtkWidget                  *mail_row;
  GtkWidget                  *label;
  int                         start;
  int                         end;

  create (fixture, draft);
  mail (fixture);
  reference = get_details_row (fixture, "Reference");
  mail_row = ui_find_type (fixture->page, PL_TYPE_SHARING_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (mail_row), TRUE);
  label = ui_find_text (reference, "INV-7");
  gtk_widget_grab_focus (label);
  gtk_label_select_region (GTK_LABEL (label), 0, 3);

  change_label (fixture);
  mail (fixture);
  g_assert_true (says (fixture, "Settle Up"));
  g_assert_true (get_details_row (fixture, "Reference") == reference);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->session.window)) == label);
  g_assert_true (gtk_label_get_selection_bounds (GTK_LABEL (label), &start, &end));
  g_assert_cmpint (end - start, ==, 3);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (mail_row)));
}

static gboolean
has_old_address (gpointer user_data)
{
  return ui_find_type (((Fixture *) user_data)->page, PL_TYPE_OLD_ADDRESS_ROW) != NULL;
}

/* A customer complains of an address that is no more: it is there, with those who were sent it. */
static void
test_earlier_address (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autoptr (PayrocLink)      before = NULL;
  GtkWidget                  *row;

  create (fixture, draft);
  mail (fixture);
  before = session_fixture_find_link (&fixture->session, fixture->link_id);
  g_assert_null (ui_find_type (fixture->page, PL_TYPE_OLD_ADDRESS_ROW));
  change_label (fixture);
  core_wait_until (has_old_address, fixture);
  row = ui_find_type (fixture->page, PL_TYPE_OLD_ADDRESS_ROW);
  g_assert_nonnull (ui_find_text (row, payroc_link_get_payment_url (before)));
  g_assert_nonnull (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "sent to Sarah Hopper"));
}

static gboolean
is_worthless (GtkWidget *row)
{
  return strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "an earlier address") != NULL;
}

static gboolean
has_button_note (gpointer user_data)
{
  return session_find_row (((Fixture *) user_data)->page, "Button for a web page copied") != NULL;
}

/* What was handed over is worthless from the edit on, and the open page says so; and what leaves after it with the
 * address of before is noted with that one. */
static void
test_handed_over_before (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  GtkWidget                  *row;

  create (fixture, draft);
  gtk_widget_activate_action (fixture->page, "link.copy-text", NULL);
  core_wait_until (is_noted, fixture);
  row = session_find_row (fixture->page, "Copied with a text");
  g_assert_false (is_worthless (row));

  gtk_widget_activate_action (fixture->page, "link.show-button", NULL);
  change_label (fixture);
  g_assert_true (session_find_row (fixture->page, "Copied with a text") == row);
  g_assert_true (is_worthless (row));

  ui_answer (GTK_WINDOW (fixture->session.window), "copy");
  core_wait_until (has_button_note, fixture);
  g_assert_true (is_worthless (session_find_row (fixture->page, "Button for a web page copied")));
}

/* Nothing of a link that cannot be paid is offered to hand on. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  g_autofree char            *payment = NULL;

  create (fixture, draft);
  g_assert_true (gtk_widget_get_mapped (ui_find_action (fixture->page, "address.copy")));
  payment = pl_test_practice_pay (fixture->session.practice, fixture->link_id, 0);
  update (fixture);
  g_assert_false (gtk_widget_get_mapped (ui_find_action (fixture->page, "address.copy")));
  g_assert_false (gtk_widget_get_mapped (ui_find_type (fixture->page, GTK_TYPE_PICTURE)));
  g_assert_false (gtk_widget_get_mapped (ui_find_action (fixture->page, "link.share")));
  g_assert_true (says (fixture, "Address, no longer in use"));
}

/* An address that is not safe is not shown, and said. */
static void
test_unsafe_address (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  fixture->link_id = session_fixture_create (&fixture->session, draft);
  pl_test_practice_add_fault (fixture->session.practice,
                              "{'operation':'retrieveLink','kind':'replace','text':'http://127.0.0.1',"
                              "'by':'javascript://alert','times':100}");
  open_page (fixture, fixture->link_id);
  g_assert_false (gtk_widget_get_mapped (ui_find_action (fixture->page, "address.copy")));
  g_assert_false (can_share (fixture));
  g_assert_true (says (fixture, "Payroc named an address that is not safe to open, so it is not shown, and the link "
                                "cannot be shared. Do not hand this link out; ask Payroc about it."));
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
test_send_again (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");
  GtkWindow                  *dialog;

  create (fixture, draft);
  mail (fixture);
  gtk_widget_activate_action_variant (ui_find_type (fixture->page, PL_TYPE_SHARING_ROW), "link.send-again",
                                      gtk_actionable_get_action_target_value (
                                        GTK_ACTIONABLE (ui_find_action (fixture->page, "link.send-again"))));
  dialog = ui_find_dialog (GTK_WINDOW (fixture->session.window));
  g_assert_true (PL_IS_SHARE_DIALOG (dialog));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_assert_nonnull (session_find_row (GTK_WIDGET (dialog), "Sarah Hopper"));
  /* Nothing was typed yet: nothing to ask about. */
  g_assert_false (pl_form_has_work (PL_FORM (dialog)));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "form.submit", NULL);
  core_wait_until (is_gone, &dialog);
  update (fixture);
  g_assert_cmpuint (pl_test_practice_count_mails (fixture->session.practice, fixture->link_id), ==, 2);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("INV-7");

  create (fixture, draft);
  ui_assert_named (fixture->page);
  g_assert_cmpint (ui_get_minimum_width (fixture->page), <=, 360);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/link-page-states/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("open", test_open);
  ADD ("copy", test_copy);
  ADD ("paid", test_paid);
  ADD ("expired", test_expired);
  ADD ("switched-off", test_switched_off);
  ADD ("never-expires", test_never_expires);
  ADD ("midnight", test_midnight);
  ADD ("shared", test_shared);
  ADD ("offline", test_offline);
  ADD ("missing", test_missing);
  ADD ("next", test_next);
  ADD ("in-place", test_in_place);
  ADD ("earlier-address", test_earlier_address);
  ADD ("handed-over-before", test_handed_over_before);
  ADD ("closed", test_closed);
  ADD ("unsafe-address", test_unsafe_address);
  ADD ("send-again", test_send_again);
  ADD ("accessible", test_accessible);
#undef ADD

  return g_test_run ();
}
