/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of people who were written to. What is typed finds them at the places where one begins to type: the name,
 * each of its words, the address. */
#include "pl-people-table.h"

/* So that "muller", "Müller" and "MÜLLER" are one. Both sides go through here, so it only has to be the same. */
static char *
fold (const char *text)
{
  g_autofree char   *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char   *folded = decomposed != NULL ? g_utf8_casefold (decomposed, -1) : g_strdup ("");
  g_autoptr (GString) plain = g_string_sized_new (strlen (folded));

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_ismark (character))
        continue;

      if (g_unichar_isspace (character))
        g_string_append_c (plain, ' ');
      else
        g_string_append_unichar (plain, character);
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* "\nsarah jane hopper\njane hopper\nhopper\nsarah@example.com": whole rests, so that typing on past a word still
 * fits. */
static char *
make_words (const char *name,
            const char *email)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char    *folded = fold (name);
  g_autofree char    *address = fold (email);
  gboolean            begins = TRUE;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean in_word = g_unichar_isalnum (g_utf8_get_char (at));

      if (begins && in_word)
        g_string_append_printf (words, "\n%s", at);

      begins = !in_word;
    }

  g_string_append_printf (words, "\n%s", address);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* (element-type utf8): the words of a name, folded. */
static GPtrArray *
split_name (const char *name)
{
  GPtrArray           *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char     *folded = fold (name);
  g_autoptr (GString)  word = g_string_new (NULL);

  for (const char *at = folded; TRUE; at = g_utf8_next_char (at))
    {
      const gunichar sign = g_utf8_get_char (at);

      if (g_unichar_isalnum (sign))
        {
          g_string_append_unichar (word, sign);
          continue;
        }
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      g_string_truncate (word, 0);
      if (sign == 0)
        return words;
    }
}

/* "Sarah", "Hopper" and "S. Hopper" say less than "Sarah Hopper": each word is one of its, or the letter that one
 * begins with. "Sara Hopper" says something else. */
static gboolean
says_less (const char *name,
           const char *known)
{
  g_autoptr (GPtrArray) words = split_name (name);
  g_autoptr (GPtrArray) others = split_name (known);
  gsize                 n_saved = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      const guint n_before = others->len;

      for (guint j = 0; j < others->len && others->len == n_before; j++)
        {
          const char *other = g_ptr_array_index (others, j);

          if (g_str_equal (word, other) || (g_utf8_strlen (word, -1) == 1 && g_str_has_prefix (other, word)))
            {
              n_saved += strlen (other) - strlen (word);
              g_ptr_array_remove_index (others, j);
            }
        }
      if (others->len == n_before)
        return FALSE;
    }

  return others->len > 0 || n_saved > 0;
}

/* (nullable): what they were called so far. */
static gboolean
find_name (PlConnection  *connection,
           const char    *account,
           const char    *address,
           char         **name,
           GError       **error)
{
  PlStatement *statement = pl_connection_prepare (connection,
                                                  "SELECT name FROM people WHERE account ="
                                                  " (SELECT number FROM accounts WHERE id = ?1) AND address = ?2",
                                                  error);
  gboolean     found;

  *name = NULL;
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, address);
  if (!pl_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  *name = g_strdup (pl_statement_get_text (statement, 0));

  return pl_statement_run (statement, NULL, error);
}

/* The people of an account whom what is typed finds. */
#define FITS "account = (SELECT number FROM accounts WHERE id = ?1) AND instr (words, char (10) || ?2) > 0"

static PlStatement *
prepare_search (PlConnection  *connection,
                const char    *sql,
                const char    *account,
                const char    *typed,
                GError       **error)
{
  PlStatement     *statement = pl_connection_prepare (connection, sql, error);
  g_autofree char *folded = NULL;

  if (statement == NULL)
    return NULL;

  folded = fold (typed);
  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, g_strstrip (folded));

  return statement;
}

/**
 * pl_person_row_free:
 * @self: (transfer full): a row
 */
void
pl_person_row_free (PlPersonRow *self)
{
  g_free (self->name);
  g_free (self->email);
  g_free (self->link_id);
  g_free (self->reference);
  g_free (self);
}

/**
 * pl_people_table_put:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @recipient: who was written to
 * @link_id: (nullable): Payroc's id of the link it was about
 * @now: microseconds since the epoch
 * @error: return location for a #GError
 *
 * Remembers somebody, or that somebody was written to again. A clock that was set back does not make anybody older, and
 * who was once called by their name is not called by their address, nor by a part of that name: what a table calls
 * "Sarah" stays "Sarah Hopper". Another name takes its place.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_people_table_put (PlConnection     *connection,
                     const char       *account,
                     PayrocRecipient  *recipient,
                     const char       *link_id,
                     gint64            now,
                     GError          **error)
{
  g_autofree char *address = NULL;
  g_autofree char *words = NULL;
  g_autofree char *known = NULL;
  gboolean         takes_name;
  PlStatement     *statement;

  g_return_val_if_fail (PAYROC_IS_RECIPIENT (recipient), FALSE);

  address = g_utf8_casefold (payroc_recipient_get_email (recipient), -1);
  if (!find_name (connection, account, address, &known, error))
    return FALSE;

  takes_name = payroc_recipient_has_name (recipient)
               && (known == NULL || !says_less (payroc_recipient_get_name (recipient), known));
  words = make_words (payroc_recipient_get_name (recipient), payroc_recipient_get_email (recipient));

  statement = pl_connection_prepare (connection,
                                     "INSERT INTO people (account, address, name, email, words, link_id, last_used)"
                                     " VALUES ((SELECT number FROM accounts WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)"
                                     " ON CONFLICT (account, address) DO UPDATE SET"
                                     " name = iif (?8, excluded.name, name), words = iif (?8, excluded.words, words),"
                                     " email = excluded.email, link_id = excluded.link_id,"
                                     " last_used = max (last_used, excluded.last_used)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, address);
  pl_statement_bind_text (statement, 3, payroc_recipient_get_name (recipient));
  pl_statement_bind_text (statement, 4, payroc_recipient_get_email (recipient));
  pl_statement_bind_text (statement, 5, words);
  pl_statement_bind_text (statement, 6, link_id);
  pl_statement_bind_int (statement, 7, now);
  pl_statement_bind_int (statement, 8, takes_name);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_people_table_find:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @typed: what was typed so far; "" finds everybody
 * @limit: how many at most
 * @error: return location for a #GError
 *
 * Finds people whose name, a word of it, or address begins with what was typed, whatever the case and the accents.
 *
 * Returns: (transfer full) (nullable) (element-type PayrocRecipient): the people, last used first; none is no error
 */
GPtrArray *
pl_people_table_find (PlConnection  *connection,
                      const char    *account,
                      const char    *typed,
                      guint          limit,
                      GError       **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  PlStatement          *statement;
  gboolean              found;

  g_return_val_if_fail (typed != NULL, NULL);

  statement = prepare_search (connection,
                              "SELECT name, email FROM people WHERE " FITS
                              " ORDER BY last_used DESC, row DESC LIMIT ?3",
                              account, typed, error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_int (statement, 3, limit);

  while (TRUE)
    {
      if (!pl_statement_step (statement, &found, error))
        return NULL;

      if (!found)
        return g_steal_pointer (&people);

      g_ptr_array_add (people,
                       payroc_recipient_new (pl_statement_get_text (statement, 0),
                                             pl_statement_get_text (statement, 1)));
    }
}

/**
 * pl_people_table_forget:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @email: whose address, whatever the case
 * @error: return location for a #GError
 *
 * Offers somebody no more, until they are written to again. Sharing history is Payroc's and stays.
 *
 * Returns: %FALSE on error; that there is nobody is none
 */
gboolean
pl_people_table_forget (PlConnection  *connection,
                        const char    *account,
                        const char    *email,
                        GError       **error)
{
  g_autofree char *address = NULL;
  PlStatement     *statement;

  g_return_val_if_fail (email != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "DELETE FROM people"
                                     " WHERE account = (SELECT number FROM accounts WHERE id = ?1) AND address = ?2",
                                     error);
  if (statement == NULL)
    return FALSE;

  address = g_utf8_casefold (email, -1);
  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, address);

  return pl_statement_run (statement, NULL, error);
}

static gboolean
count_people (PlConnection  *connection,
              const char    *account,
              const char    *typed,
              guint         *n_people,
              GError       **error)
{
  PlStatement *statement;
  gboolean     found;

  statement = prepare_search (connection, "SELECT count (*) FROM people WHERE " FITS, account, typed, error);
  if (statement == NULL || !pl_statement_step (statement, &found, error))
    return FALSE;

  *n_people = (guint) pl_statement_get_int (statement, 0);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_people_table_list:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @typed: as in pl_people_table_find()
 * @limit: how many at most
 * @n_found: (out): how many fit, whatever the limit
 * @n_all: (out): how many there are
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type PlPersonRow): the people with the link they got last, last used
 *   first; none is no error
 */
GPtrArray *
pl_people_table_list (PlConnection  *connection,
                      const char    *account,
                      const char    *typed,
                      guint          limit,
                      guint         *n_found,
                      guint         *n_all,
                      GError       **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_person_row_free);
  PlStatement          *statement;
  gboolean              found;

  g_return_val_if_fail (typed != NULL, NULL);
  g_return_val_if_fail (n_found != NULL && n_all != NULL, NULL);

  if (!count_people (connection, account, "", n_all, error)
      || !count_people (connection, account, typed, n_found, error))
    return NULL;

  statement = prepare_search (connection,
                              "SELECT name, email, link_id, last_used,"
                              " (SELECT reference FROM links WHERE links.account = people.account AND id = link_id)"
                              " FROM people WHERE " FITS " ORDER BY last_used DESC, row DESC LIMIT ?3",
                              account, typed, error);
  if (statement == NULL)
    return NULL;

  pl_statement_bind_int (statement, 3, limit);
  while (pl_statement_step (statement, &found, error))
    {
      PlPersonRow *row;

      if (!found)
        return g_steal_pointer (&people);

      row = g_new0 (PlPersonRow, 1);
      row->name = g_strdup (pl_statement_get_text (statement, 0));
      row->email = g_strdup (pl_statement_get_text (statement, 1));
      row->link_id = g_strdup (pl_statement_get_text (statement, 2));
      row->last_used = pl_statement_get_int (statement, 3);
      row->reference = g_strdup (pl_statement_get_text (statement, 4));
      g_ptr_array_add (people, row);
    }

  return NULL;
}

/**
 * pl_people_table_forget_all:
 * @connection: the worker's connection
 * @account: an account's UUID
 * @error: return location for a #GError
 *
 * Forgets everybody, as pl_people_table_forget() does one.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_people_table_forget_all (PlConnection  *connection,
                            const char    *account,
                            GError       **error)
{
  PlStatement *statement;

  statement = pl_connection_prepare (connection,
                                     "DELETE FROM people WHERE account = (SELECT number FROM accounts WHERE id = ?1)",
                                     error);
  if (statement == NULL)
    return FALSE;

  pl_statement_bind_text (statement, 1, account);

  return pl_statement_run (statement, NULL, error);
}

/**
 * pl_people_table_restore:
 * @connection: the worker's connection
 * @account: the UUID of an account that is there
 * @row: somebody as they were before they were forgotten
 * @error: return location for a #GError
 *
 * Takes a forgetting back. Whoever was written to in between is known again already, and stays so.
 *
 * Returns: %FALSE on error
 */
gboolean
pl_people_table_restore (PlConnection       *connection,
                         const char         *account,
                         const PlPersonRow  *row,
                         GError            **error)
{
  g_autofree char *address = NULL;
  g_autofree char *words = NULL;
  PlStatement     *statement;

  g_return_val_if_fail (row != NULL, FALSE);

  statement = pl_connection_prepare (connection,
                                     "INSERT OR IGNORE INTO people"
                                     " (account, address, name, email, words, link_id, last_used)"
                                     " VALUES ((SELECT number FROM accounts WHERE id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)",
                                     error);
  if (statement == NULL)
    return FALSE;

  address = g_utf8_casefold (row->email, -1);
  words = make_words (row->name, row->email);
  pl_statement_bind_text (statement, 1, account);
  pl_statement_bind_text (statement, 2, address);
  pl_statement_bind_text (statement, 3, row->name);
  pl_statement_bind_text (statement, 4, row->email);
  pl_statement_bind_text (statement, 5, words);
  pl_statement_bind_text (statement, 6, row->link_id);
  pl_statement_bind_int (statement, 7, row->last_used);

  return pl_statement_run (statement, NULL, error);
}
