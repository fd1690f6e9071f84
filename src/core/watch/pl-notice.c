/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the store as whoever shows it may hold it. */
#include "pl-notice.h"

struct _PlNotice
{
  GObject parent_instance;

  PlNoticeRow *row; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PlNotice, pl_notice, G_TYPE_OBJECT)

static void
pl_notice_finalize (GObject *object)
{
  PlNotice *self = PL_NOTICE (object);

  g_clear_pointer (&self->row, pl_notice_row_free);

  G_OBJECT_CLASS (pl_notice_parent_class)->finalize (object);
}

static void
pl_notice_class_init (PlNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_notice_finalize;
}

static void
pl_notice_init (PlNotice *self)
{
}

/**
 * pl_notice_new:
 * @row: (transfer full): the row
 *
 * Returns: (transfer full): a notice
 */
PlNotice *
pl_notice_new (PlNoticeRow *row)
{
  PlNotice *self;

  g_return_val_if_fail (row != NULL, NULL);

  self = g_object_new (PL_TYPE_NOTICE, NULL);
  self->row = row;

  return self;
}

/**
 * pl_notice_get_row:
 * @self: a notice
 *
 * Returns: its number in the store
 */
gint64
pl_notice_get_row (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), 0);

  return self->row->row;
}

/**
 * pl_notice_get_kind:
 * @self: a notice
 *
 * Returns: what happened
 */
PlNoticeKind
pl_notice_get_kind (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), PL_NOTICE_PAID);

  return self->row->kind;
}

/**
 * pl_notice_get_subject:
 * @self: a notice
 *
 * Returns: (transfer none): what it is about; with the kind unique in its account, and no words for a person
 */
const char *
pl_notice_get_subject (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), NULL);

  return self->row->subject;
}

/**
 * pl_notice_get_link_id:
 * @self: a notice
 *
 * Returns: (transfer none): the link that it is about
 */
const char *
pl_notice_get_link_id (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), NULL);

  return self->row->link_id;
}

/**
 * pl_notice_get_reference:
 * @self: a notice
 *
 * Returns: (transfer none) (nullable): the link's reference, as the merchant knows it
 */
const char *
pl_notice_get_reference (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), NULL);

  return self->row->reference;
}

/**
 * pl_notice_get_money:
 * @self: a notice
 *
 * Returns: (transfer none) (nullable): what was paid, held or returned, or would be
 */
const PayrocMoney *
pl_notice_get_money (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), NULL);

  return self->row->money;
}

/**
 * pl_notice_get_asked:
 * @self: a notice
 *
 * Returns: (transfer none) (nullable): what the link asks for, when it is known; %NULL also where the customer chooses
 */
const PayrocMoney *
pl_notice_get_asked (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), NULL);

  return self->row->asked;
}

/**
 * pl_notice_get_payer:
 * @self: a notice
 *
 * Returns: (transfer none) (nullable): who paid, as far as Payroc tells
 */
const char *
pl_notice_get_payer (PlNotice *self)
{
  g_return_val_if_fail (PL_IS_NOTICE (self), NULL);

  return self->row->payer;
}
