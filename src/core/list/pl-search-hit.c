/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks into the text of one link again, for the few that are in sight: a search itself only marks what it finds. */
#include "pl-search-hit.h"

#include <string.h>

#include "payroc/sharing/payroc-recipient.h"
#include "pl-search-text.h"
#include "store/pl-link-key-table.h"

/* So much of a description may stand before the word: where a row is narrow, its end is cut off. */
#define LEAD 20

#define N_LINES (PL_SEARCH_FIELD_RECIPIENT + 1)

/* Where each line is, and the numbers behind them. */
typedef struct
{
  const char *begins[N_LINES];
  const char *ends[N_LINES];
  const char *numbers;
} Parts;

static void
hit_free (gpointer data)
{
  PlSearchHit *hit = data;

  g_free (hit->text);
  g_free (hit);
}

/* A description may be of several lines; recipients are the last. */
static void
split (const char *text,
       Parts      *parts)
{
  const char *begin = text;

  parts->numbers = strchrnul (text, PL_LINK_TEXT_NUMBER);
  for (guint i = 0; i < N_LINES; i++)
    {
      const gsize length = (gsize) (parts->numbers - begin);
      const char *end = NULL;

      if (i == PL_SEARCH_FIELD_DESCRIPTION)
        end = memrchr (begin, '\n', length);
      else if (i < PL_SEARCH_FIELD_DESCRIPTION)
        end = memchr (begin, '\n', length);

      parts->begins[i] = begin;
      parts->ends[i] = end != NULL ? end : parts->numbers;
      begin = end != NULL ? end + 1 : parts->numbers;
    }
}

static char *
fold (const char *text,
      gsize       length)
{
  GString *folded = g_string_sized_new (length + 1);

  pl_search_text_append_folded (folded, text, length);

  return g_string_free (folded, FALSE);
}

static gboolean
has_word (const char *text,
          gsize       length,
          const char *word)
{
  g_autofree char *folded = fold (text, length);

  return strstr (folded, word) != NULL;
}

/* Returns: (transfer none): where the word is in what is not folded, and does not begin within a letter */
static const char *
find_word (const char *text,
           const char *end,
           const char *word)
{
  g_autofree char *whole = fold (text, (gsize) (end - text));
  g_autoptr (GString) folded = g_string_new (NULL);
  const char *found = strstr (whole, word);
  const char *at = text;

  if (found == NULL)
    return NULL;

  while (at < end)
    {
      const char *next = g_utf8_next_char (at);

      pl_search_text_append_folded (folded, at, (gsize) (next - at));
      if (folded->len > (gsize) (found - whole))
        break;
      at = next;
    }

  return at;
}

/* From the beginning where the word is near it, else from a word shortly before. */
static char *
dup_excerpt (const char *text,
             const char *end,
             const char *word)
{
  const char *hit = find_word (text, end, word);
  const char *from = hit;
  glong before;

  if (hit == NULL)
    return NULL;

  before = g_utf8_strlen (text, hit - text);
  if (before <= LEAD)
    return g_strndup (text, (gsize) (end - text));

  from = g_utf8_offset_to_pointer (text, before - LEAD / 2);
  while (from < hit && !g_unichar_isspace (g_utf8_get_char (from)))
    from = g_utf8_next_char (from);
  while (from < hit && g_unichar_isspace (g_utf8_get_char (from)))
    from = g_utf8_next_char (from);

  return g_strdup_printf ("…%.*s", (int) (end - from), from);
}

/* The one who has the word; all of them where it is in none alone. */
static char *
dup_recipient (const char *text,
               const char *end,
               const char *word)
{
  g_autofree char *line = g_strndup (text, (gsize) (end - text));
  g_autoptr (GPtrArray) people = NULL;

  if (!has_word (line, strlen (line), word))
    return NULL;

  people = payroc_recipient_parse_list (line);
  for (guint i = 0; i < people->len; i++)
    {
      PayrocRecipient *person = g_ptr_array_index (people, i);
      const char *email = payroc_recipient_get_email (person);
      g_autofree char *written = payroc_recipient_to_text (person);

      /* The parser makes a name of an address that has none; nobody wrote it. */
      if (g_str_has_prefix (email, payroc_recipient_get_name (person))
          && email[strlen (payroc_recipient_get_name (person))] == '@')
        {
          g_free (written);
          written = g_strdup (email);
        }
      if (has_word (written, strlen (written), word))
        return g_steal_pointer (&written);
    }

  return g_steal_pointer (&line);
}

/* A number is found from where it begins; see PlLinkTexts. */
static char *
dup_number (const char    *numbers,
            const char    *word,
            PlSearchField *field)
{
  *field = PL_SEARCH_FIELD_NUMBER;
  while (*numbers != '\0')
    {
      const char *end = strchrnul (numbers + 1, PL_LINK_TEXT_NUMBER);
      g_autofree char *folded = fold (numbers + 1, (gsize) (end - numbers - 1));

      /* What comes behind the first address are addresses, and parts of them. */
      if (strstr (folded, "://") != NULL)
        *field = PL_SEARCH_FIELD_ADDRESS;
      if (g_str_has_prefix (folded, word))
        return g_strndup (numbers + 1, (gsize) (end - numbers - 1));
      numbers = end;
    }

  return NULL;
}

/* What people wrote explains more than what machines made up. */
static PlSearchHit *
explain (const Parts *parts,
         const char  *word)
{
  PlSearchHit hit = { PL_SEARCH_FIELD_DESCRIPTION, NULL };

  hit.text = dup_excerpt (parts->begins[PL_SEARCH_FIELD_DESCRIPTION], parts->ends[PL_SEARCH_FIELD_DESCRIPTION], word);
  if (hit.text == NULL)
    {
      hit.field = PL_SEARCH_FIELD_RECIPIENT;
      hit.text = dup_recipient (parts->begins[PL_SEARCH_FIELD_RECIPIENT], parts->ends[PL_SEARCH_FIELD_RECIPIENT],
                                word);
    }
  if (hit.text == NULL)
    {
      const char *order = parts->begins[PL_SEARCH_FIELD_ORDER];
      const gsize length = (gsize) (parts->ends[PL_SEARCH_FIELD_ORDER] - order);

      hit.field = PL_SEARCH_FIELD_ORDER;
      hit.text = has_word (order, length, word) ? g_strndup (order, length) : NULL;
    }
  if (hit.text == NULL)
    hit.text = dup_number (parts->numbers, word, &hit.field);

  return hit.text != NULL ? g_memdup2 (&hit, sizeof hit) : NULL;
}

static gboolean
is_same (const PlSearchHit *hit,
         const PlSearchHit *other)
{
  return hit->field == other->field && g_str_equal (hit->text, other->text);
}

/* A description, or a number, is explained once: the row has room for little. */
static gboolean
is_told (GPtrArray         *hits,
         const PlSearchHit *hit)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const PlSearchHit *other = g_ptr_array_index (hits, i);

      if (is_same (hit, other) || (hit->field == other->field && hit->field != PL_SEARCH_FIELD_RECIPIENT))
        return TRUE;
    }

  return FALSE;
}

static int
compare_fields (gconstpointer a,
                gconstpointer b)
{
  const PlSearchHit *hit = *(const PlSearchHit *const *) a;
  const PlSearchHit *other = *(const PlSearchHit *const *) b;

  return (int) hit->field - (int) other->field;
}

/**
 * pl_search_hit_dup_line:
 * @text: what is searched of a link, as pl_link_key_table_read() hands it out
 * @line: one of the first fields, up to %PL_SEARCH_FIELD_RECIPIENT
 *
 * Returns: (transfer full): what stands there, perhaps ""
 */
char *
pl_search_hit_dup_line (const char    *text,
                        PlSearchField  line)
{
  Parts parts;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (line < N_LINES, NULL);

  split (text, &parts);

  return g_strndup (parts.begins[line], (gsize) (parts.ends[line] - parts.begins[line]));
}

/**
 * pl_search_hit_find:
 * @text: what is searched of a link, as pl_link_key_table_read() hands it out
 * @search: (nullable): words, as they are typed
 *
 * What is in the reference needs no telling: a row shows it.
 *
 * Returns: (transfer full) (nullable) (element-type PlSearchHit): why the search found the link, besides by its
 *   reference; %NULL: there is nothing to tell
 */
GPtrArray *
pl_search_hit_find (const char *text,
                    const char *search)
{
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  Parts parts;

  g_return_val_if_fail (text != NULL, NULL);

  if (search == NULL || *search == '\0')
    return NULL;

  hits = g_ptr_array_new_with_free_func (hit_free);
  folded = fold (search, strlen (search));
  words = g_strsplit_set (folded, " \t\n", -1);
  split (text, &parts);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *reference = parts.begins[PL_SEARCH_FIELD_REFERENCE];
      PlSearchHit *hit;

      if (*words[i] == '\0'
          || has_word (reference, (gsize) (parts.ends[PL_SEARCH_FIELD_REFERENCE] - reference), words[i]))
        continue;

      hit = explain (&parts, words[i]);
      if (hit != NULL && !is_told (hits, hit))
        g_ptr_array_add (hits, hit);
      else if (hit != NULL)
        hit_free (hit);
    }
  g_ptr_array_sort (hits, compare_fields);

  return hits->len > 0 ? g_steal_pointer (&hits) : NULL;
}

/**
 * pl_search_hits_equal:
 * @hits: (nullable) (element-type PlSearchHit): what was found
 * @others: (nullable) (element-type PlSearchHit): what else
 *
 * Returns: whether they tell the same
 */
gboolean
pl_search_hits_equal (GPtrArray *hits,
                      GPtrArray *others)
{
  if (hits == NULL || others == NULL || hits->len != others->len)
    return hits == others;

  for (guint i = 0; i < hits->len; i++)
    {
      if (!is_same (g_ptr_array_index (hits, i), g_ptr_array_index (others, i)))
        return FALSE;
    }

  return TRUE;
}
