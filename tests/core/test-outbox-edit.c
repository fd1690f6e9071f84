/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may change changes, for each kind of link; and nobody else's change is written over unseen. */
#include "outbox-fixture.h"

typedef void (*ChangeFunc) (PayrocLinkDraft *wanted);

typedef struct
{
  const char    *path;
  const char    *parameter;
  ChangeFunc     change;
  PayrocLinkKind kind; /* whose links may have it changed; UNKNOWN: both */
} Change;

static void
change_expiry (PayrocLinkDraft *wanted)
{
  GDate day = *payroc_link_draft_get_expires_on (wanted);

  g_date_add_days (&day, 3);
  payroc_link_draft_set_expires_on (wanted, &day);
}

static void
change_label (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_button_label (wanted, "Pay the Baker");
}

static void
change_credential (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_tokenize (wanted, TRUE);
  payroc_link_draft_set_mit_agreement (wanted, PAYROC_MIT_AGREEMENT_RECURRING);
}

static void
change_amount (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_amount (wanted, 1234);
}

static void
change_currency (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_currency (wanted, "CAD");
}

static void
change_description (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_description (wanted, "Two pizzas");
}

static void
change_to_hold (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_auth_type (wanted, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
}

static void
change_reference (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_reference (wanted, "OTHER");
}

static void
change_methods (PayrocLinkDraft *wanted)
{
  payroc_link_draft_set_methods (wanted, PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
}

static const Change allowed[] = {
  { "expiry", "expiresOn", change_expiry, PAYROC_LINK_KIND_UNKNOWN },
  { "label", "customLabels[0].label", change_label, PAYROC_LINK_KIND_UNKNOWN },
  { "credential", "credentialOnFile", change_credential, PAYROC_LINK_KIND_UNKNOWN },
  { "amount", "order.charge.amount", change_amount, PAYROC_LINK_KIND_SINGLE_USE },
  { "currency", "order.charge.currency", change_currency, PAYROC_LINK_KIND_SINGLE_USE },
  { "description", "order.description", change_description, PAYROC_LINK_KIND_SINGLE_USE },
  { "hold", "authType", change_to_hold, PAYROC_LINK_KIND_SINGLE_USE },
};

static const Change never[] = {
  { "reference", "merchantReference", change_reference, PAYROC_LINK_KIND_UNKNOWN },
  { "methods", "paymentMethods", change_methods, PAYROC_LINK_KIND_UNKNOWN },
};

static PayrocLink *
create_link (CoreFixture    *fixture,
             PayrocLinkKind  kind)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;

  payroc_link_draft_set_kind (draft, kind);
  if (kind == PAYROC_LINK_KIND_MULTI_USE)
    payroc_link_draft_set_order_id (draft, NULL);
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  outbox_assert_state (create, PL_INTENT_DONE);

  return g_object_ref (pl_intent_get_link (create));
}

static PayrocLinkEdit *
make_edit (PayrocLink *link,
           ChangeFunc  change)
{
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);

  change (wanted);

  return payroc_link_edit_new (link, wanted);
}

/* Somebody in Payroc's portal. */
static void
change_elsewhere (CoreFixture *fixture,
                  PayrocLink  *link,
                  ChangeFunc   change)
{
  g_autoptr (PayrocLinkEdit) edit = make_edit (link, change);
  g_autoptr (GBytes) body = payroc_link_edit_to_body (edit, NULL, NULL);
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PayrocLink) changed = NULL;
  g_autoptr (GError) error = NULL;

  payroc_client_edit_link_async (fixture->client, payroc_link_get_id (link), body, key, NULL, core_keep_result_cb,
                                 &result);
  changed = payroc_client_edit_link_finish (fixture->client, core_await (&result), &error);
  g_assert_no_error (error);
}

static PayrocLink *
retrieve (CoreFixture *fixture,
          PayrocLink  *link)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PayrocLink *now;

  payroc_client_retrieve_link_async (fixture->client, payroc_link_get_id (link), NULL, core_keep_result_cb, &result);
  now = payroc_client_retrieve_link_finish (fixture->client, core_await (&result), &error);
  g_assert_no_error (error);

  return now;
}

/* For one payment everything of the table, for many the first few; the rest is refused before it is stored. */
static void
test_fields (CoreFixture   *fixture,
             gconstpointer  data)
{
  const PayrocLinkKind kind = GPOINTER_TO_INT (data);

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      const Change *change = &allowed[i];
      g_autoptr (PayrocLink) link = create_link (fixture, kind);
      g_autoptr (PayrocLinkEdit) edit = make_edit (link, change->change);
      const guint n_patches = outbox_count_posts (fixture, "editLink");
      g_autoptr (PlIntent) intent = NULL;
      g_autoptr (PayrocLink) now = NULL;
      g_autoptr (GPtrArray) ignored = NULL;

      g_test_message ("%s", change->path);
      if (change->kind != PAYROC_LINK_KIND_UNKNOWN && change->kind != kind)
        {
          g_autoptr (GPtrArray) errors = payroc_link_edit_validate (edit, NULL);
          const PayrocFieldError *error = errors->len > 0 ? g_ptr_array_index (errors, 0) : NULL;

          g_assert_cmpuint (errors->len, ==, 1);
          g_assert_cmpstr (error->parameter, ==, change->parameter);
          g_assert_cmpint (error->reason, ==, PAYROC_FIELD_REASON_NOT_ALLOWED);
          continue;
        }

      intent = core_edit (fixture, link, edit, NULL);
      core_settle (fixture, intent);
      outbox_assert_state (intent, PL_INTENT_DONE);
      g_assert_null (pl_intent_get_ignored (intent));
      g_assert_cmpuint (outbox_count_posts (fixture, "editLink"), ==, n_patches + 1);

      now = retrieve (fixture, link);
      ignored = payroc_link_edit_find_ignored (edit, now);
      g_assert_cmpuint (ignored->len, ==, 0);
      if (kind == PAYROC_LINK_KIND_SINGLE_USE)
        g_assert_cmpstr (payroc_link_get_payment_url (now), !=, payroc_link_get_payment_url (link));
      else
        g_assert_cmpstr (payroc_link_get_payment_url (now), ==, payroc_link_get_payment_url (link));
    }

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      g_autoptr (PayrocLink) link = create_link (fixture, kind);
      g_autoptr (PayrocLinkEdit) edit = make_edit (link, never[i].change);
      g_autoptr (GPtrArray) errors = payroc_link_edit_validate (edit, NULL);

      g_assert_cmpuint (errors->len, ==, 1);
      g_assert_cmpstr (((PayrocFieldError *) g_ptr_array_index (errors, 0))->parameter, ==, never[i].parameter);
    }
}

/* All of it in one PATCH: each would cost an address. */
static void
test_all_at_once (CoreFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link (fixture, PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PayrocLinkDraft) wanted = payroc_link_draft_new_from_link (link);
  g_autoptr (PayrocLinkEdit) edit = NULL;
  g_autoptr (PlIntent) intent = NULL;
  g_autoptr (PayrocLink) now = NULL;
  g_autoptr (GPtrArray) ignored = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    allowed[i].change (wanted);
  edit = payroc_link_edit_new (link, wanted);
  intent = core_edit (fixture, link, edit, NULL);
  core_settle (fixture, intent);
  outbox_assert_state (intent, PL_INTENT_DONE);
  g_assert_cmpuint (outbox_count_posts (fixture, "editLink"), ==, 1);

  now = retrieve (fixture, link);
  ignored = payroc_link_edit_find_ignored (edit, now);
  g_assert_cmpuint (ignored->len, ==, 0);
}

/* Whatever is changed and whatever Payroc ignores: it is found out. */
static void
test_ignored (CoreFixture   *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autoptr (PayrocLink) link = create_link (fixture, PAYROC_LINK_KIND_SINGLE_USE);
      g_autoptr (PayrocLinkEdit) edit = make_edit (link, allowed[i].change);
      g_autoptr (PlIntent) intent = NULL;
      GPtrArray *ignored;

      pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'ignoreEdit'}");
      intent = core_edit (fixture, link, edit, NULL);
      core_settle (fixture, intent);
      outbox_assert_state (intent, PL_INTENT_DONE);
      ignored = pl_intent_get_ignored (intent);
      g_assert_nonnull (ignored);
      g_assert_cmpuint (ignored->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (ignored, 0), ==, allowed[i].parameter);
    }
}

/* What nobody asked to be changed, and is: told, and the customer hears nothing of it. */
static void
test_different (CoreFixture   *fixture,
                gconstpointer  data)
{
  static const char *const spoilt[][2] = {
    { "4999", "1" }, { "USD", "JPY" }, { "\\\"sale\\\"", "\\\"preAuthorization\\\"" }, { "singleUse", "multiUse" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autoptr (PayrocLink) link = create_link (fixture, PAYROC_LINK_KIND_SINGLE_USE);
      g_autoptr (PayrocLinkEdit) edit = make_edit (link, change_expiry);
      g_autoptr (PayrocShare) share = core_share_new ();
      g_autoptr (PlIntent) intent = NULL;
      g_autoptr (PlIntent) mail = NULL;

      pl_test_practice_add_fault (fixture->practice,
                                  "{'operation':'editLink','kind':'replace','text':'%s','by':'%s'}",
                                  spoilt[i][0], spoilt[i][1]);
      intent = core_edit (fixture, link, edit, share);
      mail = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (intent));
      core_settle (fixture, mail);

      outbox_assert_state (intent, PL_INTENT_DONE);
      g_assert_error (pl_intent_get_error (intent), PL_INTENT_ERROR, PL_INTENT_ERROR_DIFFERENT);
      outbox_assert_state (mail, PL_INTENT_REFUSED);
      g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, NULL), ==, 0);
    }
}

static void
test_hold_with_bank_transfer (CoreFixture   *fixture,
                              gconstpointer  data)
{
  g_autoptr (PayrocLinkDraft) draft = core_draft_new ("REF-1");
  g_autoptr (PlIntent) create = NULL;
  g_autoptr (PayrocLinkEdit) edit = NULL;
  g_autoptr (GPtrArray) errors = NULL;

  payroc_link_draft_set_methods (draft, PAYROC_PAYMENT_METHODS_CARD | PAYROC_PAYMENT_METHODS_BANK_TRANSFER);
  create = core_create (fixture, draft, NULL, NULL, NULL);
  core_settle (fixture, create);
  edit = make_edit (pl_intent_get_link (create), change_to_hold);
  errors = payroc_link_edit_validate (edit, NULL);
  g_assert_cmpuint (errors->len, ==, 1);
  g_assert_cmpstr (((PayrocFieldError *) g_ptr_array_index (errors, 0))->parameter, ==, "authType");
}

/* Changed in the portal between opening and saving: whichever field it was, nothing is sent. */
static void
test_changed_elsewhere (CoreFixture   *fixture,
                        gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      g_autoptr (PayrocLink) link = create_link (fixture, PAYROC_LINK_KIND_SINGLE_USE);
      g_autoptr (PayrocLinkEdit) edit = make_edit (link, change_label);
      g_autoptr (PayrocShare) mail = core_share_new ();
      g_autoptr (PayrocLink) now = NULL;
      g_autoptr (PlIntent) intent = NULL;
      g_autoptr (PlIntent) share = NULL;
      guint n_patches;

      change_elsewhere (fixture, link, allowed[i].change);
      now = retrieve (fixture, link);
      n_patches = outbox_count_posts (fixture, "editLink");
      intent = core_edit (fixture, link, edit, mail);
      share = pl_outbox_find_waiting (fixture->outbox, pl_intent_get_id (intent));
      core_flush (fixture);

      outbox_assert_state (intent, PL_INTENT_REFUSED);
      g_assert_error (pl_intent_get_error (intent), PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED);
      g_assert_cmpuint (outbox_count_posts (fixture, "editLink"), ==, n_patches);
      /* What it is now comes with the refusal, and is stored. */
      g_assert_cmpstr (payroc_link_get_payment_url (pl_intent_get_link (intent)), ==,
                       payroc_link_get_payment_url (now));
      /* And nobody is told of a change that was not made. */
      outbox_assert_state (share, PL_INTENT_REFUSED);
      g_assert_cmpuint (pl_test_practice_count_mails (fixture->practice, payroc_link_get_id (link)), ==, 0);
    }
}

/* Made without a connection, sent when it is back: it is looked then, not before. */
static void
test_changed_while_waiting (CoreFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link (fixture, PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PayrocLinkEdit) edit = make_edit (link, change_label);
  g_autoptr (PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'retrieveLink','kind':'cutBefore'," ALWAYS "}");
  intent = core_edit (fixture, link, edit, NULL);
  core_settle (fixture, intent);
  outbox_assert_state (intent, PL_INTENT_WAITING);
  pl_test_practice_clear_faults (fixture->practice);
  change_elsewhere (fixture, link, change_amount);

  g_assert_true (core_retry (fixture, intent, NULL));
  core_settle (fixture, intent);
  outbox_assert_state (intent, PL_INTENT_REFUSED);
  g_assert_error (pl_intent_get_error (intent), PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED);
}

/* Two edits of one link, the second made while the first was still on its way: both take, the second on top of the
 * first, and each is sent once. What somebody else changed is not written over by either. */
static void
test_queued (CoreFixture   *fixture,
             gconstpointer  data)
{
  const gboolean elsewhere = data != NULL;
  g_autoptr (PayrocLink) link = create_link (fixture, PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PayrocLinkEdit) amount = make_edit (link, change_amount);
  g_autoptr (PayrocLinkEdit) label = make_edit (link, change_label);
  g_autoptr (PlIntent) first = NULL;
  g_autoptr (PlIntent) second = NULL;
  g_autoptr (PayrocLink) now = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'retrieveLink','kind':'cutBefore'," ALWAYS "}");
  first = core_edit (fixture, link, amount, NULL);
  core_settle (fixture, first);
  outbox_assert_state (first, PL_INTENT_WAITING);
  second = core_edit (fixture, link, label, NULL);
  pl_test_practice_clear_faults (fixture->practice);
  if (elsewhere)
    change_elsewhere (fixture, link, change_description);
  g_assert_true (core_retry (fixture, first, NULL));
  core_flush (fixture);
  core_settle (fixture, second);

  now = retrieve (fixture, link);
  outbox_assert_state (first, elsewhere ? PL_INTENT_REFUSED : PL_INTENT_DONE);
  outbox_assert_state (second, elsewhere ? PL_INTENT_REFUSED : PL_INTENT_DONE);
  if (elsewhere)
    {
      g_assert_error (pl_intent_get_error (second), PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED);
      g_assert_cmpint (payroc_link_get_amount (now)->minor, ==, 4999);
      return;
    }

  g_assert_cmpint (payroc_link_get_amount (now)->minor, ==, 1234);
  g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Pay the Baker");
  g_assert_cmpuint (outbox_count_posts (fixture, "editLink"), ==, 2);
}

/* The reply was lost. Done: the first reply comes again, although the link is no longer what it was. Not done, and
 * changed by somebody else meanwhile: not sent on top of that. */
static void
test_lost (CoreFixture   *fixture,
           gconstpointer  data)
{
  const char *kind = data;
  const gboolean done = g_str_equal (kind, "cutAfter");
  g_autoptr (PayrocLink) link = create_link (fixture, PAYROC_LINK_KIND_SINGLE_USE);
  g_autoptr (PayrocLinkEdit) edit = make_edit (link, change_label);
  g_autoptr (PayrocLink) now = NULL;
  g_autoptr (PlIntent) intent = NULL;

  pl_test_practice_add_fault (fixture->practice, "{'operation':'editLink','kind':'%s'," ALWAYS "}", kind);
  intent = core_edit (fixture, link, edit, NULL);
  core_settle (fixture, intent);
  outbox_assert_state (intent, PL_INTENT_UNSURE);
  pl_test_practice_clear_faults (fixture->practice);
  if (!done)
    change_elsewhere (fixture, link, change_amount);

  core_fixture_restart (fixture, TRUE);
  g_clear_object (&intent);
  intent = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  core_retry (fixture, intent, NULL);
  core_settle (fixture, intent);
  now = retrieve (fixture, link);
  if (done)
    {
      outbox_assert_state (intent, PL_INTENT_DONE);
      g_assert_cmpstr (payroc_link_get_button_label (now), ==, "Pay the Baker");
      g_assert_cmpstr (payroc_link_get_payment_url (now), ==,
                       payroc_link_get_payment_url (pl_intent_get_link (intent)));
    }
  else
    {
      outbox_assert_state (intent, PL_INTENT_REFUSED);
      g_assert_error (pl_intent_get_error (intent), PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED);
      g_assert_cmpint (payroc_link_get_amount (now)->minor, ==, 1234);
    }
}

static void
set_up (CoreFixture   *fixture,
        gconstpointer  data)
{
  core_fixture_set_up (fixture, NULL);
  core_fixture_start (fixture);
}

#define ADD(path, data, function) \
  g_test_add ("/outbox-edit/" path, CoreFixture, data, set_up, function, core_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("fields/one-payment", GINT_TO_POINTER (PAYROC_LINK_KIND_SINGLE_USE), test_fields);
  ADD ("fields/many-payments", GINT_TO_POINTER (PAYROC_LINK_KIND_MULTI_USE), test_fields);
  ADD ("all-at-once", NULL, test_all_at_once);
  ADD ("ignored", NULL, test_ignored);
  ADD ("different", NULL, test_different);
  ADD ("hold-with-bank-transfer", NULL, test_hold_with_bank_transfer);
  ADD ("changed-elsewhere", NULL, test_changed_elsewhere);
  ADD ("changed-while-waiting", NULL, test_changed_while_waiting);
  ADD ("queued/alone", NULL, test_queued);
  ADD ("queued/changed-elsewhere", "elsewhere", test_queued);
  ADD ("lost/done", "cutAfter", test_lost);
  ADD ("lost/not-done", "cutBefore", test_lost);

  return g_test_run ();
}
