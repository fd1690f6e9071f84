/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said before many links are changed, sent or switched off in one go: pure functions. */
#include "config.h"

#include "pl-bulk-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"

char *
pl_bulk_text_submit (PlBatchDeed       deed,
                     const PlBulkPlan *plan)
{
  guint n_links = plan != NULL ? plan->rows->len : 0;
  guint n_mails = plan != NULL ? plan->n_mails : 0;

  switch (deed)
    {
    case PL_BATCH_EXTEND:
      return g_strdup_printf (ngettext ("_Extend %'u Link", "_Extend %'u Links", n_links), n_links);
    case PL_BATCH_END_SOONER:
      return g_strdup_printf (ngettext ("_End %'u Link Sooner", "_End %'u Links Sooner", n_links), n_links);
    case PL_BATCH_SHARE:
      /* To nobody yet. */
      return n_mails == 0 ? g_strdup (_("_Send"))
                          : g_strdup_printf (ngettext ("_Send %'u E-mail", "_Send %'u E-mails", n_mails), n_mails);
    case PL_BATCH_SWITCH_OFF:
      return g_strdup_printf (ngettext ("_Switch Off %'u Link", "_Switch Off %'u Links", n_links), n_links);
    case PL_BATCH_MIXED:
    default:
      g_assert_not_reached ();
    }
}

static const char *
get_refusal (PlBatchDeed deed)
{
  switch (deed)
    {
    case PL_BATCH_EXTEND:
      return _("None of these links can be extended to that day.");
    case PL_BATCH_END_SOONER:
      return _("None of these links would end sooner.");
    case PL_BATCH_SHARE:
      return _("None of these links can be sent.");
    case PL_BATCH_SWITCH_OFF:
      return _("None of these links can be switched off.");
    case PL_BATCH_MIXED:
    default:
      g_assert_not_reached ();
    }
}

char *
pl_bulk_text_summary (PlBatchDeed       deed,
                      const PlBulkPlan *plan,
                      const GDate      *last_day,
                      const GDate      *today)
{
  guint            n_links = plan->rows->len;
  g_autofree char *day = pl_format_date (last_day, today);

  if (n_links == 0)
    return g_strdup (get_refusal (deed));

  switch (deed)
    {
    case PL_BATCH_EXTEND:
    case PL_BATCH_END_SOONER:
      /* Translators: %2$s is a day: "31 December". */
      return g_strdup_printf (ngettext ("%1$'u link will work until %2$s.", "%1$'u links will work until %2$s.",
                                        n_links), n_links, day);
    case PL_BATCH_SHARE:
      return g_strdup_printf (ngettext ("%'u link will be sent.", "%'u links will be sent.", n_links), n_links);
    case PL_BATCH_SWITCH_OFF:
      return g_strdup_printf (ngettext ("%'u link will be switched off for good.",
                                        "%'u links will be switched off for good.", n_links), n_links);
    case PL_BATCH_MIXED:
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_people (const PlBulkPlan *plan)
{
  g_autoptr (GListStore) people = g_list_store_new (PAYROC_TYPE_RECIPIENT);

  for (guint i = 0; i < plan->people->len; i++)
    g_list_store_append (people, g_ptr_array_index (plan->people, i));

  return pl_format_people (G_LIST_MODEL (people));
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  g_autofree char *owned = sentence;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, owned);
}

static char *
format_unsent (PlBatchDeed       deed,
               const PlBulkPlan *plan)
{
  const gboolean known = plan->unknown->len == 0;
  const guint n = plan->n_unsent;

  if (deed == PL_BATCH_SWITCH_OFF)
    return known ? g_strdup_printf (ngettext ("%'u was not sent by e-mail.", "%'u were not sent by e-mail.", n), n)
                 : g_strdup_printf (ngettext ("%'u was not sent by e-mail, as far as this computer knows.",
                                              "%'u were not sent by e-mail, as far as this computer knows.", n), n);

  return known ? g_strdup_printf (ngettext ("%'u was not sent by e-mail: whoever has it needs the new one from you.",
                                            "%'u were not sent by e-mail: whoever has them needs the new ones from "
                                            "you.", n), n)
               : g_strdup_printf (ngettext ("%'u was not sent by e-mail, as far as this computer knows: whoever has it "
                                            "needs the new one from you.",
                                            "%'u were not sent by e-mail, as far as this computer knows: whoever has "
                                            "them needs the new ones from you.", n), n);
}

char *
pl_bulk_text_holders (PlBatchDeed       deed,
                      const PlBulkPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (deed == PL_BATCH_SHARE || (deed != PL_BATCH_SWITCH_OFF && plan->n_addresses == 0) || plan->rows->len == 0)
    return NULL;

  if (plan->n_addresses > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%'u link takes one payment and gets a new address: the old one, "
                                                      "its QR code and its button on a web page stop working at "
                                                      "once.",
                                                      "%'u links take one payment each and get new addresses: the old "
                                                      "ones, their QR codes and buttons on web pages stop working at "
                                                      "once.",
                                                      plan->n_addresses),
                                            plan->n_addresses));
  if (plan->people->len > 0)
    {
      g_autofree char *people = dup_people (plan);

      if (deed == PL_BATCH_SWITCH_OFF)
        /* Translators: how many links, and the names of one or more people. */
        append_sentence (text, g_strdup_printf (ngettext ("%1$'u was sent by e-mail, to %2$s. Payroc does not tell "
                                                          "anybody that it is switched off.",
                                                          "%1$'u were sent by e-mail, to %2$s. Payroc does not tell "
                                                          "anybody that they are switched off.", plan->n_sent),
                                                plan->n_sent, people));
      else
        /* Translators: how many links, and the names of one or more people. */
        append_sentence (text, g_strdup_printf (ngettext ("%1$'u was sent by e-mail, to %2$s.",
                                                          "%1$'u were sent by e-mail, to %2$s.", plan->n_sent),
                                                plan->n_sent, people));
    }
  if (plan->n_unsent > 0)
    append_sentence (text, format_unsent (deed, plan));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_bulk_text_mails (const PlBulkPlan *plan)
{
  g_autofree char *people = NULL;

  if (plan->n_mails == 0)
    return NULL;

  people = dup_people (plan);
  /* Translators: how many e-mails, and the names of one or more people. */
  return g_strdup_printf (ngettext ("%1$'u e-mail, to %2$s.", "%1$'u e-mails, to %2$s.", plan->n_mails),
                          plan->n_mails, people);
}

char *
pl_bulk_text_unfit (const PlBulkPlan *plan)
{
  return g_strdup_printf (ngettext ("%'u link stays as it is", "%'u links stay as they are", plan->unfit->len),
                          plan->unfit->len);
}

char *
pl_bulk_text_fit (const PlBulkPlan *plan)
{
  g_autofree char *worth = pl_format_sums (plan->sums, plan->n_open);

  /* Translators: how many links, and what they ask for. */
  return g_strdup_printf (ngettext ("%1$'u link: %2$s", "%1$'u links: %2$s", plan->rows->len), plan->rows->len, worth);
}

char *
pl_bulk_text_fit_link (const PlBulkFit *fit)
{
  g_autofree char *amount = fit->amount != NULL ? payroc_money_format (fit->amount, NULL)
                                                : g_strdup (_("Customer’s choice"));
  g_autofree char *people = NULL;

  if (fit->people == NULL || (g_list_model_get_n_items (fit->people) == 0 && !fit->known))
    return g_steal_pointer (&amount);

  if (g_list_model_get_n_items (fit->people) == 0)
    /* Translators: %s is an amount of money. */
    return g_strdup_printf (_("%s · not sent by e-mail"), amount);

  people = pl_format_people (fit->people);
  /* Translators: an amount of money, and the names of one or more people. */
  return g_strdup_printf (_("%1$s · by e-mail to %2$s"), amount, people);
}

char *
pl_bulk_text_more (guint n_more)
{
  return g_strdup_printf (ngettext ("and %'u more", "and %'u more", n_more), n_more);
}

const char *
pl_bulk_text_why (const PlBulkUnfit *unfit)
{
  switch (unfit->why)
    {
    case PL_BULK_PAID:
      return _("Paid already");
    case PL_BULK_EXPIRED:
      return _("Expired");
    case PL_BULK_SWITCHED_OFF:
      return _("Switched off");
    case PL_BULK_NEVER_ENDS:
      return _("Never expires");
    case PL_BULK_ENDS_LATER:
      return _("Works until then or longer already");
    case PL_BULK_ENDS_SOONER:
      return _("Ends then or sooner already");
    case PL_BULK_NOBODY:
      return unfit->known ? _("Was not sent to anybody by e-mail")
                          : _("Was not sent to anybody, as far as this computer knows");
    case PL_BULK_TOO_LONG:
      return _("The message would be too long for it");
    case PL_BULK_UNSAFE:
      return _("Payroc named an address that is not safe to open, so it is not shown, and the link cannot be shared. "
               "Do not hand this link out; ask Payroc about it.");
    case PL_BULK_BUSY:
      return _("Another change of it is on its way");
    case PL_BULK_GONE:
      return _("Payroc does not have it any more");
    case PL_BULK_FIT:
    default:
      return "";
    }
}

char *
pl_bulk_text_asking (guint n_asked,
                     guint n_total)
{
  /* Translators: about links: how many of them are answered, and how many there are. */
  return g_strdup_printf (ngettext ("Asking Payroc whom they were sent to: %1$'u of %2$'u…",
                                    "Asking Payroc whom they were sent to: %1$'u of %2$'u…", n_total),
                          n_asked, n_total);
}

char *
pl_bulk_text_unasked (guint         n_unknown,
                      const GError *error)
{
  g_autofree char *what = NULL;

  if (n_unknown == 0)
    return g_strdup (_("These are too many links to ask Payroc whom each was sent to: it is said what this computer "
                       "knows."));

  what = g_strdup_printf (ngettext ("Payroc was not asked whom %'u link was sent to: it is said what this computer "
                                    "knows.",
                                    "Payroc was not asked whom %'u links were sent to: it is said what this computer "
                                    "knows.", n_unknown), n_unknown);
  if (error == NULL)
    return g_steal_pointer (&what);

  return g_strdup_printf ("%s %s", pl_error_text_title (error), what);
}
