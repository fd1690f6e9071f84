/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merchant asked of the window before it could be done. */
#pragma once

#include "pl-window.h"

G_BEGIN_DECLS

typedef struct _PlWish PlWish;

/* target: (nullable) what it is about */
typedef void (*PlWishFunc) (PlWindow *window,
                            GVariant *target);

/* target: (nullable) (transfer floating) */
PlWish  *pl_wish_new        (PlWindow     *window,
                             PlWishFunc    func,
                             GVariant     *target);
void     pl_wish_free       (PlWish       *self);
/* Does nothing when the window was closed meanwhile. Takes a gpointer, to be called back as it is. */
void     pl_wish_carry_out  (gpointer      wish);
gboolean pl_wish_is         (const PlWish *self,
                             PlWishFunc    func);

G_END_DECLS
