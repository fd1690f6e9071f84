/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money is easier compared by looking than by reading: each field has its two values next to each other. */
#include "config.h"

#include "pl-compare.h"

#include <glib/gi18n.h>

#include "pl-field-text.h"
#include "pl-format.h"
#include "pl-line-breaks.h"

#define COLUMN_SPACING 12

struct _PlCompare
{
  GtkBox parent_instance;

  char      *left;  /* (owned) what the first column is called */
  char      *right; /* (owned) */
  GtkWidget *rows;  /* (unowned) */
};

G_DEFINE_FINAL_TYPE (PlCompare, pl_compare, GTK_TYPE_BOX)

static GtkWidget *
create_label (const char *text,
              const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  pl_line_breaks_set_verbatim (label);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
create_pair (GtkWidget *left,
             GtkWidget *right)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, COLUMN_SPACING);

  gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
  gtk_box_append (GTK_BOX (pair), left);
  gtk_box_append (GTK_BOX (pair), right);

  return pair;
}

/* Who hears it does not see the column. */
static GtkWidget *
create_value (const char *name,
              const char *column,
              const char *value,
              const char *style)
{
  GtkWidget       *label = create_label (value, style);
  g_autofree char *described = NULL;

  /* Translators: a field of a link and which of two values of it this is: "Amount, now". */
  described = g_strdup_printf (_("%s, %s"), name, column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, described, -1);

  return label;
}

static void
add_row (PlCompare  *self,
         const char *name,
         const char *left,
         const char *right)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = create_label (name, "caption");

  gtk_widget_add_css_class (title, "dim-label");
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), create_pair (create_value (name, self->left, left, NULL),
                                              create_value (name, self->right, right, "heading")));
  gtk_box_append (GTK_BOX (self->rows), row);
}

static void
pl_compare_finalize (GObject *object)
{
  PlCompare *self = PL_COMPARE (object);

  g_free (self->left);
  g_free (self->right);

  G_OBJECT_CLASS (pl_compare_parent_class)->finalize (object);
}

static void
pl_compare_class_init (PlCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_compare_finalize;

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_compare_init (PlCompare *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "compare");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
}

GtkWidget *
pl_compare_new (const char *left,
                const char *right)
{
  PlCompare *self = g_object_new (PL_TYPE_COMPARE, NULL);
  GtkWidget *headings;

  self->left = g_strdup (left);
  self->right = g_strdup (right);
  headings = create_pair (create_label (left, "caption-heading"), create_label (right, "caption-heading"));
  gtk_box_append (GTK_BOX (self), headings);
  gtk_box_append (GTK_BOX (self), self->rows);

  return GTK_WIDGET (self);
}

void
pl_compare_show (PlCompare       *self,
                 PayrocLinkDraft *left,
                 PayrocLinkDraft *right,
                 GPtrArray       *parameters)
{
  GtkWidget *row;
  GDate      today;

  g_return_if_fail (PL_IS_COMPARE (self));
  g_return_if_fail (PAYROC_IS_LINK_DRAFT (left) && PAYROC_IS_LINK_DRAFT (right));

  pl_format_today (&today);
  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  for (guint i = 0; i < parameters->len; i++)
    {
      const char      *parameter = g_ptr_array_index (parameters, i);
      g_autofree char *left_value = pl_field_text_value (left, parameter, &today);
      g_autofree char *right_value = pl_field_text_value (right, parameter, &today);

      add_row (self, pl_field_text_name (parameter), left_value, right_value);
    }
}
