/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That it went out is what a merchant looks for first; that it leads nowhere now is said instead of it. */
#include "config.h"

#include "pl-sent-text.h"

#include <glib/gi18n.h>

#include "core/links/pl-link-holders.h"
#include "payroc/sharing/payroc-recipient.h"
#include "ui/parts/pl-format.h"

/* Whoever has the present address, or an old one: each once. last: when the newest of these mails went out; 0: not
 * known. */
static GListModel *
find_holders (GListModel *sharing,
              gint64      address_ended_at,
              gboolean    outdated,
              gint64     *last)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  GDateTime            *moment = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (sharing); i++)
    {
      g_autoptr (PayrocSharingEvent) event = g_list_model_get_item (sharing, i);

      if (pl_link_holders_is_outdated (event, address_ended_at) == outdated)
        g_ptr_array_add (events, g_steal_pointer (&event));
    }

  if (events->len > 0)
    moment = payroc_sharing_event_get_date_time (g_ptr_array_index (events, 0));
  *last = moment != NULL ? g_date_time_to_unix (moment) * G_USEC_PER_SEC : 0;

  return pl_link_holders_between (events, G_MININT64, G_MAXINT64);
}

char *
pl_sent_text (GListModel *sharing,
              gint64      address_ended_at,
              gint64      now)
{
  g_autoptr (GListModel) holders = NULL;
  g_autofree char       *names = NULL;
  g_autofree char       *moment = NULL;
  g_autofree char       *people = NULL;
  gboolean               outdated = FALSE;
  gint64                 last;
  guint                  n_holders;

  holders = find_holders (sharing, address_ended_at, outdated, &last);
  if (g_list_model_get_n_items (holders) == 0)
    {
      outdated = TRUE;
      g_object_unref (holders);
      holders = find_holders (sharing, address_ended_at, outdated, &last);
    }

  n_holders = g_list_model_get_n_items (holders);
  if (n_holders == 0)
    return NULL;

  if (n_holders == 1)
    names = pl_format_people (holders);
  else
    names = g_strdup_printf (ngettext ("%u person", "%u people", n_holders), n_holders);

  if (outdated)
    /* Translators: a link has a new address; %s is a name, or "3 people". */
    people = g_strdup_printf (_("Its old address was sent to %s"), names);
  else
    /* Translators: a link was sent by e-mail; %s is a name, or "3 people". */
    people = g_strdup_printf (_("Sent to %s"), names);
  if (last == 0)
    return g_steal_pointer (&people);

  moment = pl_format_moment (last, now);
  if (n_holders == 1)
    /* Translators: "Sent to Sarah Hopper · 14:05"; the second is a time, perhaps with a day. */
    return g_strdup_printf (C_("mail", "%s · %s"), people, moment);

  /* Translators: "Sent to 3 people · last 14:05"; the second is a time, perhaps with a day. */
  return g_strdup_printf (C_("mail", "%s · last %s"), people, moment);
}
