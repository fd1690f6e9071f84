/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of people as they are pasted from mail programs and spreadsheets. Nothing that was typed may get lost on the
 * way, and nobody may be made into a part of somebody else's name. */

#include "payroc-recipient.h"

#include <string.h>

static gboolean
is_separator (char c)
{
  return c == ',' || c == ';' || c == '\n' || c == '\r';
}

/* Moves *p behind one entry; separators between quotes and between angle brackets are text. Returns the separator. */
static char
skip_entry (const char **p)
{
  gboolean quoted = FALSE;
  gboolean bracketed = FALSE;

  for (; **p != '\0'; (*p)++)
    {
      /* A quote or a bracket that is never closed must not swallow the lines that follow. */
      if (**p == '\n' || **p == '\r')
        return **p;
      if (quoted && **p == '\\' && (*p)[1] != '\0' && (*p)[1] != '\n' && (*p)[1] != '\r')
        (*p)++;
      else if (**p == '"')
        quoted = !quoted;
      else if (!quoted && **p == '<')
        bracketed = TRUE;
      else if (!quoted && **p == '>')
        bracketed = FALSE;
      else if (!quoted && !bracketed && is_separator (**p))
        return **p;
    }

  return '\0';
}

/* "Hopper", "St. John", "J. R.": letters in words, a dot at the end of a word only. Not "bob.example.com" or "bob2",
 * which would be an address gone wrong. */
static gboolean
is_name (const char *text,
         const char *more)
{
  guint n_letters = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c) || g_unichar_ismark (c))
        n_letters++;
      else if (c == '.' ? p[1] != '\0' && strchr (" -)", p[1]) == NULL
                        : c != ' ' && c != '-' && c != '\'' && c != 0x2019 && (c >= 0x80 || strchr (more, c) == NULL))
        return FALSE;
    }

  return n_letters > 0;
}

/* "Hopper" of "Hopper, Sarah (Sales) <sarah@example.com>", as some mail programs write names … */
static gboolean
is_family_name (const char *entry)
{
  return is_name (entry, "");
}

/* … and the rest of it. */
static gboolean
is_given_name_and_address (const char *entry)
{
  const char *bracket = strchr (entry, '<');
  g_autofree char *name = NULL;

  if (bracket == NULL || strchr (bracket, '@') == NULL)
    return FALSE;

  name = g_strstrip (g_strndup (entry, bracket - entry));

  return is_name (name, "()/&");
}

/* The field of a mail's header that was copied along with the people in it. */
static const char *
skip_header_name (const char *entry)
{
  static const char *const names[] = { "To:", "Cc:", "Bcc:" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strncasecmp (entry, names[i], strlen (names[i])) == 0)
        return entry + strlen (names[i]);
    }

  return entry;
}

static gboolean
is_quote (char first,
          char last)
{
  return (first == '"' || first == '\'' || first == '(') && last == (first == '(' ? ')' : first);
}

/* "\"Hopper, \\\"Sally\\\"\"" → "Hopper, \"Sally\""; also 'Sarah Hopper', as some mail programs quote, and
 * (Sarah Hopper), as old ones put the name behind the address. */
static char *
unquote (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize length = strlen (trimmed);
  GString *plain = NULL;

  if (length < 2 || !is_quote (trimmed[0], trimmed[length - 1]))
    return g_steal_pointer (&trimmed);

  plain = g_string_new (NULL);
  for (gsize i = 1; i < length - 1; i++)
    {
      if (trimmed[0] == '"' && trimmed[i] == '\\' && i + 1 < length - 1)
        i++;
      g_string_append_c (plain, trimmed[i]);
    }

  return g_string_free (plain, FALSE);
}

/* Bare addresses have no name, and Payroc wants one: the address is true, which no name made of it would be. */
static PayrocRecipient *
new_from_address (const char *address)
{
  g_autofree char *name = g_utf8_strlen (address, -1) > PAYROC_RECIPIENT_NAME_MAX
                            ? g_utf8_substring (address, 0, PAYROC_RECIPIENT_NAME_MAX)
                            : g_strdup (address);

  return payroc_recipient_new (name, address);
}

static const char *
skip_scheme (const char *address)
{
  return g_ascii_strncasecmp (address, "mailto:", 7) == 0 ? address + 7 : address;
}

/* Words with and without "@": "Sarah Hopper sarah@example.com", "sarah@example.com<TAB>Sarah Hopper", "a@x.com
 * b@x.com". */
static void
add_words (GPtrArray  *recipients,
           const char *entry)
{
  g_auto(GStrv) words = g_strsplit_set (entry, " \t", -1);
  g_autoptr(GPtrArray) addresses = g_ptr_array_new ();
  g_autoptr(GString) rest = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strchr (words[i], '@') != NULL)
        g_ptr_array_add (addresses, (gpointer) skip_scheme (words[i]));
      else if (*words[i] != '\0')
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", words[i]);
    }

  /* "Sarah: sarah@example.com" */
  if (addresses->len > 0 && g_str_has_suffix (rest->str, ":"))
    g_string_truncate (rest, rest->len - 1);
  name = unquote (rest->str);
  if (addresses->len == 1 && *name != '\0')
    {
      g_ptr_array_add (recipients, payroc_recipient_new (name, g_ptr_array_index (addresses, 0)));
    }
  else if (addresses->len > 0 && *name == '\0')
    {
      for (guint i = 0; i < addresses->len; i++)
        g_ptr_array_add (recipients, new_from_address (g_ptr_array_index (addresses, i)));
    }
  else
    {
      /* No address, or names and addresses mixed: kept whole, where its check fails and a person can mend it. */
      g_ptr_array_add (recipients, addresses->len == 0 ? payroc_recipient_new (name, "")
                                                       : payroc_recipient_new ("", entry));
    }
}

/* "sarah@example.com" of "Sarah Hopper <sarah@example.com": a bracket that was not closed, with one word behind it,
 * leaves no doubt. NULL: anything else. */
static char *
dup_unclosed (const char *open)
{
  g_autofree char *address = g_strstrip (g_strdup (open + 1));
  const char *at = strchr (address, '@');

  if (at == NULL || strchr (at + 1, '@') != NULL || strpbrk (address, " \t,;>") != NULL)
    return NULL;

  return g_steal_pointer (&address);
}

/* A second person's address where the name should be, not within quotes: taken for a name it would get no mail. */
static gboolean
hides_somebody (const char *before,
                const char *address)
{
  g_autofree char *name = g_strstrip (g_strdup (before));

  if (*name == '"')
    return strlen (name) < 2 || !g_str_has_suffix (name, "\"");

  return strpbrk (name, "<>") != NULL || (strchr (name, '@') != NULL && g_ascii_strcasecmp (name, address) != 0);
}

static void
add_entry (GPtrArray  *recipients,
           const char *entry)
{
  const char *open = strrchr (entry, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;
  g_autofree char *before = NULL;
  g_autofree char *address = NULL;
  g_autofree char *name = NULL;

  if (close != NULL && close[1] == '\0')
    address = g_strstrip (g_strndup (open + 1, close - open - 1));
  else if (open != NULL && close == NULL)
    address = dup_unclosed (open);

  /* Text behind the bracket is no form that anybody uses. */
  if (address == NULL)
    {
      if (open != NULL || strchr (entry, '>') != NULL)
        g_ptr_array_add (recipients, payroc_recipient_new ("", entry));
      else
        add_words (recipients, entry);
      return;
    }

  before = g_strndup (entry, open - entry);
  name = unquote (before);
  if (hides_somebody (before, address))
    g_ptr_array_add (recipients, payroc_recipient_new ("", entry));
  else if (*name == '\0' && strchr (address, '@') != NULL)
    g_ptr_array_add (recipients, new_from_address (skip_scheme (address)));
  else
    g_ptr_array_add (recipients, payroc_recipient_new (name, skip_scheme (address)));
}

static void
add_if_any (GPtrArray *recipients,
            char      *entry)
{
  g_autofree char *owned = entry;

  if (entry != NULL && *entry != '\0')
    add_entry (recipients, entry);
}

/* Marks that only steer direction or width come along with pasted text and are never part of an address. */
static char *
drop_invisible (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *visible = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xa0 || c == 0x202f)
        g_string_append_c (visible, ' ');
      else if (c != 0x200b && c != 0x200e && c != 0x200f && c != 0x061c && c != 0xfeff && c != 0x2060)
        g_string_append_unichar (visible, c);
    }

  return g_string_free (visible, FALSE);
}

/**
 * payroc_recipient_list_has_header:
 * @text: (nullable): people, as for payroc_recipient_parse_list()
 *
 * Who pastes a header sees what is made of it and sends it off or not. Where nobody looks, "Bcc:" is either a mistake
 * or somebody who wants a mail that is not theirs.
 *
 * Returns: whether the name of a mail's header field begins one of the lines
 */
gboolean
payroc_recipient_list_has_header (const char *text)
{
  static const char *const names[] = { "To", "Cc", "Bcc", "From", "Sender", "Reply-To", "Subject" };
  g_autofree char *visible = drop_invisible (text != NULL ? text : "");
  g_auto (GStrv) lines = g_strsplit_set (visible, "\r\n,;", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');
      g_autofree char *name = colon != NULL ? g_strstrip (g_strndup (lines[i], colon - lines[i])) : NULL;

      for (gsize j = 0; name != NULL && j < G_N_ELEMENTS (names); j++)
        {
          if (g_ascii_strcasecmp (name, names[j]) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/**
 * payroc_recipient_parse_list:
 * @text: (nullable): people, separated by commas, semicolons or line ends
 *
 * Understands "Sarah Hopper <sarah@example.com>", also without the last sign, "\"Hopper, Sarah\" <…>",
 * "Hopper, Sarah <…>" also where commas stand between the people, bare addresses (which stand for the name, too), a
 * name and an address in any order, as spreadsheets paste them, and a mail's header fields To, Cc and Bcc. RFC 5322
 * leaves less room than people do, which is why no library for it reads this. What cannot be read is kept as a
 * recipient that payroc_recipient_validate() refuses, so that nothing typed is lost. Doubles are kept, too.
 *
 * Returns: (transfer full) (element-type PayrocRecipient): the people, in the order they were written
 */
GPtrArray *
payroc_recipient_parse_list (const char *text)
{
  GPtrArray *recipients = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *visible = drop_invisible (text != NULL ? text : "");
  g_autofree char *family_name = NULL;
  const char *p = visible;

  while (*p != '\0')
    {
      const char *start = p;
      char separator = skip_entry (&p);
      g_autofree char *whole = g_strstrip (g_strndup (start, p - start));
      g_autofree char *entry = g_strstrip (g_strdup (skip_header_name (whole)));

      if (separator != '\0')
        p++;

      if (family_name != NULL && is_given_name_and_address (entry))
        {
          g_autofree char *given_name_and_address = g_steal_pointer (&entry);

          entry = g_strdup_printf ("%s, %s", family_name, given_name_and_address);
          g_clear_pointer (&family_name, g_free);
        }

      add_if_any (recipients, g_steal_pointer (&family_name));
      if (separator == ',' && is_family_name (entry))
        family_name = g_steal_pointer (&entry);
      else
        add_if_any (recipients, g_steal_pointer (&entry));
    }

  add_if_any (recipients, g_steal_pointer (&family_name));

  return recipients;
}
