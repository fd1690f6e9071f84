/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said before many links are changed, sent or switched off in one go: pure functions. */
#include "config.h"

#include "pl-bulk-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

char *
pl_bulk_text_submit (PlBatchDeed       deed,
                     const PlBulkPlan *plan)
{
  guint n_links = plan != NULL ? plan->rows->len : 0;

  switch (deed)
    {
    case PL_BATCH_EXTEND:
      return g_strdup_printf (ngettext ("_Extend %'u Link", "_Extend %'u Links", n_links), n_links);
    case PL_BATCH_END_SOONER:
      return g_strdup_printf (ngettext ("_End %'u Link Sooner", "_End %'u Links Sooner", n_links), n_links);
    case PL_BATCH_SHARE:
      return g_strdup_printf (ngettext ("_Send %'u E-mail", "_Send %'u E-mails", plan != NULL ? plan->n_mails : 0),
                              plan != NULL ? plan->n_mails : 0);
    case PL_BATCH_SWITCH_OFF:
      return g_strdup_printf (ngettext ("_Switch Off %'u Link", "_Switch Off %'u Links", n_links), n_links);
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
    return g_strdup (_("None of these links can take it."));

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

char *
pl_bulk_text_addresses (const PlBulkPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (plan->n_addresses == 0)
    return NULL;

  g_string_append_printf (text,
                          ngettext ("%'u link takes one payment and gets a new address: the old one, its QR code and "
                                    "its HTML button stop working at once.",
                                    "%'u links take one payment each and get new addresses: the old ones, their QR "
                                    "codes and HTML buttons stop working at once.", plan->n_addresses),
                          plan->n_addresses);
  if (plan->people->len > 0)
    {
      g_autofree char *people = dup_people (plan);

      g_string_append_c (text, ' ');
      /* Translators: %s are the names of one or more people. */
      g_string_append_printf (text, _("They were sent by e-mail to %s."), people);
    }
  if (plan->n_unsent > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("%'u was not sent by e-mail, as far as this computer knows: whoever has it "
                                        "needs the new one from you.",
                                        "%'u were not sent by e-mail, as far as this computer knows: whoever has them "
                                        "needs the new ones from you.", plan->n_unsent),
                              plan->n_unsent);
    }

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

const char *
pl_bulk_text_why (PlBulkFitness why)
{
  switch (why)
    {
    case PL_BULK_PAID:
      return _("Paid already");
    case PL_BULK_EXPIRED:
      return _("Expired");
    case PL_BULK_SWITCHED_OFF:
      return _("Switched off");
    case PL_BULK_NEVER_ENDS:
      return _("Works for ever");
    case PL_BULK_ENDS_LATER:
      return _("Works until then or longer already");
    case PL_BULK_ENDS_SOONER:
      return _("Ends then or sooner already");
    case PL_BULK_NOBODY:
      return _("Was not sent to anybody, as far as this computer knows");
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
