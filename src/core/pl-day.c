/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict: a day that could be another is none. */
#include "pl-day.h"

#include <string.h>

#define DAYS_MAX 36500

/* So many digits, at least min of them; *at behind them. */
static gboolean
take_number (const char **at,
             gsize        min,
             gsize        max,
             guint       *number)
{
  gsize n = 0;

  *number = 0;
  for (; n < max && g_ascii_isdigit ((*at)[n]); n++)
    *number = *number * 10 + (guint) ((*at)[n] - '0');
  *at += n;

  return n >= min;
}

static gboolean
set_day (GDate *date,
         guint  day,
         guint  month,
         guint  year)
{
  if (year < 1 || year > 9999 || !g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) MIN (month, 99),
                                                    (GDateYear) year))
    return FALSE;

  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return TRUE;
}

/* Year, month, day with that sign between. */
static gboolean
take_year_first (const char **at,
                 char         sign,
                 GDate       *date)
{
  guint year, month, day;

  return take_number (at, 4, 4, &year) && *(*at)++ == sign && take_number (at, 2, 2, &month) && *(*at)++ == sign
         && take_number (at, 2, 2, &day) && set_day (date, day, month, year);
}

static gboolean
take_day_first (const char **at,
                GDate       *date)
{
  guint year, month, day;

  return take_number (at, 1, 2, &day) && *(*at)++ == '.' && take_number (at, 1, 2, &month) && *(*at)++ == '.'
         && take_number (at, 4, 4, &year) && set_day (date, day, month, year);
}

/* (transfer full): without the midnight that spreadsheets write behind a day. */
static char *
cut_midnight (const char *text)
{
  char *bare = g_strdup (text);
  char *time = strpbrk (bare, " T");

  if (time != NULL && (g_str_equal (time + 1, "00:00:00") || g_str_equal (time + 1, "00:00")))
    *time = '\0';

  return bare;
}

static gboolean
take_slashed (const char  *text,
              guint       *first,
              guint       *second,
              guint       *year)
{
  g_autofree char *bare = cut_midnight (text);
  const char *at = bare;

  return take_number (&at, 1, 2, first) && *at++ == '/' && take_number (&at, 1, 2, second) && *at++ == '/'
         && take_number (&at, 4, 4, year) && *at == '\0';
}

/**
 * pl_day_parse:
 * @text: what was typed
 * @today: where +DAYS counts from
 * @day: (out caller-allocates): the day; cleared when it cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
pl_day_parse (const char  *text,
              const GDate *today,
              GDate       *day)
{
  const char *at = text;

  g_date_clear (day, 1);

  if (*text == '+')
    {
      guint64 days;

      if (!g_ascii_string_to_unsigned (text + 1, 10, 0, DAYS_MAX, &days, NULL))
        return FALSE;
      *day = *today;
      g_date_add_days (day, (guint) days);
      return TRUE;
    }

  return take_year_first (&at, '-', day) && *at == '\0';
}

/**
 * pl_day_parse_table:
 * @text: a cell
 * @today: where +DAYS counts from
 * @day: (out caller-allocates): the day; cleared when it cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
pl_day_parse_table (const char  *text,
                    const GDate *today,
                    GDate       *day)
{
  g_autofree char *bare = cut_midnight (text);
  const char *at = bare;

  if (pl_day_parse (bare, today, day))
    return TRUE;
  if (strchr (bare, '.') != NULL)
    return take_day_first (&at, day) && *at == '\0';
  if (strchr (bare, '/') != NULL)
    return take_year_first (&at, '/', day) && *at == '\0';

  return FALSE;
}

/**
 * pl_day_is_slashed:
 * @text: a cell
 *
 * Returns: whether it is such as 1/2/2027, of which two people read two days
 */
gboolean
pl_day_is_slashed (const char *text)
{
  guint first, second, year;

  return take_slashed (text, &first, &second, &year);
}

/**
 * pl_day_parse_slashed:
 * @text: a cell
 * @month_first: whether the month stands before the day
 * @day: (out caller-allocates): the day; cleared when it cannot be read
 *
 * Returns: whether it could be read so
 */
gboolean
pl_day_parse_slashed (const char *text,
                      gboolean    month_first,
                      GDate      *day)
{
  guint first, second, year;

  g_date_clear (day, 1);

  return take_slashed (text, &first, &second, &year)
         && set_day (day, month_first ? second : first, month_first ? first : second, year);
}
