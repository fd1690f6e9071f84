/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merchant asked of the window before it could be done: when the data is not open yet, or another question has
 * to be answered first. */
#include "config.h"

#include "pl-wish.h"

struct _PlWish
{
  PlWindow  *window; /* (unowned) (nullable) weak: it may keep this wish itself */
  PlWishFunc func;
  GVariant  *target; /* (owned) (nullable) */
};

PlWish *
pl_wish_new (PlWindow   *window,
             PlWishFunc  func,
             GVariant   *target)
{
  PlWish *self = g_new0 (PlWish, 1);

  g_set_weak_pointer (&self->window, window);
  self->func = func;
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;

  return self;
}

void
pl_wish_free (PlWish *self)
{
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

void
pl_wish_carry_out (gpointer wish)
{
  PlWish *self = wish;
  g_autoptr (PlWindow) window = self->window != NULL ? g_object_ref (self->window) : NULL;

  if (window != NULL && !pl_window_is_over (window))
    self->func (window, self->target);
}

gboolean
pl_wish_is (const PlWish *self,
            PlWishFunc    func)
{
  return self != NULL && self->func == func;
}
