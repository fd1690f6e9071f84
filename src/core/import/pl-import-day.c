/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the month is a word nobody need be asked which number is the day: so in whichever order, in four languages. */
#include "pl-import-day.h"

#include <string.h>

#include "pl-import-field.h"

/* Folded, with blanks around each: English, German, Spanish, French, and how they are cut short. */
static const char *const months[] = {
  " january jan januar janner enero ene janvier janv ",
  " february feb februar feber febrero fevrier fevr fev ",
  " march mar marz maerz mrz marzo mars ",
  " april apr abril abr avril avr ",
  " may mai mayo ",
  " june jun juni junio juin ",
  " july jul juli julio juillet juil ",
  " august aug agosto ago aout ",
  " september sep sept septiembre setiembre septembre ",
  " october oct oktober okt octubre octobre ",
  " november nov noviembre novembre ",
  " december dec dezember dez diciembre dic decembre ",
};

static const char *const weekdays[] = {
  " monday mon montag mo lunes lun lundi ",
  " tuesday tue tues dienstag di martes mardi ",
  " wednesday wed mittwoch mi miercoles mie mercredi mer ",
  " thursday thu thur thurs donnerstag do jueves jue jeudi jeu ",
  " friday fri freitag fr viernes vie vendredi ven ",
  " saturday sat samstag sonnabend sa sabado sab samedi sam ",
  " sunday sun sonntag so domingo dom dimanche dim ",
};

static const char between[] = " of the de del den der am le el ";
static const char ordinals[] = " st nd rd th er o ";

typedef struct
{
  guint day;
  guint month;   /* 0: not yet, as everywhere here */
  guint year;
  guint weekday; /* as GDateWeekday */
} Parts;

static gboolean
is_among (const char *words,
          const char *word)
{
  g_autofree char *spaced = g_strdup_printf (" %s ", word);

  return strstr (words, spaced) != NULL;
}

static guint
find_among (const char *const *words,
            gsize              n_words,
            const char        *word)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (is_among (words[i], word))
        return (guint) i + 1;
    }

  return 0;
}

/* Each once: of two months one is wrong. */
static gboolean
put (guint *part,
     guint  value)
{
  if (*part != 0 || value == 0)
    return FALSE;

  *part = value;

  return TRUE;
}

/* "3", "3rd", "2027". A year of two digits could be a day. */
static gboolean
take_number (Parts      *parts,
             const char *word)
{
  const gsize n_digits = strspn (word, "0123456789");
  const guint number = n_digits <= 4 ? (guint) g_ascii_strtoull (word, NULL, 10) : 0;

  if (n_digits == 4)
    return word[4] == '\0' && put (&parts->year, number);

  return n_digits <= 2 && (word[n_digits] == '\0' || is_among (ordinals, word + n_digits)) && put (&parts->day, number);
}

static gboolean
take_word (Parts      *parts,
           const char *word)
{
  if (g_ascii_isdigit (*word))
    return take_number (parts, word);
  if (is_among (between, word))
    return TRUE;

  return put (&parts->month, find_among (months, G_N_ELEMENTS (months), word))
         || put (&parts->weekday, find_among (weekdays, G_N_ELEMENTS (weekdays), word));
}

static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || (c < 0x80 && strchr (".,-/'", (int) c) != NULL);
}

static gboolean
take_words (Parts      *parts,
            const char *text)
{
  while (*text != '\0')
    {
      const char *end = text;
      g_autofree char *word = NULL;
      g_autofree char *folded = NULL;

      while (*end != '\0' && (g_unichar_isalnum (g_utf8_get_char (end)) || g_unichar_ismark (g_utf8_get_char (end))))
        end = g_utf8_next_char (end);

      word = g_strndup (text, (gsize) (end - text));
      folded = pl_import_fold (word);
      if (*folded != '\0' && !take_word (parts, folded))
        return FALSE;
      if (*end != '\0' && !is_separator (g_utf8_get_char (end)))
        return FALSE;

      text = *end != '\0' ? g_utf8_next_char (end) : end;
    }

  return TRUE;
}

/**
 * pl_import_day_parse_words:
 * @text: a cell
 * @day: (out caller-allocates): the day; cleared when it cannot be read
 *
 * A year has four digits. With a weekday, the day must be one.
 *
 * Returns: whether it could be read
 */
gboolean
pl_import_day_parse_words (const char *text,
                           GDate      *day)
{
  Parts parts = { 0 };

  g_date_clear (day, 1);
  if (!take_words (&parts, text) || parts.day == 0 || parts.month == 0 || parts.year == 0
      || !g_date_valid_dmy ((GDateDay) parts.day, (GDateMonth) parts.month, (GDateYear) parts.year))
    return FALSE;

  g_date_set_dmy (day, (GDateDay) parts.day, (GDateMonth) parts.month, (GDateYear) parts.year);
  if (parts.weekday != 0 && (guint) g_date_get_weekday (day) != parts.weekday)
    g_date_clear (day, 1);

  return g_date_valid (day);
}
