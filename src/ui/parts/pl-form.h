/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialog in which something is typed and then sent: what all of them have in common. */
#pragma once

#include <adwaita.h>

#include "core/pl-account.h"
#include "pl-error-text.h"

G_BEGIN_DECLS

#define PL_TYPE_FORM (pl_form_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlForm, pl_form, PL, FORM, AdwWindow)

/* A form's own template holds its fields as plain children; children of type "header" stand at the end of the header
 * bar, those of type "footer" beneath the fields, in sight at all times, and those of type "action" too, until it is
 * busy. From here it has:
 * - Cancel in the header bar, Escape, Ctrl+W and Ctrl+Q: each asks first when there is work that would be lost;
 * - the action "form.submit" for its button, Ctrl+Enter, and Enter where something is typed (activates-default):
 *   nowhere else, and never a second time while it is busy. On a row, a switch or a choice Enter does what they do;
 * - its PlFieldNotes found, and a GError's sentences put where they belong.
 *
 * Properties: account (PlAccount, nullable: whose environment is shown), subtitle (string), question (string: heading
 * when work would be lost), submit-label (string, nullable: a suggested button in the header bar, and below where that
 * has no room for it), busy-label (string: what goes on while it is busy). */
struct _PlFormClass
{
  AdwWindowClass parent_class;

  gboolean (*has_work) (PlForm *self); /* typed, and neither sent nor accepted; without it: never */
  void     (*submit)   (PlForm *self);
  /* (nullable). The user closes it, and knows that what was typed is lost. */
  void     (*given_up) (PlForm *self);
  /* (nullable). What to ask with instead of "has not been sent", which is not true of it; NULL: it is. */
  const char *(*describe_loss) (PlForm *self);
};

typedef void (*PlFormDiscarded) (gpointer user_data);

gboolean pl_form_has_work    (PlForm          *self);
/* Asks on top of the form; calls back only when the user gives the work up. The form is closed then. */
void     pl_form_ask         (PlForm          *self,
                              PlFormDiscarded  discarded,
                              gpointer         user_data,
                              GDestroyNotify   destroy);
/* The topmost form with work among the windows above that one. (nullable) (transfer none) */
PlForm  *pl_form_find        (GtkWindow       *parent);

/* From here on nothing can be changed. cancellable: (nullable): what Cancel stops; NULL: nothing stops it any more,
 * Cancel becomes Close, and nothing is lost by it. */
void     pl_form_begin       (PlForm          *self,
                              GCancellable    *cancellable);
void     pl_form_end         (PlForm          *self);
/* Nothing is left to be submitted: Cancel is Close. */
void     pl_form_set_done    (PlForm          *self);
gboolean pl_form_is_busy     (PlForm          *self);
/* For a callback that still holds the form: the user has closed it meanwhile. */
gboolean pl_form_is_closed   (PlForm          *self);
/* Cancelled when it is closed: for what it asks. What it sends goes on. (transfer none) */
GCancellable *pl_form_get_cancellable (PlForm *self);
/* Where a closed form tells what came of it: the window that it stood on, and that still stands. NULL while it is open.
 * (nullable) (transfer none) */
GtkWidget *pl_form_get_behind (PlForm         *self);

/* text: (nullable): what is wrong with none of the fields in particular; stands on top. */
void     pl_form_set_problem (PlForm          *self,
                              const char      *text);
/* Scrolls to it. */
void     pl_form_reveal_problem (PlForm       *self);
/* Each of the error's fields at its note, the focus at the first of them, closed rows around them opened; the rest on
 * top. error: (nullable): all is forgiven. */
void     pl_form_show_error  (PlForm          *self,
                              const GError    *error,
                              PlWork           work);
/* What was sent off did not come about, and nothing goes on. Told in the form, which can be sent off again; of a form
 * that is closed, and was believed to be done, in a dialog with that heading above the window behind it. */
void     pl_form_fail        (PlForm          *self,
                              const char      *heading,
                              const GError    *error,
                              PlWork           work);

G_END_DECLS
