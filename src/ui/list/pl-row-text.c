/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A merchant looks down the list for who has not paid, and since when: each row tells that in the words that fit its
 * state. */
#include "config.h"

#include "pl-row-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"

static char *
join (const char *first,
      const char *second)
{
  if (first == NULL || *first == '\0' || second == NULL || *second == '\0')
    return g_strdup (first == NULL || *first == '\0' ? second : first);

  /* Translators: a link's reference, then its description. */
  return g_strdup_printf (C_("reference and description", "%s · %s"), first, second);
}

static char *
dup_hit (const PlSearchHit *hit,
         PayrocLink        *link)
{
  g_autofree char *isolated = pl_bidi_isolate (hit->text);

  switch (hit->field)
    {
    case PL_SEARCH_FIELD_ORDER:
      /* Translators: why a search found a link: by its order number. */
      return g_strdup_printf (C_("found by", "order number %s"), isolated);
    case PL_SEARCH_FIELD_NUMBER:
      if (g_strcmp0 (payroc_link_get_order_id (link), hit->text) == 0)
        return g_strdup_printf (C_("found by", "order number %s"), isolated);
      /* Translators: why a search found a link: by the id that Payroc gave it. */
      return g_strdup_printf (C_("found by", "link ID %s"), isolated);
    case PL_SEARCH_FIELD_ADDRESS:
      /* Translators: why a search found a link: by a web address that it had before it was changed. */
      return g_strdup_printf (C_("found by", "earlier address %s"), isolated);
    case PL_SEARCH_FIELD_REFERENCE:
    case PL_SEARCH_FIELD_DESCRIPTION:
    case PL_SEARCH_FIELD_RECIPIENT:
    default:
      return g_steal_pointer (&isolated);
    }
}

static char *
dup_subject (PlLinkItem *item,
             PayrocLink *link)
{
  g_autofree char *reference = pl_bidi_isolate (payroc_link_get_reference (link));
  g_autofree char *description = NULL;
  GPtrArray       *hits = pl_link_item_get_hits (item);
  char            *subject;

  if (hits == NULL)
    {
      if (payroc_link_get_description (link) != NULL)
        description = pl_bidi_isolate (payroc_link_get_description (link));

      return join (*payroc_link_get_reference (link) != '\0' ? reference : NULL,
                   payroc_link_get_description (link) != NULL && *payroc_link_get_description (link) != '\0'
                     ? description : NULL);
    }

  subject = *payroc_link_get_reference (link) != '\0' ? g_steal_pointer (&reference) : NULL;
  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *before = subject;
      g_autofree char *hit = dup_hit (g_ptr_array_index (hits, i), link);

      subject = join (before, hit);
    }

  return subject;
}

static gboolean
is_person_found (GPtrArray *hits)
{
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const PlSearchHit *hit = g_ptr_array_index (hits, i);

      if (hit->field == PL_SEARCH_FIELD_RECIPIENT)
        return TRUE;
    }

  return FALSE;
}

/* Whom the search found stands in the subject. */
static char *
dup_person (PlLinkItem *item)
{
  guint n_others;
  const char *person = pl_link_item_get_person (item, &n_others);
  g_autofree char *isolated = NULL;

  if (person == NULL || is_person_found (pl_link_item_get_hits (item)))
    return NULL;

  isolated = pl_bidi_isolate (person);

  return n_others == 0 ? g_steal_pointer (&isolated)
                       : g_strdup_printf (ngettext ("%s and %u other", "%s and %u others", n_others), isolated,
                                          n_others);
}

static char *
dup_paid_on (PlLinkItem  *item,
             const GDate *today)
{
  const PlLinkPaid *paid = pl_link_item_get_paid (item);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (paid->paid_at / G_USEC_PER_SEC);
  g_autofree char *date = NULL;
  GDate day;

  if (paid->paid_at <= 0 || moment == NULL)
    return NULL;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment), (GDateYear) g_date_time_get_year (moment));
  date = pl_format_date (&day, today);

  switch (pl_link_item_get_status (item))
    {
    case PAYROC_LINK_STATUS_COMPLETED:
    case PAYROC_LINK_STATUS_PARTLY_PAID:
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return g_strdup_printf (paid->n_paid > 1
                                /* Translators: of a link in the list that was paid several times: %s is a day. */
                                ? C_("link in the list", "Last paid %s")
                                /* Translators: of a link in the list: %s is the day on which it was paid. */
                                : C_("link in the list", "Paid %s"), date);
    case PAYROC_LINK_STATUS_UNKNOWN:
    case PAYROC_LINK_STATUS_ACTIVE:
    case PAYROC_LINK_STATUS_EXPIRED:
    case PAYROC_LINK_STATUS_REFUNDED:
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
    case PAYROC_LINK_STATUS_HELD:
    case PAYROC_LINK_STATUS_PENDING:
    case PAYROC_LINK_STATUS_UNCLEAR:
    case PAYROC_LINK_STATUS_DECLINED:
    default:
      /* Translators: of a link in the list that somebody paid by, and what became of it stands beside this: the money
       * was given back, is on hold, is on its way. %s is the day of the payment. */
      return g_strdup_printf (C_("link in the list", "Payment of %s"), date);
    }
}

/* Of a link that is done with for good nobody asks until when it works, but since when it is. */
static char *
dup_note (PlLinkItem *item,
          PayrocLink *link)
{
  const PayrocLinkStatus status = payroc_link_get_status (link);
  char *paid_on;
  GDate today;

  pl_format_today (&today);
  if (status != PAYROC_LINK_STATUS_COMPLETED && status != PAYROC_LINK_STATUS_DEACTIVATED)
    return pl_format_expiry (status, payroc_link_get_expires_on (link), &today);

  paid_on = dup_paid_on (item, &today);

  return paid_on != NULL ? paid_on : pl_format_created (payroc_link_get_created_on (link), &today);
}

/* A link for many payments is never "Paid": the count says it. One for a single payment is, and needs no count; but
 * how much it was, where that is less. */
static char *
dup_count (PlLinkItem *item,
           PayrocLink *link)
{
  const PlLinkPaid *paid = pl_link_item_get_paid (item);

  if (pl_link_item_get_status (item) == PAYROC_LINK_STATUS_PARTLY_PAID)
    return *paid->came_in.currency != '\0' ? pl_format_part (&paid->came_in, link) : g_strdup ("");

  if (payroc_link_get_kind (link) != PAYROC_LINK_KIND_MULTI_USE && paid->n_paid < 2)
    return g_strdup ("");

  /* "Yet" is for what can still come. */
  if (paid->n_paid == 0 && paid->n_refunded == 0 && !payroc_link_is_payable (link))
    return g_strdup (_("Never paid"));

  return pl_format_times_paid (paid->n_paid, paid->n_refunded);
}

void
pl_row_text_fill (PlRowText  *text,
                  PlLinkItem *item)
{
  PayrocLink *link = item != NULL ? pl_link_item_get_link (item) : NULL;

  g_return_if_fail (text != NULL);

  pl_row_text_clear (text);
  if (link == NULL)
    return;

  text->status = pl_link_item_get_status (item);
  text->amount = pl_format_amount (link);
  text->subject = dup_subject (item, link);
  text->is_explained = pl_link_item_get_hits (item) != NULL;
  text->person = dup_person (item);
  text->note = dup_note (item, link);
  text->count = dup_count (item, link);
  if (pl_link_item_get_left_behind (item))
    /* Translators: of a link in the list: it was sent, then changed, and the address in the e-mail ended. */
    text->alarm = g_strdup (_("E-mail no longer works"));
}

void
pl_row_text_clear (PlRowText *text)
{
  g_clear_pointer (&text->amount, g_free);
  g_clear_pointer (&text->subject, g_free);
  g_clear_pointer (&text->person, g_free);
  g_clear_pointer (&text->note, g_free);
  g_clear_pointer (&text->count, g_free);
  g_clear_pointer (&text->alarm, g_free);
}

char *
pl_row_text_dup_sentence (const PlRowText *text)
{
  g_autofree char *whom = NULL;
  char *sentence;

  if (text->amount == NULL)
    return NULL;

  if (text->person != NULL)
    /* Translators: what a screen reader says of a link in the list: reference and description, then to whom it was
     * sent. */
    whom = g_strdup_printf (C_("link for the screen reader", "%s, sent to %s"),
                            text->subject != NULL ? text->subject : "", text->person);
  else
    whom = g_strdup (text->subject != NULL ? text->subject : "");

  /* Translators: what a screen reader says of a link in the list: amount, state, reference and description, expiry,
   * how often paid. */
  sentence = g_strdup_printf (C_("link for the screen reader", "%s, %s, %s, %s %s"),
                              text->amount, pl_format_status (text->status), whom,
                              text->note, text->alarm != NULL ? text->alarm : text->count);

  return g_strstrip (sentence);
}

char *
pl_row_text_dup_lines (const PlRowText *text)
{
  const char *const parts[] = {
    text->amount, text->subject, text->person, text->note, text->alarm != NULL ? text->alarm : text->count,
  };
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL && *parts[i] != '\0')
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", parts[i]);
    }

  return g_string_free (lines, FALSE);
}
