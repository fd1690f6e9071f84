/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a template makes, in a sentence. */
#include <locale.h>

#include "ui/create/pl-template-text.h"

static void
get_today (GDate *today)
{
  g_date_clear (today, 1);
  g_date_set_dmy (today, 22, G_DATE_NOVEMBER, 2026);
}

static char *
summarize (PayrocLinkKind  kind,
           gint64          amount,
           const char     *currency,
           PlExpiryKind    expires,
           guint           days)
{
  g_autoptr (PayrocLinkDraft) draft = payroc_link_draft_new ();
  g_autoptr (PlTemplate) template = NULL;
  g_autofree char *document = NULL;
  PlExpiryRule rule = { .kind = expires, .days = days };
  GDate today;

  get_today (&today);
  g_date_clear (&rule.day, 1);
  g_date_set_dmy (&rule.day, 31, G_DATE_DECEMBER, 2026);
  payroc_link_draft_set_kind (draft, kind);
  payroc_link_draft_set_currency (draft, currency);
  if (amount < 0)
    payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PROMPT);
  else
    payroc_link_draft_set_amount (draft, amount);
  document = pl_template_make_document (draft, &rule, NULL);
  template = g_object_new (PL_TYPE_TEMPLATE, "number", (gint64) 1, "name", "T", "document", document, NULL);

  return pl_template_text_summary (template, &today);
}

static void
test_summary (void)
{
  static const struct
  {
    PayrocLinkKind kind;
    gint64         amount;
    PlExpiryKind   expires;
    guint          days;
    const char    *words[3];
  } cases[] = {
    { PAYROC_LINK_KIND_SINGLE_USE, 2500, PL_EXPIRY_DAYS, 30, { "25.00", "one payment", "30 days after it is made" } },
    { PAYROC_LINK_KIND_SINGLE_USE, 2500, PL_EXPIRY_DAYS, 1, { "25.00", "one payment", "1 day after it is made" } },
    { PAYROC_LINK_KIND_SINGLE_USE, 0, PL_EXPIRY_DAY, 0, { "amount asked for", "one payment", "until 31 December" } },
    { PAYROC_LINK_KIND_MULTI_USE, -1, PL_EXPIRY_NEVER, 0, { "the customer chooses", "many payments", "never" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = summarize (cases[i].kind, cases[i].amount, "USD", cases[i].expires, cases[i].days);

      for (guint j = 0; j < G_N_ELEMENTS (cases[i].words); j++)
        {
          if (strstr (text, cases[i].words[j]) == NULL)
            g_error ("%u: “%s” does not say “%s”", i, text, cases[i].words[j]);
        }
    }
}

/* Of a later version, or nonsense: it says so, and is no template of some other kind. */
static void
test_unreadable (void)
{
  static const char *const documents[] = { "", "[]", "{}", "{\"version\":999}", "not JSON" };
  GDate today;

  get_today (&today);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (PlTemplate) template = g_object_new (PL_TYPE_TEMPLATE, "number", (gint64) 1, "name", "T",
                                                      "document", documents[i], NULL);
      g_autofree char *text = pl_template_text_summary (template, &today);

      g_assert_cmpint (pl_template_is_readable (template), ==, !g_str_has_prefix (text, "Cannot be read"));
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template-text/summary", test_summary);
  g_test_add_func ("/template-text/unreadable", test_unreadable);

  return g_test_run ();
}
