/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row as an object, so that lists can have it. Personal, never to be logged. */
#include "pl-person.h"

struct _PlPerson
{
  GObject          parent_instance;

  PlPersonRow     *row;       /* (owned) */
  PayrocRecipient *recipient; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlPerson, pl_person, G_TYPE_OBJECT)

static void
pl_person_finalize (GObject *object)
{
  PlPerson *self = PL_PERSON (object);

  g_clear_pointer (&self->row, pl_person_row_free);
  g_clear_object (&self->recipient);

  G_OBJECT_CLASS (pl_person_parent_class)->finalize (object);
}

static void
pl_person_class_init (PlPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_person_finalize;
}

static void
pl_person_init (PlPerson *self)
{
}

/**
 * pl_person_new:
 * @row: (transfer full): as they are stored
 *
 * Returns: (transfer full): the person
 */
PlPerson *
pl_person_new (PlPersonRow *row)
{
  PlPerson *self;

  g_return_val_if_fail (row != NULL, NULL);

  self = g_object_new (PL_TYPE_PERSON, NULL);
  self->row = row;
  self->recipient = payroc_recipient_new (row->name, row->email);

  return self;
}

/**
 * pl_person_get_recipient:
 * @self: somebody
 *
 * Returns: (transfer none): their name and address
 */
PayrocRecipient *
pl_person_get_recipient (PlPerson *self)
{
  g_return_val_if_fail (PL_IS_PERSON (self), NULL);

  return self->recipient;
}

/**
 * pl_person_get_link_id:
 * @self: somebody
 *
 * Returns: (transfer none) (nullable): Payroc's id of the link they got last
 */
const char *
pl_person_get_link_id (PlPerson *self)
{
  g_return_val_if_fail (PL_IS_PERSON (self), NULL);

  return self->row->link_id;
}

/**
 * pl_person_get_reference:
 * @self: somebody
 *
 * Returns: (transfer none) (nullable): that link's reference; %NULL when the link is not stored
 */
const char *
pl_person_get_reference (PlPerson *self)
{
  g_return_val_if_fail (PL_IS_PERSON (self), NULL);

  return self->row->reference;
}

/**
 * pl_person_get_last_used:
 * @self: somebody
 *
 * Returns: when they were last written to, in microseconds since the epoch
 */
gint64
pl_person_get_last_used (PlPerson *self)
{
  g_return_val_if_fail (PL_IS_PERSON (self), 0);

  return self->row->last_used;
}

/**
 * pl_person_get_row:
 * @self: somebody
 *
 * Returns: (transfer none): them as they are stored
 */
const PlPersonRow *
pl_person_get_row (PlPerson *self)
{
  g_return_val_if_fail (PL_IS_PERSON (self), NULL);

  return self->row;
}

/**
 * pl_person_equal:
 * @self: somebody
 * @other: somebody
 *
 * Returns: whether a list would show the same
 */
gboolean
pl_person_equal (PlPerson *self,
                 PlPerson *other)
{
  g_return_val_if_fail (PL_IS_PERSON (self) && PL_IS_PERSON (other), FALSE);

  return g_str_equal (self->row->email, other->row->email) && g_str_equal (self->row->name, other->row->name)
         && g_strcmp0 (self->row->link_id, other->row->link_id) == 0
         && g_strcmp0 (self->row->reference, other->row->reference) == 0
         && self->row->last_used == other->row->last_used;
}
