/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said when money came in, or a link is about to end: the amount first, since that is what is waited for. */
#include "config.h"

#include "pl-notice-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"

static char *
write_title (PlNotice *notice)
{
  const PayrocMoney *money = pl_notice_get_money (notice);
  const PayrocMoney *asked = pl_notice_get_asked (notice);
  g_autofree char *amount = money != NULL ? payroc_money_format (money, NULL) : NULL;
  g_autofree char *whole = asked != NULL ? payroc_money_format (asked, NULL) : NULL;

  switch (pl_notice_get_kind (notice))
    {
    case PL_NOTICE_PAID:
      /* Translators, in each: %s is an amount of money with its currency. */
      return amount != NULL ? g_strdup_printf (_("%s received"), amount) : g_strdup (_("Payment received"));
    case PL_NOTICE_PARTLY_PAID:
      if (amount == NULL)
        return g_strdup (_("A part of a link’s amount received"));
      /* Translators: how much came in, and how much the link asked for: "Partly paid: $1.00 of $10.00". */
      return whole != NULL ? g_strdup_printf (_("Partly paid: %s of %s"), amount, whole)
                           : g_strdup_printf (_("Partly paid: %s"), amount);
    case PL_NOTICE_USED:
      return amount != NULL ? g_strdup_printf (_("%s: the link was used"), amount) : g_strdup (_("A link was used"));
    case PL_NOTICE_HELD:
      return amount != NULL ? g_strdup_printf (_("%s on hold, to be collected"), amount)
                            : g_strdup (_("Payment on hold, to be collected"));
    case PL_NOTICE_RETURNED:
      return amount != NULL ? g_strdup_printf (_("%s returned by the bank"), amount)
                            : g_strdup (_("Payment returned by the bank"));
    case PL_NOTICE_PENDING:
      return amount != NULL ? g_strdup_printf (_("%s on its way, not received yet"), amount)
                            : g_strdup (_("Payment on its way, not received yet"));
    case PL_NOTICE_DECLINED:
      return amount != NULL ? g_strdup_printf (_("%s declined: no money came"), amount)
                            : g_strdup (_("Payment declined: no money came"));
    case PL_NOTICE_REVERSED:
      return amount != NULL ? g_strdup_printf (_("%s reversed: the money is not yours"), amount)
                            : g_strdup (_("Payment reversed: the money is not yours"));
    case PL_NOTICE_MOVED:
      /* Translators: a payment was told of before, and another link was named; beside it stands whose it is. */
      return amount != NULL ? g_strdup_printf (_("Correction: a payment of %s was for this link"), amount)
                            : g_strdup (_("Correction: a payment was for this link"));
    case PL_NOTICE_EXPIRING:
      return amount != NULL ? g_strdup_printf (_("%s unpaid: tomorrow is the last day"), amount)
                            : g_strdup (_("Unpaid: tomorrow is the last day"));
    default:
      /* Written by a later Paylinks, or damaged. */
      return g_strdup (_("News of a link"));
    }
}

static char *
mark_practice (char     *text, /* (transfer full) */
               gboolean  practice)
{
  g_autofree char *owned_text = text;

  /* Translators: %s is a message such as “€45.00 received”, about the practice account. */
  return practice ? g_strdup_printf (_("Practice: %s"), owned_text) : g_steal_pointer (&owned_text);
}

/* What others typed: it keeps to its place in the line, and no desktop takes it for markup. (transfer full) */
static char *
make_plain (const char *text)
{
  g_autofree char *copy = g_strdup (text);

  g_strdelimit (copy, "<>&", ' ');

  return pl_bidi_isolate (copy);
}

static char *
write_name (PlNotice *notice)
{
  const char *reference = pl_notice_get_reference (notice);

  return make_plain (reference != NULL && *reference != '\0' ? reference : pl_notice_get_link_id (notice));
}

char *
pl_notice_text_title (PlNotice *notice,
                      gboolean  practice)
{
  g_return_val_if_fail (PL_IS_NOTICE (notice), NULL);

  return mark_practice (write_title (notice), practice);
}

char *
pl_notice_text_body (PlNotice *notice)
{
  g_autofree char *name = NULL;
  g_autofree char *payer = NULL;

  g_return_val_if_fail (PL_IS_NOTICE (notice), NULL);

  name = write_name (notice);
  if (pl_notice_get_payer (notice) == NULL)
    /* Translators: %s is a link's reference. */
    return g_strdup_printf (_("“%s”"), name);

  payer = make_plain (pl_notice_get_payer (notice));

  /* Translators: a link's reference, and who paid. */
  return g_strdup_printf (_("“%s”, %s"), name, payer);
}

char *
pl_notice_text_summary (GPtrArray *notices,
                        gboolean   practice)
{
  guint n_paid = 0;

  for (guint i = 0; i < notices->len; i++)
    {
      const PlNoticeKind kind = pl_notice_get_kind (g_ptr_array_index (notices, i));

      /* Whether money came by a link that was used is not known. */
      n_paid += kind == PL_NOTICE_PAID;
    }

  if (n_paid == notices->len)
    return mark_practice (g_strdup_printf (ngettext ("%u payment received", "%u payments received", n_paid), n_paid),
                          practice);

  return mark_practice (g_strdup_printf (ngettext ("%u event about your links", "%u events about your links",
                                                   notices->len), notices->len),
                        practice);
}

char *
pl_notice_text_toast (PlNotice *notice)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (PL_IS_NOTICE (notice), NULL);

  name = write_name (notice);
  title = write_title (notice);

  /* Translators: a link's reference, and what happened, such as “€45.00 received”. */
  return g_strdup_printf (_("“%s”: %s"), name, title);
}

char *
pl_notice_text_id (PlNotice *notice)
{
  g_return_val_if_fail (PL_IS_NOTICE (notice), NULL);

  return g_strdup_printf ("%d %s", pl_notice_get_kind (notice), pl_notice_get_subject (notice));
}

/* A notification that named the wrong link is not to stand beside the one that corrects it. */
GStrv
pl_notice_text_list_wrong (PlNotice *notice)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const char              *subject;
  const char              *end;

  g_return_val_if_fail (PL_IS_NOTICE (notice), NULL);

  subject = pl_notice_get_subject (notice);
  end = strrchr (subject, ' ');
  for (int kind = 0; pl_notice_get_kind (notice) == PL_NOTICE_MOVED && end != NULL && kind < PL_NOTICE_MOVED; kind++)
    {
      g_autofree char *id = g_strdup_printf ("%d %.*s", kind, (int) (end - subject), subject);

      g_strv_builder_add (ids, id);
    }

  return g_strv_builder_end (ids);
}
