/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: all that is saved comes back in a draft of another day, and what cannot be read is not lost. */
#include "core/templates/pl-template-list.h"

#include "payroc/payroc-field-error.h"
#include "store/pl-named-table.h"
#include "store/pl-store-error.h"
#include "support/store-fixture.h"

typedef struct
{
  StoreFixture    store;
  PlTemplateList *templates;
  GDate           today;
} Fixture;

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
open_templates (Fixture *fixture)
{
  fixture->templates = pl_template_list_new (STORE_FIXTURE_ACCOUNT, fixture->store.database);
  while (!pl_named_list_get_loaded (PL_NAMED_LIST (fixture->templates)))
    g_main_context_iteration (NULL, TRUE);
}

static void
close_templates (Fixture *fixture)
{
  store_query_int (fixture->store.database, "SELECT 1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->templates);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  store_fixture_set_up (&fixture->store, STORE_FIXTURE_ACCOUNT);
  g_date_clear (&fixture->today, 1);
  g_date_set_dmy (&fixture->today, 22, G_DATE_NOVEMBER, 2026);
  open_templates (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  close_templates (fixture);
  store_fixture_tear_down (&fixture->store, data);
}

static PlTemplate *
put (Fixture    *fixture,
     PlTemplate *template,
     const char *name,
     const char *document,
     GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_named_list_put_async (PL_NAMED_LIST (fixture->templates), (PlNamed *) template, name, document, NULL,
                           keep_result_cb, &result);

  return pl_named_list_put_finish (PL_NAMED_LIST (fixture->templates), await (&result), error);
}

static void
remove_template (Fixture    *fixture,
                 PlTemplate *template)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  pl_named_list_remove_async (PL_NAMED_LIST (fixture->templates), PL_NAMED (template), NULL, keep_result_cb, &result);
  g_assert_true (pl_named_list_remove_finish (PL_NAMED_LIST (fixture->templates), await (&result), &error));
  g_assert_no_error (error);
}

/* Everything that a merchant can choose, none of it by itself. */
static PayrocLinkDraft *
make_draft (void)
{
  return g_object_new (PAYROC_TYPE_LINK_DRAFT,
                       "kind", PAYROC_LINK_KIND_SINGLE_USE, "reference", "REF-1", "order-id", "ORD-1",
                       "description", "Roof, 2nd half ⛪", "charge-kind", PAYROC_CHARGE_KIND_PRESET,
                       "amount", G_GINT64_CONSTANT (9007199254740993), "currency", "JPY",
                       "auth-type", PAYROC_AUTH_TYPE_PRE_AUTHORIZATION, "methods", PAYROC_PAYMENT_METHODS_CARD,
                       "button-label", "Give", "tokenize", TRUE, "mit-agreement", PAYROC_MIT_AGREEMENT_RECURRING,
                       NULL);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  const PlExpiryRule           expiry = { .kind = PL_EXPIRY_DAYS, .days = 14 };
  g_autoptr (GError)           error = NULL;
  g_autoptr (PayrocLinkDraft)  saved = make_draft ();
  g_autoptr (PayrocLinkDraft)  made = NULL;
  g_autoptr (PayrocLinkDraft)  again = NULL;
  g_autoptr (GPtrArray)        errors = NULL;
  g_autofree char             *document = pl_template_make_document (saved, &expiry, "Dear {name},\n“{amount}”");
  PlTemplate                  *template;

  g_object_unref (put (fixture, NULL, "Roof", document, &error));
  g_assert_no_error (error);

  /* As the next start finds it. */
  close_templates (fixture);
  open_templates (fixture);
  template = pl_named_list_find_name (PL_NAMED_LIST (fixture->templates), "roof");
  g_assert_nonnull (template);
  g_assert_true (pl_template_is_readable (template));
  g_assert_cmpstr (pl_template_get_message (template), ==, "Dear {name},\n“{amount}”");

  made = pl_template_make_draft (template, &fixture->today);
  errors = payroc_link_draft_validate (made, &fixture->today);
  g_assert_cmpuint (errors->len, ==, 0);
  g_assert_cmpint (payroc_link_draft_get_kind (made), ==, PAYROC_LINK_KIND_SINGLE_USE);
  g_assert_cmpint (payroc_link_draft_get_amount (made), ==, G_GINT64_CONSTANT (9007199254740993));
  g_assert_cmpstr (payroc_link_draft_get_currency (made), ==, "JPY");
  g_assert_cmpstr (payroc_link_draft_get_description (made), ==, "Roof, 2nd half ⛪");
  g_assert_cmpint (payroc_link_draft_get_auth_type (made), ==, PAYROC_AUTH_TYPE_PRE_AUTHORIZATION);
  g_assert_cmpint (payroc_link_draft_get_methods (made), ==, PAYROC_PAYMENT_METHODS_CARD);
  g_assert_cmpstr (payroc_link_draft_get_button_label (made), ==, "Give");
  g_assert_true (payroc_link_draft_get_tokenize (made));
  g_assert_cmpint (payroc_link_draft_get_mit_agreement (made), ==, PAYROC_MIT_AGREEMENT_RECURRING);
  g_assert_cmpint (g_date_days_between (&fixture->today, payroc_link_draft_get_expires_on (made)), ==, 14);

  /* Each link is one of its own. */
  again = pl_template_make_draft (template, &fixture->today);
  g_assert_cmpstr (payroc_link_draft_get_reference (made), !=, "REF-1");
  g_assert_cmpstr (payroc_link_draft_get_order_id (made), !=, "ORD-1");
  g_assert_cmpstr (payroc_link_draft_get_reference (made), !=, payroc_link_draft_get_reference (again));
  g_assert_cmpstr (payroc_link_draft_get_order_id (made), !=, payroc_link_draft_get_order_id (again));
}

/* The amount is typed each time; nothing is chosen. */
static void
test_bare (Fixture       *fixture,
           gconstpointer  data)
{
  const PlExpiryRule           expiry = { .kind = PL_EXPIRY_NEVER };
  g_autoptr (GError)           error = NULL;
  g_autoptr (PayrocLinkDraft)  saved = payroc_link_draft_new ();
  g_autofree char             *document = NULL;
  g_autoptr (PlTemplate)       template = NULL;
  g_autoptr (PayrocLinkDraft)  made = NULL;

  payroc_link_draft_set_kind (saved, PAYROC_LINK_KIND_MULTI_USE);
  document = pl_template_make_document (saved, &expiry, NULL);
  template = put (fixture, NULL, "Bare", document, &error);
  g_assert_no_error (error);
  made = pl_template_make_draft (template, &fixture->today);
  g_assert_null (pl_template_get_message (template));
  g_assert_cmpint (payroc_link_draft_get_amount (made), ==, 0);
  g_assert_cmpstr (payroc_link_draft_get_currency (made), ==, "");
  g_assert_null (payroc_link_draft_get_expires_on (made));
  g_assert_cmpstr (payroc_link_draft_get_order_id (made), ==, "");
  g_assert_cmpint (payroc_link_draft_get_methods (made), ==, PAYROC_PAYMENT_METHODS_CARD);
}

/* Handed out as it was saved, so that the form says at the field what is wrong. */
static void
test_not_allowed (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct
  {
    const char *document;
    const char *parameter;
  } cases[] = {
    { "{'format':1,'link':{'type':'singleUse','order':{'charge':{'type':'preset','amount':1,'currency':'USD'}},"
      "'authType':'sale','paymentMethods':['card']},'expires':{'on':'2026-11-21'}}", "expiresOn" },
    { "{'format':1,'link':{'type':'singleUse','order':{'charge':{'type':'preset','amount':1,'currency':'USD'}},"
      "'authType':'preAuthorization','paymentMethods':['card','bankTransfer']},'expires':{'days':1}}",
      "paymentMethods" },
    { "{'format':1,'link':{'type':'multiUse','order':{'charge':{'type':'prompt','currency':'XXQ'}},"
      "'authType':'sale','paymentMethods':['card']}}", "order.charge.currency" },
    { "{'format':1,'link':{'type':'singleUse','order':{'charge':{'type':'preset','amount':1,'currency':'USD'}},"
      "'authType':'sale','paymentMethods':['voucher']},'expires':{'days':1}}", "paymentMethods" },
    { "{'format':1,'link':{'type':'multiUse','order':{'charge':{'type':'prompt','currency':'USD'}},"
      "'authType':'sale','paymentMethods':['card'],"
      "'customLabels':[{'element':'paymentButton','label':'1234567890123456789012345'}]}}", "customLabels[0].label" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char             *document = g_strdelimit (g_strdup (cases[i].document), "'", '"');
      g_autoptr (PlTemplate)       template = g_object_new (PL_TYPE_TEMPLATE, "number", (gint64) 1, "name", "T",
                                                            "document", document, NULL);
      g_autoptr (PayrocLinkDraft)  draft = pl_template_make_draft (template, &fixture->today);
      g_autoptr (GPtrArray)        errors = NULL;

      g_assert_nonnull (draft);
      errors = payroc_link_draft_validate (draft, &fixture->today);
      g_assert_cmpuint (errors->len, ==, 1);
      g_assert_cmpstr (((PayrocFieldError *) errors->pdata[0])->parameter, ==, cases[i].parameter);
    }
}

/* Not shown as what it is not, and not lost: renamed, deleted and put back to the letter. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const documents[] = {
    "", "x", "[]", "{}", "{\"format\":2,\"link\":{\"type\":\"multiUse\"},\"tip\":{\"least\":5}}", "{\"format\":1}",
    "{\"format\":1,\"link\":[]}", "{\"format\":1,\"link\":{}}", "{\"format\":1,\"link\":{\"type\":7}}",
    "{\"format\":\"1\",\"link\":{\"type\":\"multiUse\"}}",
    "{\"format\":1,\"link\":{\"type\":\"multiUse\"},\"message\":1}",
    "{\"format\":1,\"link\":{\"type\":\"multiUse\"},\"expires\":{}}",
    "{\"format\":1,\"link\":{\"type\":\"multiUse\"},\"expires\":{\"days\":-1}}",
    "{\"format\":1,\"link\":{\"type\":\"multiUse\"},\"expires\":{\"days\":3661}}",
    "{\"format\":1,\"link\":{\"type\":\"multiUse\"},\"expires\":{\"on\":\"2026-02-30\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError)     error = NULL;
      g_autoptr (PlTemplate) template = put (fixture, NULL, "Old", documents[i], &error);
      g_autoptr (PlTemplate) renamed = NULL;
      g_autoptr (PlTemplate) back = NULL;

      g_assert_no_error (error);
      g_assert_false (pl_template_is_readable (template));
      g_assert_null (pl_template_make_draft (template, &fixture->today));
      g_assert_null (pl_template_get_message (template));

      renamed = put (fixture, template, "New", NULL, &error);
      remove_template (fixture, renamed);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->templates)), ==, 0);
      back = put (fixture, renamed, NULL, NULL, &error);
      g_assert_cmpstr (pl_named_get_name (PL_NAMED (back)), ==, "New");
      g_assert_cmpstr (pl_named_get_document (PL_NAMED (back)), ==, documents[i]);
      remove_template (fixture, back);
    }
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  const PlExpiryRule           expiry = { .kind = PL_EXPIRY_DAY, .day = fixture->today };
  g_autoptr (GError)           error = NULL;
  g_autoptr (PayrocLinkDraft)  draft = make_draft ();
  g_autofree char             *first = pl_template_make_document (draft, &expiry, NULL);
  g_autofree char             *second = NULL;
  g_autoptr (PlTemplate)       template = put (fixture, NULL, "Roof", first, &error);
  g_autoptr (PlTemplate)       replaced = NULL;
  g_autoptr (PlTemplate)       undone = NULL;
  g_autoptr (PlTemplate)       other = NULL;
  g_autoptr (PlTemplate)       taken = NULL;

  payroc_link_draft_set_amount (draft, 5);
  second = pl_template_make_document (draft, &expiry, NULL);
  replaced = put (fixture, template, "Roof", second, &error);
  g_assert_cmpstr (pl_named_get_document (PL_NAMED (replaced)), ==, second);
  undone = put (fixture, template, NULL, NULL, &error);
  g_assert_cmpstr (pl_named_get_document (PL_NAMED (undone)), ==, first);
  g_assert_cmpint (pl_template_get_expiry (undone)->kind, ==, PL_EXPIRY_DAY);
  g_assert_no_error (error);

  other = put (fixture, NULL, "Other", second, &error);
  taken = put (fixture, other, "Roof", NULL, &error);
  g_assert_null (taken);
  g_assert_error (error, PL_STORE_ERROR, PL_STORE_ERROR_DUPLICATE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/template-list/" name, Fixture, STORE_FIXTURE_ACCOUNT, set_up, func, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("bare", test_bare);
  ADD ("not-allowed", test_not_allowed);
  ADD ("unreadable", test_unreadable);
  ADD ("replace", test_replace);

  return g_test_run ();
}
