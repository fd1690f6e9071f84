/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text goes to all recipients of a mail, and a link that is not made yet has no address: some words cannot always
 * be used. */
#include "pl-message-template.h"

#include <string.h>

#include "payroc/sharing/payroc-recipient.h"

/* Bytes; longer than any slip of the keyboard makes one of our words. */
#define MAX_WORD 40

/* Returns: whether it is one of our words; *value: (nullable): what stands for it */
static gboolean
find_value (const PlMessageValues  *values,
            const char             *word,
            gsize                   length,
            const char            **value,
            PlMessageProblem       *problem)
{
  const struct
  {
    const char      *word;
    const char      *value;
    PlMessageProblem missing;
  } words[] = {
    { "name", values->name, PL_MESSAGE_NEEDS_ONE_PERSON },
    { "amount", values->amount, PL_MESSAGE_FINE },
    { "reference", values->reference, PL_MESSAGE_FINE },
    { "expires", values->expires, PL_MESSAGE_FINE },
    { "link", values->link, PL_MESSAGE_NEEDS_ADDRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strlen (words[i].word) != length || g_ascii_strncasecmp (words[i].word, word, length) != 0)
        continue;

      *value = words[i].value;
      if (*value == NULL && *problem == PL_MESSAGE_FINE)
        *problem = words[i].missing;

      return TRUE;
    }

  return FALSE;
}

/* Whether it may be meant as a word of ours: braces around anything else are the merchant's own. */
static gboolean
looks_like_word (const char *word,
                 gsize       length)
{
  gboolean has_letter = FALSE;

  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    {
      if (strchr ("{\r\n", *p) != NULL)
        return FALSE;
      has_letter = has_letter || g_unichar_isalpha (g_utf8_get_char (p));
    }

  return has_letter && length <= MAX_WORD;
}

/* Without a value "Dear {name}," becomes "Dear,": better than a name that is none. */
static char *
fill (const char            *text,
      const PlMessageValues *values,
      gboolean               drop,
      PlMessageProblem      *problem)
{
  GString *filled = g_string_new (NULL);

  *problem = PL_MESSAGE_FINE;
  while (*text != '\0')
    {
      const char *end = *text == '{' ? strchr (text, '}') : NULL;
      const char *value = NULL;
      const gboolean ours = end != NULL && find_value (values, text + 1, (gsize) (end - text - 1), &value, problem);

      if (ours && (value != NULL || drop))
        {
          if (value != NULL)
            g_string_append (filled, value);
          else if (filled->len > 0 && filled->str[filled->len - 1] == ' ')
            g_string_truncate (filled, filled->len - 1);
          text = end + 1;
        }
      else
        {
          g_string_append_c (filled, *text++);
        }
    }

  return g_string_free (filled, FALSE);
}

/**
 * pl_message_values_set_people:
 * @self: what stands for the words
 * @recipients: (element-type PayrocRecipient): to whom the message goes
 *
 * Several people get one text: there is a name only when there is one person, and their name is
 * known.
 */
void
pl_message_values_set_people (PlMessageValues *self,
                              GListModel      *recipients)
{
  g_autoptr (PayrocRecipient) recipient = NULL;

  g_clear_pointer (&self->name, g_free);
  if (g_list_model_get_n_items (recipients) != 1)
    return;

  recipient = g_list_model_get_item (recipients, 0);
  if (payroc_recipient_has_name (recipient))
    self->name = g_strdup (payroc_recipient_get_name (recipient));
}

/**
 * pl_message_values_free:
 * @self: (transfer full): what stands for the words
 */
void
pl_message_values_free (PlMessageValues *self)
{
  g_free (self->name);
  g_free (self->amount);
  g_free (self->reference);
  g_free (self->expires);
  g_free (self->link);
  g_free (self);
}

/**
 * pl_message_template_fill:
 * @text: a message with words in braces
 * @values: what stands for them
 * @problem: (out): the first word that cannot be used like that
 *
 * Returns: (transfer full): the message; words that are none of ours, and those that nothing stands for, stay
 */
char *
pl_message_template_fill (const char            *text,
                          const PlMessageValues *values,
                          PlMessageProblem      *problem)
{
  return fill (text, values, FALSE, problem);
}

/**
 * pl_message_template_fill_known:
 * @text: a message with words in braces
 * @values: what stands for them
 *
 * Returns: (transfer full): the message; words that are none of ours stay, those that nothing stands for go, with a
 *   space before them
 */
char *
pl_message_template_fill_known (const char            *text,
                                const PlMessageValues *values)
{
  PlMessageProblem problem;

  return fill (text, values, TRUE, &problem);
}

/**
 * pl_message_template_find_unknown:
 * @text: (nullable): a message with words in braces; UTF-8
 *
 * "{amout}" would reach the customer as it stands. Braces around what is no word, as in "{}" or "{1}", are the
 * merchant's own.
 *
 * Returns: (transfer full) (nullable): the first word in braces, with them, that nothing stands for
 */
char *
pl_message_template_find_unknown (const char *text)
{
  const PlMessageValues none = { NULL, NULL, NULL, NULL, NULL };

  for (const char *open = text != NULL ? strchr (text, '{') : NULL; open != NULL; open = strchr (open + 1, '{'))
    {
      const char      *end = strchr (open, '}');
      const char      *value = NULL;
      PlMessageProblem problem = PL_MESSAGE_FINE;
      gsize            length = end != NULL ? (gsize) (end - open - 1) : 0;

      if (end != NULL && looks_like_word (open + 1, length) && !find_value (&none, open + 1, length, &value, &problem))
        return g_strndup (open, length + 2);
    }

  return NULL;
}

/**
 * pl_message_template_uses:
 * @text: a message with words in braces
 * @word: one of ours, without braces
 *
 * Returns: whether @text holds @word in braces, whatever its case
 */
gboolean
pl_message_template_uses (const char *text,
                          const char *word)
{
  const gsize length = strlen (word);

  for (const char *open = strchr (text, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      if (g_ascii_strncasecmp (open + 1, word, length) == 0 && open[length + 1] == '}')
        return TRUE;
    }

  return FALSE;
}
