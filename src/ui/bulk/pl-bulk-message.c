/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filled in for each link on the database's worker: nothing here may touch a widget. */
#include "config.h"

#include "pl-bulk-message.h"

#include <string.h>

#include "ui/share/pl-message-values.h"

typedef struct
{
  char *text; /* (owned) */
  GDate today;
} Message;

static void
message_free (gpointer data)
{
  Message *self = data;

  g_free (self->text);
  g_free (self);
}

static char *
fill (PayrocLink      *link,
      PayrocLinkDraft *wanted,
      GListModel      *recipients,
      gpointer         user_data)
{
  const Message               *self = user_data;
  g_autoptr (PlMessageValues)  values = NULL;

  /* The address that the link has now will be none. */
  values = wanted != NULL ? pl_message_values_new_for_draft (wanted, &self->today)
                          : pl_message_values_new_for_link (link, &self->today);
  pl_message_values_set_people (values, recipients);

  return pl_message_template_fill_known (self->text, values);
}

void
pl_bulk_message_set (PlBulkRequest  *request,
                     const char  *text,
                     const GDate *today)
{
  Message *message = g_new0 (Message, 1);

  message->text = g_strdup (text);
  message->today = *today;
  request->one_mail_each = pl_message_template_uses (text, "name");
  request->template = g_strdup (text);
  request->message = fill;
  request->message_data = message;
  request->free_message_data = message_free;
}
