/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pango puts a hyphen where it breaks within a word: whoever types an address off would type it, too. And it breaks
 * after each hyphen that there is. */
#include "config.h"

#include "pl-line-breaks.h"

#include <string.h>

static PangoAttrList *
copy_attributes (GtkLabel *label)
{
  PangoAttrList *attributes = gtk_label_get_attributes (label);

  return attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
}

static void
keep_together (PangoAttrList *attributes,
               const char    *text,
               const char    *start,
               const char    *end)
{
  PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);

  attribute->start_index = start - text;
  attribute->end_index = end - text;
  pango_attr_list_insert (attributes, attribute);
}

static void
never_hyphenate (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = copy_attributes (label);

  pango_attr_list_change (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
}

void
pl_line_breaks_set_verbatim (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_LABEL (widget))
    never_hyphenate (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    pl_line_breaks_set_verbatim (child);
}

void
pl_line_breaks_set_whole_words (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char               *text;

  g_return_if_fail (GTK_IS_LABEL (label));

  text = gtk_label_get_text (label);
  for (const char *word = text; *word != '\0';)
    {
      const gsize length = strcspn (word, " \n");

      if (memchr (word, '-', length) != NULL)
        keep_together (attributes, text, word, word + length);
      word += length + (word[length] != '\0' ? 1 : 0);
    }
  gtk_label_set_attributes (label, attributes);
}
