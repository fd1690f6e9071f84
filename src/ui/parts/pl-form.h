/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with something typed in it: closing it, or the main window above it, asks before the work is lost. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_FORM (pl_form_get_type ())
G_DECLARE_INTERFACE (PlForm, pl_form, PL, FORM, GtkWindow)

struct _PlFormInterface
{
  GTypeInterface parent;

  gboolean    (*has_work)     (PlForm *self); /* typed, and neither sent nor accepted */
  const char *(*get_question) (PlForm *self); /* heading: "Discard New Link?" */
};

typedef void (*PlFormDiscarded) (gpointer user_data);

gboolean pl_form_has_work      (PlForm          *self);
/* Enter sends the form from where something is typed; on a row, a switch or a choice it does what they do, and creates
 * nothing by surprise. root: a form's fields, or a whole template. */
void     pl_form_keep_enter    (GtkWidget       *root);
/* From the form's close_request: TRUE when it has to stay because the user is being asked. */
gboolean pl_form_close_request (PlForm          *self);
/* Asks on top of the form; calls back only when the user gives the work up. The form is closed then. */
void     pl_form_ask           (PlForm          *self,
                                PlFormDiscarded  discarded,
                                gpointer         user_data,
                                GDestroyNotify   destroy);
/* The first form with work among the windows above that one. (nullable) (transfer none) */
PlForm  *pl_form_find          (GtkWindow       *parent);

G_END_DECLS
