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

/* By itself Pango goes on to the next line before a letter that follows a hyphen, and never before a digit:
 * "INV-2026-0012" it would break anywhere. Before what is said to be a word it may. */
static void
break_before (PangoAttrList *attributes,
              const char    *text,
              const char    *start,
              const char    *end)
{
  PangoAttribute *attribute = pango_attr_word_new ();

  attribute->start_index = start - text;
  attribute->end_index = end - text;
  pango_attr_list_insert (attributes, attribute);
}

static const char *
skip_part (const char *text)
{
  while (g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

static void
break_after_hyphens (PangoAttrList *attributes,
                     const char    *text)
{
  for (const char *part = text; *part != '\0';)
    {
      const char *end = skip_part (part);

      if (end > part && *end == '-' && g_ascii_isdigit (end[1]))
        break_before (attributes, text, end + 1, skip_part (end + 1));
      part = end > part ? end : g_utf8_next_char (part);
    }
}

static void
never_hyphenate (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = copy_attributes (label);

  pango_attr_list_change (attributes, pango_attr_insert_hyphens_new (FALSE));
  break_after_hyphens (attributes, gtk_label_get_text (label));
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
pl_line_breaks_wrap_buttons (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_LABEL (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL)
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (widget), GTK_NATURAL_WRAP_NONE);
      gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    pl_line_breaks_wrap_buttons (child);
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
