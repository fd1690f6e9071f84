/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what somebody reads where it is while something above it comes or goes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* On the stack, around a change of the page. */
typedef struct
{
  GtkScrolledWindow *window; /* (unowned) */
  GtkWidget         *first;  /* (unowned) (nullable) the first part of the page in view */
  int                above;  /* how high all is that stands above it */
} PlScrollAnchor;

/* content: a vertical GtkBox in that window, whose children are the parts. */
void pl_scroll_anchor_drop  (PlScrollAnchor    *self,
                             GtkScrolledWindow *window,
                             GtkWidget         *content);
void pl_scroll_anchor_weigh (PlScrollAnchor    *self);

G_END_DECLS
