/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole phrases for each case: words put together from pieces cannot be translated. */
#include "config.h"

#include "pl-filter-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

/* The ends of days chosen by hand, NULL where open. */
typedef struct
{
  char    *first;  /* (owned) (nullable) */
  char    *last;   /* (owned) (nullable) */
  gboolean is_one; /* both are the same day */
} Ends;

static void
ends_clear (Ends *ends)
{
  g_free (ends->first);
  g_free (ends->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ends, ends_clear)

static char *
format_julian (gint32       julian,
               const GDate *today)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) julian);

  return pl_format_date (&day, today);
}

static Ends
format_ends (const PlPeriod *period,
             const GDate    *today)
{
  PlDays days = pl_period_find_days (period, today, G_DATE_MONDAY);
  Ends   ends = { 0 };

  if (period->first > 0)
    ends.first = format_julian (days.first, today);
  if (period->last > 0)
    ends.last = format_julian (days.last, today);
  ends.is_one = days.first == days.last;

  return ends;
}

const char *
pl_filter_text_period (PlPeriodKind kind)
{
  switch (kind)
    {
    case PL_PERIOD_TODAY:
      return C_("days", "Today");
    case PL_PERIOD_YESTERDAY:
      return C_("days", "Yesterday");
    case PL_PERIOD_THIS_WEEK:
      return C_("days", "This Week");
    case PL_PERIOD_THIS_MONTH:
      return C_("days", "This Month");
    case PL_PERIOD_LAST_MONTH:
      return C_("days", "Last Month");
    case PL_PERIOD_LAST_30_DAYS:
      return C_("days", "Last 30 Days");
    case PL_PERIOD_NEXT_7_DAYS:
      return C_("days", "Within 7 Days");
    case PL_PERIOD_NEXT_30_DAYS:
      return C_("days", "Within 30 Days");
    case PL_PERIOD_PAST:
      return C_("days", "Before Today");
    case PL_PERIOD_NEVER:
      return C_("days", "Never");
    case PL_PERIOD_OWN:
      return C_("days", "From – To");
    case PL_PERIOD_ANY:
    default:
      return C_("days", "Any Day");
    }
}

const char *
pl_filter_text_direction (PlLinkSort sort,
                          gboolean   reversed)
{
  switch (sort)
    {
    case PL_LINK_SORT_AMOUNT:
      return reversed ? _("Smallest First") : _("Largest First");
    case PL_LINK_SORT_EXPIRES:
      return reversed ? _("Latest First") : _("Soonest First");
    case PL_LINK_SORT_STATE:
      return reversed ? _("Open Last") : _("Open First");
    case PL_LINK_SORT_REFERENCE:
      return reversed ? _("Z to A") : _("A to Z");
    case PL_LINK_SORT_CREATED:
    default:
      return reversed ? _("Oldest First") : _("Newest First");
    }
}

static char *
format_created_own (const PlPeriod *period,
                    const GDate    *today)
{
  g_auto (Ends) ends = format_ends (period, today);

  if (ends.first == NULL)
    /* Translators: %s is a day: "5 May". */
    return g_strdup_printf (_("Created until %s"), ends.last);
  if (ends.last == NULL)
    return g_strdup_printf (_("Created since %s"), ends.first);
  if (ends.is_one)
    return g_strdup_printf (_("Created %s"), ends.first);

  /* Translators: two days: "Created 5 May – 12 May". */
  return g_strdup_printf (_("Created %s – %s"), ends.first, ends.last);
}

char *
pl_filter_text_created (const PlPeriod *period,
                        const GDate    *today)
{
  if (pl_period_is_any (period))
    return g_strdup (_("Created any day"));

  switch (period->kind)
    {
    case PL_PERIOD_TODAY:
      return g_strdup (_("Created today"));
    case PL_PERIOD_YESTERDAY:
      return g_strdup (_("Created yesterday"));
    case PL_PERIOD_THIS_WEEK:
      return g_strdup (_("Created this week"));
    case PL_PERIOD_THIS_MONTH:
      return g_strdup (_("Created this month"));
    case PL_PERIOD_LAST_MONTH:
      return g_strdup (_("Created last month"));
    case PL_PERIOD_LAST_30_DAYS:
      return g_strdup (_("Created in the last 30 days"));
    case PL_PERIOD_PAST:
      return g_strdup (_("Created before today"));
    case PL_PERIOD_OWN:
      return format_created_own (period, today);
    case PL_PERIOD_NEXT_7_DAYS:
    case PL_PERIOD_NEXT_30_DAYS:
    case PL_PERIOD_NEVER:
    case PL_PERIOD_ANY:
    default:
      return g_strdup (pl_filter_text_period (period->kind));
    }
}

static char *
format_expires_own (const PlPeriod *period,
                    const GDate    *today)
{
  g_auto (Ends) ends = format_ends (period, today);

  if (ends.first == NULL)
    /* Translators: %s is a day: "5 May". */
    return g_strdup_printf (_("Expires until %s"), ends.last);
  if (ends.last == NULL)
    return g_strdup_printf (_("Expires from %s on"), ends.first);
  if (ends.is_one)
    return g_strdup_printf (_("Expires %s"), ends.first);

  /* Translators: two days: "Expires 5 May – 12 May". */
  return g_strdup_printf (_("Expires %s – %s"), ends.first, ends.last);
}

char *
pl_filter_text_expires (const PlPeriod *period,
                        const GDate    *today)
{
  if (pl_period_is_any (period))
    return g_strdup (_("Expires any day"));

  switch (period->kind)
    {
    case PL_PERIOD_TODAY:
      return g_strdup (_("Expires today"));
    case PL_PERIOD_YESTERDAY:
      return g_strdup (_("Expired yesterday"));
    case PL_PERIOD_THIS_WEEK:
      return g_strdup (_("Expires this week"));
    case PL_PERIOD_THIS_MONTH:
      return g_strdup (_("Expires this month"));
    case PL_PERIOD_LAST_MONTH:
      return g_strdup (_("Expired last month"));
    case PL_PERIOD_LAST_30_DAYS:
      return g_strdup (_("Expired in the last 30 days"));
    case PL_PERIOD_NEXT_7_DAYS:
      return g_strdup (_("Expires within 7 days"));
    case PL_PERIOD_NEXT_30_DAYS:
      return g_strdup (_("Expires within 30 days"));
    case PL_PERIOD_PAST:
      return g_strdup (_("Expired before today"));
    case PL_PERIOD_NEVER:
      return g_strdup (_("Never expires"));
    case PL_PERIOD_OWN:
      return format_expires_own (period, today);
    case PL_PERIOD_ANY:
    default:
      return g_strdup (pl_filter_text_period (period->kind));
    }
}

char *
pl_filter_text_count (guint n_matching,
                      guint n_total)
{
  if (n_matching == n_total)
    return g_strdup_printf (ngettext ("%'u link", "%'u links", n_total), n_total);

  /* Translators: how many links are shown of how many there are. */
  return g_strdup_printf (ngettext ("%'u of %'u link", "%'u of %'u links", n_total), n_matching, n_total);
}

char *
pl_filter_text_unread (guint n_shown)
{
  if (n_shown == 0)
    return g_strdup (_("Not all links could be read"));

  return g_strdup_printf (ngettext ("%'u link; not all could be read", "%'u links; not all could be read", n_shown),
                          n_shown);
}

const char *
pl_filter_text_kind (PayrocLinkKind kind)
{
  switch (kind)
    {
    case PAYROC_LINK_KIND_SINGLE_USE:
      return C_("filter", "One Payment");
    case PAYROC_LINK_KIND_MULTI_USE:
      return C_("filter", "Many Payments");
    case PAYROC_LINK_KIND_UNKNOWN:
    default:
      return C_("filter", "One or Many");
    }
}

const char *
pl_filter_text_charge (PayrocChargeKind kind)
{
  switch (kind)
    {
    case PAYROC_CHARGE_KIND_PRESET:
      return C_("filter", "Fixed Amount");
    case PAYROC_CHARGE_KIND_PROMPT:
      return C_("filter", "Customer’s Choice");
    case PAYROC_CHARGE_KIND_UNKNOWN:
    default:
      return C_("filter", "Any Amount");
    }
}
