/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words in braces of a message to customers, and what stands for them. */
#include "config.h"

#include "pl-message-template.h"

#include <glib/gi18n.h>
#include <string.h>

#include "payroc/money/payroc-currency.h"
#include "ui/parts/pl-format.h"

static char *
dup_expiry (const GDate *expires_on,
            const GDate *today)
{
  if (expires_on == NULL)
    /* Translators: in a message to a customer, in place of the last day on which a link can be paid: there is none. */
    return g_strdup (C_("in a message", "any day"));

  return pl_format_date (expires_on, today);
}

static char *
dup_amount (const PayrocMoney *amount)
{
  if (amount == NULL)
    /* Translators: in a message to a customer, in place of the amount. */
    return g_strdup (C_("in a message", "the amount of your choice"));

  return payroc_money_format (amount, NULL);
}

/* Returns: (nullable): what stands for the word; NULL for a word that is none of ours, or that nothing stands for */
static const char *
find_value (const PlMessageValues *values,
            const char            *word,
            gsize                  length,
            PlMessageProblem      *problem)
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
      if (strlen (words[i].word) != length || strncmp (words[i].word, word, length) != 0)
        continue;

      if (words[i].value == NULL && *problem == PL_MESSAGE_FINE)
        *problem = words[i].missing;

      return words[i].value;
    }

  return NULL;
}

PlMessageValues *
pl_message_values_new_for_link (PayrocLink  *link,
                                const GDate *today)
{
  PlMessageValues *self = g_new0 (PlMessageValues, 1);

  self->amount = dup_amount (payroc_link_get_amount (link));
  self->reference = g_strdup (payroc_link_get_reference (link));
  self->expires = dup_expiry (payroc_link_get_expires_on (link), today);
  self->link = g_strdup (payroc_link_get_payment_url (link));

  return self;
}

PlMessageValues *
pl_message_values_new_for_draft (PayrocLinkDraft *draft,
                                 const GDate     *today)
{
  PlMessageValues        *self = g_new0 (PlMessageValues, 1);
  gboolean                preset = payroc_link_draft_get_charge_kind (draft) == PAYROC_CHARGE_KIND_PRESET;
  const char             *currency = payroc_link_draft_get_currency (draft);
  g_autoptr (PayrocMoney) amount = NULL;

  if (preset && payroc_currency_is_known (currency))
    amount = payroc_money_new (payroc_link_draft_get_amount (draft), currency);
  self->amount = dup_amount (amount);
  self->reference = g_strdup (payroc_link_draft_get_reference (draft));
  self->expires = dup_expiry (payroc_link_draft_get_expires_on (draft), today);

  return self;
}

/* Several people get one text: there is a name only when there is one person. */
void
pl_message_values_set_people (PlMessageValues *self,
                              GListModel      *recipients)
{
  g_autoptr (PayrocRecipient) recipient = NULL;

  g_clear_pointer (&self->name, g_free);
  if (g_list_model_get_n_items (recipients) != 1)
    return;

  recipient = g_list_model_get_item (recipients, 0);
  self->name = g_strdup (payroc_recipient_get_name (recipient));
}

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

char *
pl_message_template_fill (const char            *text,
                          const PlMessageValues *values,
                          PlMessageProblem      *problem)
{
  GString *filled = g_string_new (NULL);

  *problem = PL_MESSAGE_FINE;
  while (*text != '\0')
    {
      const char *end = *text == '{' ? strchr (text, '}') : NULL;
      const char *value = end != NULL ? find_value (values, text + 1, (gsize) (end - text - 1), problem) : NULL;

      if (value != NULL)
        {
          g_string_append (filled, value);
          text = end + 1;
        }
      else
        {
          g_string_append_c (filled, *text++);
        }
    }

  return g_string_free (filled, FALSE);
}
