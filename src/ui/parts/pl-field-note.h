/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line beneath an entry row that says what is wrong with it, to the eye and to the screen reader at once. */
#pragma once

#include <adwaita.h>

#include "payroc/payroc-field-error.h"

G_BEGIN_DECLS

#define PL_TYPE_FIELD_NOTE (pl_field_note_get_type ())
G_DECLARE_FINAL_TYPE (PlFieldNote, pl_field_note, PL, FIELD_NOTE, AdwPreferencesRow)

/* Properties: field (the GtkWidget the note is about; when it is a GtkEditable, typing takes an error away),
 * items (GtkListBox, nullable: its rows are what the field lists, and "recipients[2].email" marks the third of
 * them instead of the field), parameter (the API's name of the field, "merchantReference"), text (nullable; the row
 * is hidden without one), is-error (otherwise it is a hint, without the error style). Put it right beneath its field
 * in the same list box.
 * Signal: "name-item" (guint index) → (transfer full) (nullable) string: what an item of a field that is a list is
 * called, for an error of "recipients[2].email". */
void        pl_field_note_set_error     (PlFieldNote *self,
                                         const char  *text);
void        pl_field_note_set_hint      (PlFieldNote *self,
                                         const char  *text);
/* A hint that should not be overlooked. */
void        pl_field_note_set_warning   (PlFieldNote *self,
                                         const char  *text);
const char *pl_field_note_get_text      (PlFieldNote *self);
gboolean    pl_field_note_get_is_error  (PlFieldNote *self);
const char *pl_field_note_get_parameter (PlFieldNote *self);
/* The field has the focus, and both it and the note are in sight. */
void        pl_field_note_focus         (PlFieldNote *self);

/* Hands each error to the note whose parameter it names ("recipients[2].email" fits "recipients"), takes the errors off
 * the others, opens closed rows around them, moves the focus to the first wrong field, and returns what fits nowhere as
 * sentences, one a line. notes: NULL-terminated. errors: (nullable) (element-type PayrocFieldError).
 * Returns: (nullable) (transfer full) */
char       *pl_field_note_show_all      (PlFieldNote **notes,
                                         GPtrArray    *errors);

G_END_DECLS
