/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made by the worker, of rows that are looked at: no key grows by it, and loading all keys takes no longer. */
#include "pl-link-glance.h"

#include <string.h>

#include "payroc/sharing/payroc-recipient.h"
#include "pl-search-hit.h"

/* "sarah" of sarah@example.com is what stands for a name that nobody gave. */
static const char *
peek_name (PayrocRecipient *recipient)
{
  const char *name = payroc_recipient_get_name (recipient);
  const char *email = payroc_recipient_get_email (recipient);
  const gsize length = strlen (name);
  const gboolean is_made_up = strncmp (email, name, length) == 0 && (email[length] == '@' || email[length] == '\0');

  return *email != '\0' && (is_made_up || !payroc_recipient_has_name (recipient)) ? email : name;
}

static gboolean
is_known (GPtrArray *people,
          guint      n)
{
  for (guint i = 0; i < n; i++)
    {
      if (payroc_recipient_equal (g_ptr_array_index (people, i), g_ptr_array_index (people, n)))
        return TRUE;
    }

  return FALSE;
}

/* Who was written to last stands first. A person who was called by two names is one. */
static void
find_people (PlLinkGlance *self)
{
  g_autofree char *written = pl_search_hit_dup_line (self->text, PL_SEARCH_FIELD_RECIPIENT);
  g_autoptr (GPtrArray) people = *written != '\0' ? payroc_recipient_parse_list (written) : NULL;

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const char *name = peek_name (g_ptr_array_index (people, i));

      if (*name == '\0' || is_known (people, i))
        continue;
      if (self->person == NULL)
        self->person = g_strdup (name);
      else
        self->n_others++;
    }
}

static void
glance_clear (gpointer data)
{
  PlLinkGlance *self = data;

  g_free (self->text);
  g_free (self->person);
}

/**
 * pl_link_glance_new:
 * @paid: what is known of the payments
 * @left_behind: whether somebody was sent an address that no longer works, and none since
 * @text: (nullable): what is searched of the link, as pl_link_key_table_read() hands it out
 *
 * Returns: (transfer full): what a row says, with the people that are named in @text
 */
PlLinkGlance *
pl_link_glance_new (const PlLinkPaid *paid,
                    gboolean          left_behind,
                    const char       *text)
{
  PlLinkGlance *self = g_atomic_rc_box_new0 (PlLinkGlance);

  self->paid = *paid;
  self->left_behind = left_behind;
  self->text = g_strdup (text != NULL ? text : "");
  find_people (self);

  return self;
}

/**
 * pl_link_glance_ref:
 * @self: a glance
 *
 * Returns: (transfer full): the same
 */
PlLinkGlance *
pl_link_glance_ref (PlLinkGlance *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * pl_link_glance_unref:
 * @self: (transfer full): a glance
 */
void
pl_link_glance_unref (PlLinkGlance *self)
{
  g_atomic_rc_box_release_full (self, glance_clear);
}

/**
 * pl_link_glance_equal:
 * @self: (nullable): a glance
 * @other: (nullable): another
 *
 * Returns: whether a row says the same of both
 */
gboolean
pl_link_glance_equal (const PlLinkGlance *self,
                      const PlLinkGlance *other)
{
  if (self == other || self == NULL || other == NULL)
    return self == other;

  return self->paid.n_paid == other->paid.n_paid && self->paid.n_refunded == other->paid.n_refunded
         && self->paid.status == other->paid.status && self->paid.paid_at == other->paid.paid_at
         && payroc_money_equal (&self->paid.came_in, &other->paid.came_in)
         && self->left_behind == other->left_behind && g_str_equal (self->text, other->text);
}
